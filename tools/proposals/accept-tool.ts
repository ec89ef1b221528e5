/** One click: the action of a proposal runs, and who pressed is kept, in one transaction. */
import { z } from 'zod';
import type { Call, Card } from '../../cards/card.ts';
import { readable } from '../../db/readable.ts';
import { type AnyTool, defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { roleAllows } from '../roles.ts';
import type { ToolResult } from '../run-tool.ts';
import { findSuggestion, whyClosed } from './closed.ts';
import { decide } from './decide.ts';
import { insideTransaction } from './inside-transaction.ts';
import { quoted } from './quoted.ts';
import { type StoredAction, type StoredSuggestion, storedSuggestion } from './stored.ts';
import { decisionSentence, isOpen } from './suggestion-card.ts';

/** How a proposal's action reaches its tool: handed in, because a tool knows no other. */
export interface Runner {
  tool(name: string): AnyTool | undefined;
  run(call: Call, context: ToolContext): Promise<ToolResult>;
}

const input = z.object({
  suggestion: z.string().trim().min(1),
  /** Which of its actions, from 0; without it the only note taken is that somebody sees to it. */
  action: z.coerce.number().int().min(0).optional(),
  // What may be changed of the action's arguments.
  channel: z.enum(['email', 'whatsapp', 'sms', 'in_app']).optional(),
  holdout: z.coerce.number().min(0).max(0.9).optional(),
  days: z.coerce.number().int().min(1).max(365).optional(),
});
type Input = z.infer<typeof input>;

const output = z.object({
  suggestion: storedSuggestion,
  /** What the action's tool showed; null where none ran. */
  card: z.custom<Card>((value) => typeof value === 'object' && value !== null).nullable(),
  said: z.string(),
});
type Data = z.infer<typeof output>;

/** `accept_suggestion`: runs the chosen action once, whoever presses how often. */
export function acceptSuggestion(runner: Runner) {
  return defineTool<Input, Data>({
    name: 'accept_suggestion',
    title: 'Accept a proposal',
    description:
      'Accepts an open proposal and runs one of its actions (apply a winner, draft a campaign or a test, save a segment) with the rights of whoever asks. A proposal that is out of date or decided is left alone, and says so.',
    effect: 'write',
    role: 'analyst',
    input: input as z.ZodType<Input>,
    output,
    run: (asked, context) => accept(runner, asked, context),
    card: ({ suggestion, card, said }, _, { workspace }) => ({
      ...(card ?? { tone: 'notice', title: 'Noted', text: [said] }),
      footnotes: [
        ...(card?.footnotes ?? []),
        { kind: 'note', text: `From the proposal ${quoted(suggestion.payload.title)}` },
        {
          kind: 'action',
          text: decisionSentence({ ...suggestion, outcome: null }, workspace.timezone) ?? '',
        },
      ],
    }),
    summary: ({ suggestion, said }) => `Accepted ${quoted(suggestion.payload.title)}. ${said}`,
  });
}

/** Leaves the transaction, which is rolled back, with what is to be said instead. */
class NotDone extends Error {
  override readonly name = 'NotDone';
  readonly outcome: Outcome<never>;
  constructor(outcome: Outcome<never>) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

async function accept(runner: Runner, asked: Input, context: ToolContext): Promise<Outcome<Data>> {
  const { db, workspace, actor } = context;
  const suggestion = await findSuggestion(readable(db), db.tenantId, asked.suggestion);
  if (!isOpen(suggestion)) return whyClosed(readable(db), workspace, suggestion, actor.timezone);
  const action = actionOf(suggestion, asked.action);
  const calls = action ? [...(action.before ?? []), adjusted(action, suggestion.id, asked)] : [];
  // Whoever may not is told so by the tool itself, which also leaves a trail of it.
  const forbidden = calls.find(({ tool }) => !roleAllows(actor.role, runner.tool(tool)?.role ?? 'admin'));
  if (forbidden) await runner.run(forbidden, context);
  try {
    return await db.write(async (tx) => {
      // Of two presses at once the second waits here, and finds what the first has done.
      const current = await findSuggestion(tx, db.tenantId, suggestion.id, { lock: true });
      if (!isOpen(current)) throw new NotDone(await whyClosed(tx, workspace, current, actor.timezone));
      const result = await runAll(runner, calls, { ...context, db: insideTransaction(db, tx) });
      const said = result?.summary ?? 'Noted that somebody sees to it; nothing else was done.';
      await decide(tx, context, current, {
        state: 'accepted',
        outcome: { ...(result && { tool: result.tool }), ...madeBy(result), said },
      });
      const accepted = await findSuggestion(tx, db.tenantId, current.id);
      return { kind: 'ok', data: { suggestion: accepted, card: result?.card ?? null, said } };
    });
  } catch (error) {
    if (error instanceof NotDone) return error.outcome;
    throw error;
  }
}

function actionOf(suggestion: StoredSuggestion, at: number | undefined): StoredAction | null {
  if (at === undefined) return null;
  const action = suggestion.actions[at];
  if (!action || action.looks)
    throw new UserError(
      'no_action',
      `The proposal has no action ${at + 1} to accept. /walker proposals ${suggestion.id} shows what can be done.`,
    );
  return action;
}

/** Only arguments that the action has can be changed. A campaign knows the proposal that it comes from. */
function adjusted({ call }: StoredAction, id: string, { channel, holdout, days }: Input): Call {
  const changed = Object.entries({ channel, holdout, days }).filter(
    ([key, value]) => value !== undefined && key in call.args,
  );
  const from = call.tool === 'create_campaign' ? { suggestion: id } : {};
  return { tool: call.tool, args: { ...call.args, ...from, ...Object.fromEntries(changed) } };
}

/** The result of the last; null where there is nothing to run. What does not go well ends it all. */
async function runAll(
  runner: Runner,
  calls: readonly Call[],
  context: ToolContext,
): Promise<ToolResult | null> {
  let last: ToolResult | null = null;
  for (const call of calls) {
    last = await runner.run(call, context);
    if (last.outcome.kind !== 'ok') throw new NotDone(instead(last));
  }
  return last;
}

/** The action's own answer where it did nothing. */
function instead({ outcome, summary }: ToolResult): Outcome<never> {
  switch (outcome.kind) {
    case 'refused':
    case 'insufficient':
      return outcome;
    case 'clarify':
      return { kind: 'refused', because: outcome.question, suggestions: [] };
    default:
      return { kind: 'refused', because: summary, suggestions: [] };
  }
}

/** What the tools of actions make, by their names. */
const MADE: Readonly<Record<string, string>> = {
  create_campaign: 'campaign',
  create_ab_test: 'test',
  apply_test_winner: 'test',
  stop_ab_test: 'test',
  save_segment: 'segment',
};

/** `{ campaign: '12' }`, where the tool says what it made. */
function madeBy(result: ToolResult | null): Readonly<Record<string, string>> {
  const name = result && MADE[result.tool];
  if (!name || result.outcome.kind !== 'ok') return {};
  const made = z
    .union([
      z.object({ id: z.string() }),
      z.object({ [name]: z.object({ id: z.string() }) }).transform((data) => data[name] ?? { id: '' }),
    ])
    .safeParse(result.outcome.data);
  return made.success && typeof made.data.id === 'string' ? { [name]: made.data.id } : {};
}
