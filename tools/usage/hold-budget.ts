/**
 * A question that goes to a language model holds its part of the budget while it is under way: what is checked before it
 * begins is still there when it asks. Holds are rows, so they count for every process.
 */
import type { Queryable } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import type { Amount } from './amounts.ts';
import { type BudgetSettings, readBudget } from './budget.ts';
import { type BudgetContext, budgetStatus } from './budget-status.ts';
import { capsOf, leftOf, overBudget } from './caps.ts';

export interface HeldQuestion {
  /** Of its trace: where the trace is kept, the hold ends. */
  readonly traceId: string;
  /** What it may take at most by its own limits; no dollars where the price is not known. */
  readonly most: Amount;
  readonly seconds: number;
}

/**
 * A question holds a part of what it may take, and more as it needs it: most come nowhere near their limits, and whoever
 * asks two things at once expects both to be answered.
 */
const PART = 4;
/** Between the end of a question and its trace. */
const MARGIN_SECONDS = 30;

const NOTHING: Amount = { dollars: 0, tokens: 0 };

/**
 * For one question. What it returns is asked before each step, with what the question has taken so far: null where the
 * model may be asked, otherwise a sentence for the person. A question may begin while anything is left, and goes on while
 * it holds more than it has taken. The caps are those of its beginning.
 */
export function holdBudget(
  context: BudgetContext,
  question: HeldQuestion,
): (taken: Amount) => Promise<string | null> {
  const { db } = context;
  // Read while the question is made ready; whoever asks for a step is told where it could not be.
  const caps: Promise<BudgetSettings> = readBudget(readable(db), db.tenantId);
  caps.catch(() => {});
  let held = NOTHING;
  let begun = false;
  return async (taken) => {
    if (begun && !outgrown(taken, held, question.most)) return null;
    const budget = await caps;
    if (Object.values(budget).every((cap) => cap === null)) return null;
    return db.write(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('model-budget:' || $1, 0))`, [
        db.tenantId,
      ]);
      // A statement of its own, after the lock: it sees what those who had it hold.
      const now = capsOf(await budgetStatus(tx, context, budget, question.traceId));
      const zones = { person: context.actor.timezone, team: context.workspace.timezone };
      const because = overBudget(now, taken, zones);
      if (because !== null) return because;
      held = partOf(question.most, taken, leftOf(now));
      begun = true;
      await writeHold(tx, context, question, held);
      return null;
    });
  };
}

const UNITS = ['dollars', 'tokens'] as const;

/** Whether it has taken what it holds, and may take more by its own limits. */
const outgrown = (taken: Amount, held: Amount, most: Amount): boolean =>
  UNITS.some((unit) => taken[unit] >= held[unit] && held[unit] < most[unit]);

function partOf(most: Amount, taken: Amount, left: Amount): Amount {
  const part = (unit: keyof Amount): number =>
    Math.min(most[unit], taken[unit] + most[unit] / PART, left[unit]);
  return { dollars: part('dollars'), tokens: Math.ceil(part('tokens')) };
}

async function writeHold(
  tx: Queryable,
  { db, actor, now }: BudgetContext,
  { traceId, seconds }: HeldQuestion,
  { dollars, tokens }: Amount,
): Promise<void> {
  await tx.query(
    `insert into budget_holds (hold_id, tenant_id, person_id, dollars, tokens, expires_at)
     values ($1, $2, $3, $4, $5, $6::timestamptz + make_interval(secs => $7))
     on conflict (hold_id) do update set dollars = excluded.dollars, tokens = excluded.tokens`,
    [traceId, db.tenantId, actor.personId, dollars, tokens, now(), seconds + MARGIN_SECONDS],
  );
}
