/** The shares of a test over time, where they move. */
import { z } from 'zod';
import type { Queryable, Transaction } from '../../db/db.ts';
import { HOLD_OUT } from '../messages/assignment.ts';
import type { AbTest } from './read-tests.ts';

/** Shares in force from a moment until the next; those of a test that does not move them are never written down. */
export interface Epoch {
  readonly from: Date;
  /** By id of the variation, the hold-out among them. */
  readonly shares: Readonly<Record<string, number>>;
}

const shares = z.record(z.string(), z.number());

/** In the order of time; none where the shares are fixed. */
export async function readEpochs(
  db: Queryable,
  tenantId: string,
  { id, allocation }: Pick<AbTest, 'id' | 'allocation'>,
): Promise<readonly Epoch[]> {
  if (allocation === 'fixed') return [];
  const { rows } = await db.query<{ from_at: Date; shares: unknown }>(
    'select from_at, shares from ab_test_shares where tenant_id = $1 and test_id = $2::bigint order by from_at',
    [tenantId, id],
  );
  return rows.map((row) => ({ from: row.from_at, shares: shares.parse(row.shares) }));
}

/** What part of all people each arm gets by the present weights. */
export function sharesOf({
  variations,
  holdout,
}: Pick<AbTest, 'variations' | 'holdout'>): Record<string, number> {
  const total = variations.reduce((sum, { weight }) => sum + weight, 0);
  const parts = variations.map(({ id, weight }) => [id, ((1 - holdout) * weight) / total] as const);
  return Object.fromEntries(holdout > 0 ? [...parts, [HOLD_OUT, holdout] as const] : parts);
}

/** From `at` on, people are divided by the test's present weights. */
export async function beginEpoch(tx: Transaction, tenantId: string, test: AbTest, at: Date): Promise<void> {
  await tx.query(
    `insert into ab_test_shares (tenant_id, test_id, from_at, shares) values ($1, $2::bigint, $3, $4::jsonb)
     on conflict (test_id, from_at) do update set shares = excluded.shares`,
    [tenantId, test.id, at, JSON.stringify(sharesOf(test))],
  );
}
