/** What happens when somebody presses a button, once. */
import type { Call, Form, FormField, SendableCard } from '../cards/card.ts';
import { readable } from '../db/readable.ts';
import { ToolInputError, UserError } from '../tools/errors.ts';
import { roleAllows } from '../tools/roles.ts';
import type { ToolResult } from '../tools/run-tool.ts';
import { answerResult, deliver, runCall } from './answer.ts';
import { type ClaimedPress, claimPress, settlePress, type Unclaimed } from './claim-press.ts';
import { buttonToAsk, closeQuestion, confirmCard, DECLINE, DECLINED } from './confirm.ts';
import { readTokens, rewriteCard } from './sent-cards.ts';
import { type Handled, IGNORED } from './surface.ts';
import type { Turn } from './turn.ts';

export async function answerPress(
  turn: Turn,
  token: string,
  values: Readonly<Record<string, string>> | undefined,
): Promise<Handled> {
  const { context, deps } = turn;
  const claim = await claimPress(context.db, token, context.actor.personId, deps.now());
  if ('kind' in claim) return explainUnclaimed(turn, claim);
  if (claim.call.tool === DECLINE.tool) return decline(turn, token, claim);
  let result: ToolResult;
  try {
    result = await runCall(turn, withValues(claim.call, claim.form, values));
  } catch (error) {
    // Given back where certainly nothing was done; what went wrong is said by whoever catches this.
    if (claim.effect === 'read' || isRefusal(error)) await settlePress(context.db, token, 'pending');
    throw error;
  }
  const acted = claim.effect === 'read' || result.outcome.kind === 'ok' || result.outcome.kind === 'empty';
  // Before the answer goes out: where it cannot be sent, what was done must not be done again.
  await settlePress(context.db, token, acted ? 'done' : 'pending');
  if (acted && claim.card.tone === 'question')
    await closeQuestion(context.db, claim.cardId, context.actor.personId, deps.now());
  const handled = await answerResult(turn, result, { question: claim.label });
  if (acted && (claim.effect === 'write' || claim.card.tone === 'question'))
    await showWhoPressed(turn, claim, claim.effect === 'write' ? whatCameOfIt(turn, result) : '');
  return handled;
}

/**
 * For a reply that cannot be confirmed where it is made: asks whether the button is really meant, or presses it where
 * there is nothing to ask.
 */
export async function pressAfterAsking(turn: Turn, token: string): Promise<Handled> {
  const { db } = turn.context;
  const asked = await buttonToAsk(readable(db), token, turn.deps.now());
  // Whoever may not press it is told so at once, not after a yes.
  if (!asked || !mayRun(turn, asked.call)) return answerPress(turn, token, undefined);
  const card = confirmCard(asked.confirm, asked.label, withValues(asked.call, asked.form, undefined));
  return deliver(turn, card, {
    answerId: turn.deps.newId(),
    status: 'clarify',
    tool: null,
    call: null,
    asked: { question: asked.label },
    answer: asked.confirm,
    sql: null,
    conversation: null,
  });
}

function mayRun({ deps, context }: Turn, { tool }: Call): boolean {
  const role = deps.registry.get(tool)?.role;
  return role === undefined || roleAllows(context.actor.role, role);
}

async function decline(turn: Turn, token: string, claim: ClaimedPress): Promise<Handled> {
  const { db, actor } = turn.context;
  await settlePress(db, token, 'done');
  await closeQuestion(db, claim.cardId, actor.personId, turn.deps.now());
  const handled = await deliver(turn, DECLINED, {
    answerId: turn.deps.newId(),
    status: 'answered',
    tool: null,
    call: null,
    asked: { question: claim.label },
    answer: 'Nothing was done.',
    sql: null,
    conversation: null,
  });
  await showWhoPressed(turn, claim, '');
  return handled;
}

const RESULT_CHARACTERS = 240;

/** The result in a sentence or two, where it holds nothing that must not be kept. */
function whatCameOfIt({ deps }: Turn, { tool, summary }: ToolResult): string {
  if (deps.registry.get(tool)?.keptArguments) return '';
  return summary.length > RESULT_CHARACTERS ? `${summary.slice(0, RESULT_CHARACTERS - 1)}…` : summary;
}

