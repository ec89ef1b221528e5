/** What the handlers are built from; `createApp` constructs it. */
import type { ConversationState, Interpretation } from '../agent/interpretation.ts';
import type { ModelAgent } from '../agent/llm/model-agent.ts';
import type { Db, TenantDb } from '../db/db.ts';
import type { ToolContext } from '../tools/define-tool.ts';
import type { Registry } from '../tools/registry.ts';
import type { Workspace } from '../tools/workspace.ts';
import type { Log } from './log.ts';
import type { SuggestedPrompt } from './surface.ts';

export interface HandlerDeps {
  readonly db: Db;
  readonly registry: Registry;
  readonly interpret: (
    text: string,
    conversation: ConversationState,
    context: ToolContext,
  ) => Promise<Interpretation>;
  /** Asked before the rules: answers that the team has saved. Null where there is none. */
  readonly beforeRules?: (text: string, context: ToolContext) => Promise<Interpretation | null>;
  /** For what the rules decline; absent: rules only. */
  readonly model?: ModelAgent;
  /** Told that a question is coming, so that what reading it takes is looked up beside the rest. */
  readonly expectQuestion?: (db: TenantDb) => void;
  readonly readWorkspace: (db: TenantDb, now: Date) => Promise<Workspace>;
  /** Questions that work on this workspace's data. */
  readonly prompts: (context: ToolContext) => Promise<readonly SuggestedPrompt[]>;
  /** Slug of the workspace to which the console, the command line and unbound accounts belong. */
  readonly homeWorkspace: string;
  readonly timezone: string;
  readonly now: () => Date;
  /** A fresh UUID. */
  readonly newId: () => string;
  /** A fresh unguessable button token. */
  readonly newToken: () => string;
  readonly log: Log;
}
