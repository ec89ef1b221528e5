import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { findSegments } from '../../../jobs/morning/find-segments.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const day = (ago: number) => new Date(Date.UTC(2026, 2, 18 - ago)).toISOString().slice(0, 10);

/** A segment with a size a week ago and one today. */
async function segment(name: string, method: string, before: number, now: number): Promise<void> {
  await tenant.write(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into audience_segments (tenant_id, segment_name, method, segment_key, user_count)
       values ($1, $2::text, $3, $2::text, $4) returning id::text as id`,
      [tenant.tenantId, name, method, now],
    );
    await tx.copyIn(
      'segment_history',
      ['tenant_id', 'segment_id', 'as_of', 'user_count'],
      [
        [tenant.tenantId, rows[0]?.id ?? '', day(7), before],
        [tenant.tenantId, rows[0]?.id ?? '', day(0), now],
      ],
    );
  });
}

const runs = (edges: readonly (readonly [ago: number, frequency: readonly number[]])[]) =>
  tenant.write((tx) =>
    tx.copyIn(
      'segment_runs',
      ['run_id', 'tenant_id', 'method', 'as_of', 'customers', 'parameters', 'reason'],
      edges.map(([ago, frequency]) => [
        ...[randomUUID(), tenant.tenantId, 'rfm', day(ago), 400],
        ...[JSON.stringify({ edges: { frequency } }), 'schedule'],
      ]),
    ),
  );

const found = async () => (await findSegments(tenant)).changes.map(({ name }) => name);

it('tells of segments that changed, not of outliers, which are others every day', async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
  await runs([
    [7, [1, 2]],
    [0, [1, 2]],
  ]);
  await segment('Champions', 'rfm', 100, 130);
  await segment('Teens', 'rule', 100, 60);
  await segment('As ever', 'rfm', 100, 105);
  await segment('Unusual Customers', 'outliers', 40, 14);
  expect(await found()).toEqual(['Teens', 'Champions']);
});

it('takes a week in which the fifths moved for no change of RFM segments', async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
  await runs([
    [7, [1, 2]],
    [3, [1, 3]],
    [0, [1, 3]],
  ]);
  await segment('Lost', 'rfm', 388, 485);
  await segment('Teens', 'rule', 100, 60);
  expect(await found()).toEqual(['Teens']);
});
