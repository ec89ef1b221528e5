/** Runs a call on somebody's behalf and sends what came of it. */
import type { ConversationState } from '../agent/interpretation.ts';
import type { Call, Card, Footnote } from '../cards/card.ts';
import type { TenantDb } from '../db/db.ts';
import { runTool, type ToolResult } from '../tools/run-tool.ts';
import { linkTrace } from '../tools/traces/index.ts';
import { storeAnswer } from './answers.ts';
import { whileCancellable } from './cancel.ts';
import { saveConversation } from './conversations.ts';
import { placeCard, prepareCard, storeCard } from './sent-cards.ts';
import type { Handled } from './surface.ts';
import { withMemory } from './thread-memory.ts';
import type { Turn } from './turn.ts';
import { withVerifyButton } from './verify-button.ts';

export interface Asked {
  /** What the person typed or pressed. */
  readonly question: string;
  /** The question as understood. */
  readonly restated?: string;
  /** What was corrected or assumed on the way; shown under the card. */
  readonly notes?: readonly string[];
  readonly footnotes?: readonly Footnote[];
}

export async function answerCall(turn: Turn, call: Call, asked: Asked): Promise<Handled> {
  return answerResult(turn, await runCall(turn, call), asked);
}

/** The first half of `answerCall`: what it throws, it throws before anything was said. */
export async function runCall(turn: Turn, call: Call): Promise<ToolResult> {
  const { deps, context } = turn;
  const tool = deps.registry.get(call.tool);
  context.progress(`${tool?.title ?? 'Working'} …`);
  if (tool?.effect !== 'read') return runTool(deps.registry, call, context);
  return whileCancellable(turn, (signal) =>
    runTool(deps.registry, call, { ...context, signal, db: readingUntil(signal, context.db) }),
  );
}

/** Every read ends when the signal does, whether or not the tool thinks of it. */
const readingUntil = (signal: AbortSignal, db: TenantDb): TenantDb => ({
  ...db,
  read: (text, values, limits) => db.read(text, values, { signal, ...limits }),
});

/** The second half of `answerCall`: keeps and sends what came of a call that has run. */
export async function answerResult(turn: Turn, result: ToolResult, asked: Asked): Promise<Handled> {
  const { deps } = turn;
  const answerId = deps.newId();
  const status = statusOf(result);
  const noted = withFeedback(
    withNotes(result.card, [...(asked.notes ?? []), ...demoNote(result, turn)], asked.footnotes),
    result,
    answerId,
    turn,
  );
  const card = withVerifyButton(noted, result, asked, answerId, turn);
  const handled = await deliver(turn, card, {
    answerId,
    status,
    tool: result.tool,
    call: result.call,
    asked: keptWords(turn, result, asked),
    answer: result.facts?.answer ?? result.summary,
    sql: result.facts?.sql ?? null,
    conversation: remember(turn, result, asked.question),
  });
  for (const attachment of result.attachments) await turn.replies.attach(attachment);
  return { ...handled, facts: result.facts };
}

export interface Delivery {
  readonly answerId: string;
  readonly status: Handled['status'];
  readonly tool: string | null;
  readonly call: Call | null;
  readonly asked: Asked;
  readonly answer: string | null;
  readonly sql: string | null;
  /** What the thread remembers from now on; null leaves it as it is. */
  readonly conversation: ConversationState | null;
  readonly errorId?: string;
}

/** Stores the card, its buttons, the answer and the thread's memory in one transaction, then sends the card. */
export async function deliver(turn: Turn, card: Card, delivery: Delivery): Promise<Handled> {
  const { deps, context, key, replies } = turn;
  const prepared = prepareCard(card, deps.registry, deps);
  const now = deps.now();
  const answer = {
    ...delivery,
    key,
    personId: context.actor.personId,
    origin: context.origin,
    durationMs: Math.round(performance.now() - turn.startedAt),
    now,
  };
  const traces = (card.footnotes ?? []).flatMap(({ trace }) => (trace ? [trace] : []));
  await context.db.writeTogether((tx) =>
    Promise.all([
      storeAnswer(tx, answer),
      ...traces.map((trace) => linkTrace(tx, key.tenantId, trace, delivery.answerId)),
      storeCard(tx, key, prepared, delivery.answerId, now),
      saveConversation(tx, key, nextConversation(turn, card, delivery), now),
    ]),
  );
  const ref = await replies.send(prepared.card);
  await context.db.writeTogether((tx) => placeCard(tx, prepared.cardId, ref));
  return {
    status: delivery.status,
    tool: delivery.tool,
    card: prepared.card,
    facts: null,
    answerId: delivery.answerId,
  };
}

function nextConversation(turn: Turn, card: Card, delivery: Delivery): ConversationState {
  const { asked, answer } = delivery;
  const state = delivery.conversation ?? turn.conversation;
  return turn.deps.model
    ? withMemory(state, turn.conversation, { question: asked.question, answer, card })
    : state;
}

function statusOf(result: ToolResult): Handled['status'] {
  switch (result.outcome.kind) {
    case 'clarify':
      return 'clarify';
    case 'refused':
    case 'insufficient':
    // Nothing to count is not a number: whoever reads the status must not take it for one.
    case 'empty':
      return 'refused';
    case 'ok':
      return 'answered';
  }
}

function remember(turn: Turn, result: ToolResult, question: string): ConversationState | null {
  const { outcome } = result;
  // What it remembers may be about somebody who is no longer to be known.
  if (keepsNoArguments(turn, result)) return {};
  if (outcome.kind === 'clarify') {
    return { ...turn.conversation, pending: { question: outcome.question, options: outcome.options } };
  }
  const continues = turn.deps.registry.get(result.tool)?.followUps === true;
  return continues && (outcome.kind === 'ok' || outcome.kind === 'empty')
    ? { lastCall: result.call, lastQuestion: question }
    : null;
}

/** A question holds the arguments as well: where those are not kept, the tool's name stands for it. */
function keptWords(turn: Turn, result: ToolResult, asked: Asked): Asked {
  return keepsNoArguments(turn, result) ? { question: result.tool } : asked;
}

function keepsNoArguments(turn: Turn, result: ToolResult): boolean {
  return turn.deps.registry.get(result.tool)?.keptArguments !== undefined;
}

/** Nobody should take invented numbers for their own. */
function demoNote(result: ToolResult, turn: Turn): readonly string[] {
  const isAnswer = turn.deps.registry.get(result.tool)?.followUps === true;
  return isAnswer && turn.context.workspace.isDemo ? ['Demo data: import your own to replace it.'] : [];
}

function withNotes(card: Card, notes: readonly string[], more: readonly Footnote[] = []): Card {
  const footnotes: Footnote[] = [...notes.map((text) => ({ kind: 'note', text }) as const), ...more];
  return footnotes.length > 0 ? { ...card, footnotes: [...(card.footnotes ?? []), ...footnotes] } : card;
}

/** Answers to questions carry thumbs; a list of people or a saved setting does not. */
function withFeedback(card: Card, result: ToolResult, answerId: string, turn: Turn): Card {
  const tool = turn.deps.registry.get(result.tool);
  if (!turn.deps.registry.has('give_feedback') || tool?.followUps !== true || result.outcome.kind !== 'ok')
    return card;
  const verdict = (good: boolean) => ({ tool: 'give_feedback', args: { answerId, good } });
  return {
    ...card,
    feedback: {
      up: { label: 'Good answer', call: verdict(true) },
      down: { label: 'Bad answer', call: verdict(false) },
    },
  };
}
