/** A brief out of turn: for an operator who does not want to wait for the morning, or only wants to look. */
import type { TenantDb, Transaction } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import type { PhaseReport } from '../../tools/brief/index.ts';
import { insideTransaction } from '../../tools/proposals/inside-transaction.ts';
import { composeParts, readBrief } from './compose.ts';
import { type BriefReport, deliverBrief } from './deliver-brief.ts';
import type { BriefPart } from './delivery.ts';
import type { MorningDeps } from './run-mornings.ts';
import { contextOf, runPhase, runWalker, type WalkerDeps } from './run-walker.ts';

export interface RanNow {
  readonly phases: readonly PhaseReport[];
  readonly delivered: BriefReport;
}

/** Analyses now and sends the brief to everybody who is subscribed, whatever they have had today. */
export async function runMorningNow(
  deps: MorningDeps,
  tenantId: string,
  signal: AbortSignal,
): Promise<RanNow> {
  // A slot of its own, even where two ask within a millisecond.
  for (let later = 0; later < MOST_AT_ONCE; later += 1) {
    const at = new Date(deps.now().getTime() + later);
    const phases = await runWalker(deps, tenantId, at, signal);
    if (!phases) continue;
    const slot = { tenantId, at, walkerAt: at, subscriptionIds: null };
    return { phases, delivered: (await deliverBrief(deps, slot, signal)) ?? NOBODY };
  }
  throw new Error('too many briefs were asked for at once');
}

const MOST_AT_ONCE = 100;
const NOBODY: BriefReport = { sent: 0, partly: 0, failed: 0, unknown: 0, skipped: 0, settled: 0, again: 0 };

/** Phases that reach beyond what can be taken back. */
const OUTWARD: ReadonlySet<string> = new Set(['refresh', 'notify']);

/** Somebody who has had no brief yet and wants all of it. */
const EVERYBODY = { topics: [], lastAt: null };

/** Thrown so that the transaction is rolled back. */
class OnlyLooked extends Error {}

/**
 * The brief as it would be now, for everybody. Audiences are read as they are, nothing is sent, and what is stored on the
 * way is taken back.
 */
export async function previewBrief(
  deps: WalkerDeps,
  tenant: TenantDb,
  signal: AbortSignal,
): Promise<readonly BriefPart[]> {
  let parts: readonly BriefPart[] = [];
  const looked = new OnlyLooked();
  try {
    await tenant.write(async (tx) => {
      const db = insideTransaction(tenant, oneAtATime(tx));
      const at = deps.now();
      const phases: PhaseReport[] = [];
      for (const phase of deps.phases) {
        if (OUTWARD.has(phase.name)) phases.push({ phase: phase.name, state: 'done', ms: 0, result: {} });
        else phases.push(await runPhase(deps, inSavepoint(phase), await contextOf(deps, db, at, signal)));
      }
      const { workspace } = await contextOf(deps, db, at, signal);
      const morning = { at, finishedAt: deps.now(), phases };
      parts = composeParts(await readBrief(readable(db), morning, workspace), EVERYBODY, 'parts');
      throw looked;
    });
  } catch (error) {
    if (error !== looked) throw error;
  }
  return parts;
}

/** A phase that fails must leave the transaction usable for the next. */
const inSavepoint = (phase: WalkerDeps['phases'][number]): WalkerDeps['phases'][number] => ({
  name: phase.name,
  run: (context) => context.db.write(() => phase.run(context)),
});

/** What reads side by side elsewhere shares one connection here. */
function oneAtATime(tx: Transaction): Transaction {
  let before: Promise<unknown> = Promise.resolve();
  return {
    ...tx,
    query: (text, values) => {
      const mine = before.then(() => tx.query(text, values)) as ReturnType<typeof tx.query>;
      before = mine.catch(() => {});
      // biome-ignore lint/suspicious/noExplicitAny: the row type is the caller's, as in `tx.query`
      return mine as Promise<any>;
    },
  };
}
