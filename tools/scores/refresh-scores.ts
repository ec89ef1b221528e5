import { setImmediate as breath } from 'node:timers/promises';
import type { Db, TenantDb } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { fitModels, type ModelFits } from './fit-models.ts';
import type { Horizon } from './forecast-customer.ts';
import { type Clock, type Range, rangesOfCustomers, readHistories } from './purchase-histories.ts';
import { createScorer, type Scores } from './score-customer.ts';
import { finishRun, type RunBasis, recordRun, unfinishedRun } from './score-runs.ts';
import { fitSubscriptions, readSubscriptions, type SubscriptionFit } from './subscriptions.ts';

interface RefreshScoresContext {
  readonly workspace: Workspace;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly progress?: (note: string) => void;
  readonly signal?: AbortSignal;
}

interface ScoresReport {
  /** Customers scored now, each at least for engagement. */
  readonly scored: number;
  /** Of them, those with a churn probability, and with a lifetime value. */
  readonly withChurn: number;
  readonly withLifetimeValue: number;
  readonly ms: number;
  /** What people should know: a model that does not fit, values that depend on frequency. */
  readonly notes: readonly string[];
}

/** Somebody may be waiting for an answer meanwhile. */
const SLICE_MS = 10;
const DEFAULT_HORIZON: Horizon = { days: 365, annualDiscount: 0 };

/**
 * Fits the models to everybody's purchases and scores every customer anew, in batches by id. A score that no model
 * supports is left empty, and the notes say why. What was cut short goes on where it was, if nothing has changed
 * since. Throws the signal's reason where it is aborted.
 */
export async function refreshScores(
  db: Db,
  tenantId: string,
  { workspace, now, newId, progress = () => {}, signal }: RefreshScoresContext,
): Promise<ScoresReport> {
  const started = now().getTime();
  const tenant = db.tenant(tenantId);
  const clock: Clock = { today: workspace.today, seenUpTo: workspace.data?.to ?? workspace.today };
  const settings = await readSettings(tenant);
  const basis: RunBasis = { asOf: clock.today, version: workspace.version, ...settings.horizon };
  progress('Scores: learning how customers buy and come back');
  const fits = await fitModels(tenant, rangesOfCustomers(tenant, db.engine), clock, signal);
  const subscriptions = await fitSubscriptions(tenant, clock.today);
  const resumed = await unfinishedRun(tenant, basis);
  const runId = resumed?.runId ?? newId();
  if (!resumed)
    await tenant.write((tx) =>
      recordRun(tx, { tenantId, runId, newId, ranAt: now(), basis, fits, subscriptions }),
    );
  const score = createScorer(fits, subscriptions, settings);
  const counts = { scored: 0, withChurn: 0, withLifetimeValue: 0 };
  for await (const range of rangesOfCustomers(tenant, db.engine, resumed?.scoredUpTo)) {
    signal?.throwIfAborted();
    const contracts = subscriptions ? await readSubscriptions(tenant, range, clock.today) : null;
    const histories = await readHistories(tenant, range, clock);
    const scores = await inSlices(histories, (history) =>
      score(history, contracts?.get(history.customer_id) ?? null),
    );
    await storeScores(tenant, range, scores, { ...basis, runId });
    counts.scored += scores.length;
    counts.withChurn += scores.filter((each) => each.churn_probability !== null).length;
    counts.withLifetimeValue += scores.filter((each) => each.lifetime_value !== null).length;
    progress(`Scores: ${counts.scored.toLocaleString('en')} customers`);
  }
  await tenant.write((tx) => finishRun(tx, tenantId, runId));
  // Without it the planner takes a table that has just been filled for an empty one.
  if (counts.scored > 0) await db.query('analyze customer_scores');
  return { ...counts, ms: now().getTime() - started, notes: notesOf(fits, subscriptions) };
}

/** As `map`, with other work of the process in between: a range is seconds of work. */
async function inSlices<T, R>(all: readonly T[], work: (one: T) => R): Promise<R[]> {
  const done: R[] = [];
  let begun = performance.now();
  for (const one of all) {
    done.push(work(one));
    if (performance.now() - begun < SLICE_MS) continue;
    await breath();
    begun = performance.now();
  }
  return done;
}

/** The horizon that the team has set, if any, and whether it has events. */
async function readSettings(db: TenantDb): Promise<{ horizon: Horizon; hasEvents: boolean }> {
  const { rows } = await db.read<{ days: number | null; discount: number | null; has_events: boolean }>(
    `select case when jsonb_typeof(settings -> 'score_horizon_days') = 'number'
                 then (settings ->> 'score_horizon_days')::float8 end as days,
            case when jsonb_typeof(settings -> 'annual_discount') = 'number'
                 then (settings ->> 'annual_discount')::float8 end as discount,
            exists (select from fct_events where tenant_id = $1) as has_events
       from tenants where tenant_id = $1`,
    [db.tenantId],
  );
  const [row] = rows;
  const horizon = {
    days: Math.max(1, Math.round(row?.days ?? DEFAULT_HORIZON.days)),
    annualDiscount: Math.max(0, row?.discount ?? DEFAULT_HORIZON.annualDiscount),
  };
  return { horizon, hasEvents: row?.has_events ?? false };
}

/** Puts the scores of a range in the place of what was there, customers who are gone included. */
async function storeScores(
  db: TenantDb,
  { after, upTo }: Range,
  scores: readonly Scores[],
  { runId, asOf, days }: RunBasis & { readonly runId: string },
): Promise<void> {
  const columns = [
    'customer_id',
    'engagement',
    'churn_probability',
    'churn_reason',
    'expected_orders',
    'lifetime_value',
    'lifetime_low',
    'lifetime_high',
  ] as const;
  const rows = scores.map((each) => [
    db.tenantId,
    days,
    runId,
    asOf,
    ...columns.map((column) => each[column]),
  ]);
  await db.write(async (tx) => {
    await tx.query(
      'delete from customer_scores where tenant_id = $1 and customer_id > $2 and ($3::text is null or customer_id <= $3)',
      [db.tenantId, after, upTo],
    );
    if (rows.length > 0)
      await tx.copyIn(
        'customer_scores',
        ['tenant_id', 'horizon_days', 'run_id', 'scored_on', ...columns],
        rows,
      );
  });
}

function notesOf(fits: ModelFits, subscriptions: SubscriptionFit | null): readonly string[] {
  const notes = [fits.purchasesMessage, fits.valuesMessage, subscriptions?.message];
  return [...new Set(notes.filter((note) => typeof note === 'string'))];
}
