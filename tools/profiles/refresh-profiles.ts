import type { Db } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import { BUILD_BATCH } from './build-sql.ts';
import { planProfiles } from './plan-profiles.ts';

/**
 * Customers in one transaction. A batch reads all facts once, which few large batches do seldom; but the embedded
 * engine does one thing at a time, and a question waits for a batch at most.
 */
const LEAST = { postgres: 10_000, embedded: 1_000 } as const;
const MOST = { postgres: 50_000, embedded: 5_000 } as const;
const BATCHES = 20;

/**
 * The planner knows nothing of a batch, takes it for a row or two, and would join it in loops, which takes time by
 * the square of the batch; where a loop is wanted, the statement leaves no other way.
 */
const SETTINGS = `set local work_mem = '64MB'; set local jit = off; set local enable_nestloop = off`;

export interface RefreshProfilesContext {
  readonly workspace: Workspace;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly progress?: (note: string) => void;
  readonly signal?: AbortSignal;
  /** Builds every profile anew, whatever has changed. */
  readonly full?: boolean;
}

export interface ProfilesReport {
  /** Customers whose profile was built. */
  readonly built: number;
  /** Of them, those whose profile is new or reads differently now. */
  readonly changed: number;
  /** Profiles of customers who are gone. */
  readonly removed: number;
  readonly ms: number;
  readonly notes: readonly string[];
}

interface Batch {
  readonly taken: number;
  readonly last: string | null;
  readonly written: number;
}

/**
 * Brings the profiles of one team up to date: of customers with new sales or events, with another row of their own,
 * or with products whose category or colour changed. What was cut short is gone on with; nothing passes through this
 * process but counts. Throws the signal's reason where it is aborted.
 */
export async function refreshProfiles(
  db: Db,
  tenantId: string,
  { now, progress = () => {}, signal, full = false }: RefreshProfilesContext,
): Promise<ProfilesReport> {
  const started = now().getTime();
  const tenant = db.tenant(tenantId);
  progress('Profiles: looking for customers with new data');
  const plan = await planProfiles(tenant, now(), full);
  // Without it the planner takes tables that have just been filled for empty ones.
  await db.query('analyze profile_queue');
  if (plan.listed > 0) await db.query('analyze dim_customer');
  const size = Math.min(MOST[db.engine], Math.max(LEAST[db.engine], Math.ceil(plan.queued / BATCHES)));
  let built = 0;
  let changed = 0;
  let last = '';
  for (;;) {
    signal?.throwIfAborted();
    const batch = await tenant.write(async (tx) => {
      await tx.query(SETTINGS);
      const { rows } = await tx.query<Batch>(BUILD_BATCH, [
        ...[tenantId, size, plan.luxuryThreshold],
        ...[now(), last],
      ]);
      return rows[0];
    });
    if (!batch?.last) break;
    last = batch.last;
    built += batch.taken;
    changed += batch.written;
    progress(`Profiles: ${built.toLocaleString('en')} of ${plan.queued.toLocaleString('en')} customers`);
  }
  if (changed > 0) await db.query('analyze customer_profiles');
  return {
    built,
    changed,
    removed: plan.removed,
    ms: now().getTime() - started,
    notes: [
      ...(plan.everyone ? [`Every profile was built: ${plan.everyone}.`] : []),
      ...(plan.listed > 0
        ? [`New in the customer list, by their events or sales: ${plan.listed.toLocaleString('en')}.`]
        : []),
    ],
  };
}