/** The tool said no. Any other error may have come after the write. */
function isRefusal(error: unknown): boolean {
  return error instanceof UserError || error instanceof ToolInputError;
}

/**
 * The card says who chose what, when, and with what result. A question, a draft or a proposal is settled by it and loses
 * its buttons; under an answer those that only read go on working.
 */
async function showWhoPressed(turn: Turn, claim: ClaimedPress, result: string): Promise<void> {
  const rest = claim.card.tone === 'answer' ? await stillOfUse(turn, claim) : withoutButtons(claim.card);
  const time = new Intl.DateTimeFormat('en-GB', {
    timeStyle: 'short',
    timeZone: turn.context.actor.timezone,
  }).format(turn.deps.now());
  const card: SendableCard = {
    ...rest,
    footnotes: [
      ...(rest.footnotes ?? []),
      {
        kind: 'action',
        text: [`${claim.label}: ${turn.context.actor.name}, ${time}`, result].filter(Boolean).join('. '),
      },
    ],
  };
  await turn.context.db.write((tx) => rewriteCard(tx, claim.cardId, card));
  if (claim.messageRef) await turn.replies.edit(claim.messageRef, card);
}

function withoutButtons({ buttons: _buttons, feedback: _feedback, ...rest }: SendableCard): SendableCard {
  return rest;
}

async function stillOfUse({ context }: Turn, { card, cardId }: ClaimedPress): Promise<SendableCard> {
  const reads = await readTokens(readable(context.db), cardId);
  const buttons = (card.buttons ?? []).filter(({ token }) => reads.has(token));
  return { ...withoutButtons(card), buttons, ...(card.feedback ? { feedback: card.feedback } : {}) };
}

/** Only what the form offers reaches the call; anything else a surface sends back is refused. */
function withValues(
  call: Call,
  form: Form | null,
  values: Readonly<Record<string, string>> | undefined,
): Call {
  if (!form) return call;
  const chosen: Record<string, string> = {};
  for (const field of form.fields) {
    const value = chosenValue(field, values?.[field.key]);
    if (value !== null) chosen[field.key] = value;
  }
  return { tool: call.tool, args: { ...call.args, ...chosen } };
}

/** Null for an optional field that was left empty. */
function chosenValue(field: FormField, given: string | undefined): string | null {
  const value = given ?? field.initial;
  if (field.kind === 'text') {
    const typed = value.trim();
    if (typed === '' && field.optional) return null;
    if (typed !== '' && typed.length <= field.maxLength) return typed;
    throw new UserError(
      'bad_text',
      `“${field.label}” takes 1 to ${field.maxLength} characters. Please press the button again.`,
    );
  }
  if (field.options.some((option) => option.value === value)) return value;
  throw new UserError('bad_choice', `“${field.label}” has no such choice. Please press the button again.`);
}

async function explainUnclaimed(turn: Turn, why: Unclaimed): Promise<Handled> {
  if (why.kind === 'taken' && why.effect === 'read') return IGNORED;
  const text = why.kind === 'taken' ? takenSentence(why, turn.deps.now()) : GONE[why.kind];
  await turn.replies.send({ tone: 'notice', title: 'Nothing to do', text: [text], private: true });
  return IGNORED;
}

const GONE = {
  expired: 'This button has expired. Please ask the question again for a fresh card.',
  unknown: 'I don’t know this button any more. Please ask the question again for a fresh card.',
};

function takenSentence({ by, at, abandoned }: Extract<Unclaimed, { kind: 'taken' }>, now: Date): string {
  const who = `${by ?? 'Someone'} pressed this already${at ? `, ${ago(at, now)}` : ''}.`;
  return abandoned
    ? `${who} I was stopped while I was at it, so it may not have been done, and I do not do it a second time by myself. Please look, and ask again for a fresh card.`
    : `${who} Nothing was done twice.`;
}

function ago(then: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  return minutes < 120 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}
