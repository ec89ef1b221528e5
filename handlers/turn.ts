import type { ConversationState } from '../agent/interpretation.ts';
import type { Origin, ToolContext } from '../tools/define-tool.ts';
import { loadConversation } from './conversations.ts';
import type { HandlerDeps } from './deps.ts';
import type { Identity } from './identify.ts';
import type { RunningQuestions } from './running-questions.ts';
import type { Replies, Sender, Whereabouts } from './surface.ts';
import { type ThreadKey, threadKey } from './thread.ts';

/** One message, command or press being worked on. */
export interface Turn {
  readonly deps: HandlerDeps;
  readonly key: ThreadKey;
  readonly context: ToolContext;
  readonly conversation: ConversationState;
  readonly replies: Replies;
  readonly startedAt: number;
  /** Questions that this process is working on with a model. */
  readonly running: RunningQuestions;
}

/** Gathers what a turn needs: the workspace, the thread's memory, and a context for tools. */
export async function beginTurn(
  deps: HandlerDeps,
  identity: Identity,
  message: { readonly sender: Sender; readonly thread: string; readonly where?: Whereabouts },
  replies: Replies,
  origin: Exclude<Origin, 'cli'>,
  running: RunningQuestions = new Map(),
): Promise<Turn> {
  const startedAt = performance.now();
  const key = threadKey(deps, identity.tenantId, message.sender, message.thread);
  const db = deps.db.tenant(identity.tenantId);
  if (origin === 'question') deps.expectQuestion?.(db);
  const [workspace, conversation] = await Promise.all([
    deps.readWorkspace(db, deps.now()),
    loadConversation(deps.db, key),
  ]);
  const context: ToolContext = {
    db,
    workspace,
    actor: identity.actor,
    origin: message.sender.surface === 'cli' ? 'cli' : origin,
    place: {
      surface: message.sender.surface,
      account: message.sender.account,
      sender: message.sender.externalId,
      channel: message.where?.channel ?? null,
      named: message.where?.named ?? {},
    },
    now: deps.now,
    newId: deps.newId,
    progress: (note) => {
      replies
        .progress(note)
        .catch((error: unknown) => deps.log.warn({ err: error }, 'progress was not shown'));
    },
    signal: new AbortController().signal,
  };
  return { deps, key, context, conversation, replies, startedAt, running };
}
