/** Segments that people saved: rules that are kept current, and lists that stay as they are. */
import { z } from 'zod';
import type { TenantDb, Transaction } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import { type Gate, gate } from '../audience/gate.ts';
import { UserError } from '../errors.ts';
import { addDays } from '../periods/calendar.ts';
import type { RunContext } from './run-context.ts';
import { REPLAYED_DAYS, type Reason } from './segment.ts';
import { oneRunAtATime, openAssignment, type RunResult, settleRun } from './settle-run.ts';

/** `criteria` of a saved segment: the gate of a rule, or what a list was found by. */
export const savedCriteria = z.object({ gate: gate.optional(), interest: z.string().optional() });
export type SavedCriteria = z.infer<typeof savedCriteria>;

interface Saved {
  readonly id: string;
  readonly method: 'rule' | 'static';
}

/** Brings the members of a rule to who fits its gate today. Throws the compiler's `UserError`. */
async function settleRule(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  rule: { readonly id: string; readonly gate: Gate; readonly reason: Reason },
): Promise<RunResult & { readonly members: number }> {
  const compiled = compileGate(rule.gate, { tenantId, workspace: context.workspace }, 2);
  await openAssignment(tx);
  const { rowCount } = await tx.query(
    `insert into segment_assignment select fits.customer_id, $1::bigint, null from (${compiled.text}) fits`,
    [rule.id, ...compiled.values],
  );
  return settle(tx, tenantId, context, { ...rule, method: 'rule' }, rowCount);
}

/**
 * Settles a rule for the first time: also as of a month and a week ago where what it asks can be known for those days,
 * so that its growth is known at once.
 */
export async function settleNewRule(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  rule: { readonly id: string; readonly gate: Gate },
): Promise<RunResult & { readonly members: number }> {
  const { workspace } = context;
  if (isKnownForPast(rule.gate))
    for (const days of REPLAYED_DAYS) {
      const then = { ...workspace, today: addDays(workspace.today, -days) };
      await settleRule(tx, tenantId, { ...context, workspace: then }, { ...rule, reason: 'first' });
    }
  return settleRule(tx, tenantId, context, { ...rule, reason: 'first' });
}

/** Traits that are the same then and now, or nearly. */
const STEADY: ReadonlySet<string> = new Set(['location', 'country', 'gender', 'favorite_color', 'age']);

/** Whether a gate can be answered for an earlier day: by what was done in a period that ends, and by steady traits. */
function isKnownForPast(condition: Gate): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.every(isKnownForPast);
    case 'not':
      return isKnownForPast(condition.gate);
    case 'did':
      return condition.within.kind === 'last' || condition.within.kind === 'calendar';
    case 'trait':
      return STEADY.has(condition.trait);
    default:
      return false;
  }
}

/** Makes `customerIds` (by default: those there are) the members of a list, as far as they exist and were not erased. */
export async function settleList(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  list: { readonly id: string; readonly customerIds?: readonly string[]; readonly reason: Reason },
): Promise<RunResult & { readonly members: number }> {
  const everyone = compileGate({ kind: 'everyone' }, { tenantId, workspace: context.workspace }, 4);
  await openAssignment(tx);
  const { rowCount } = await tx.query(
    `insert into segment_assignment
     select known.customer_id, $2::bigint, null from (${everyone.text}) known
     where known.customer_id = any($3::text[])
        or $3 is null and known.customer_id in
             (select user_id from segment_membership where tenant_id = $1 and segment_id = $2)`,
    [tenantId, list.id, list.customerIds ? [...list.customerIds] : null, ...everyone.values],
  );
  return settle(tx, tenantId, context, { ...list, method: 'static' }, rowCount);
}

async function settle(
  tx: Transaction,
  tenantId: string,
  context: RunContext,
  saved: Saved & { readonly reason: Reason },
  members: number,
): Promise<RunResult & { readonly members: number }> {
  const result = await settleRun(tx, tenantId, {
    runId: context.newId(),
    method: saved.method,
    day: context.workspace.today,
    customers: members,
    parameters: { segment: saved.id },
    reason: saved.reason,
    now: context.now(),
    segmentIds: [saved.id],
    leafIds: [saved.id],
  });
  return { ...result, members };
}

export interface SavedReport {
  readonly segments: number;
  readonly moved: number;
  readonly notes: readonly string[];
}

/** Brings every rule up to date and counts every list again, a transaction each. A rule that no longer fits the data is noted. */
export async function refreshSaved(db: TenantDb, context: RunContext): Promise<SavedReport> {
  const { rows } = await db.read<Saved & { name: string; criteria: unknown }>(
    `select id::text as id, method, segment_name as name, criteria from audience_segments
     where tenant_id = $1 and method in ('rule', 'static') and is_active order by id`,
    [db.tenantId],
  );
  const notes: string[] = [];
  let moved = 0;
  for (const { id, method, name, criteria } of rows) {
    context.signal?.throwIfAborted();
    const rule = savedCriteria.safeParse(criteria);
    if (method === 'rule' && !rule.data?.gate) {
      notes.push(`“${name}” holds no rule that can be read, so it was left as it is.`);
      continue;
    }
    try {
      const result = await db.write(async (tx) => {
        await oneRunAtATime(tx, db.tenantId);
        return method === 'rule' && rule.data?.gate
          ? settleRule(tx, db.tenantId, context, { id, gate: rule.data.gate, reason: 'schedule' })
          : settleList(tx, db.tenantId, context, { id, reason: 'schedule' });
      });
      moved += result.moved;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      notes.push(`“${name}” was left as it is: ${error.message}`);
    }
  }
  return { segments: rows.length, moved, notes };
}
