import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { proposeGrowingSegments } from '../../../tools/segments/propose-growing.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { morning, use } from './use.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
});
afterAll(() => db.close());

/** A segment of 80 with comings and goings, a day each, the last `days` days before 18 March 2026. */
async function segment(
  name: string,
  days: number,
  daily: (back: number) => [joined: number, departed: number],
) {
  await tenant.write(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `insert into audience_segments (tenant_id, segment_name, method, segment_key, user_count)
       values ($1, $2, 'rfm', $3, 80) returning id::text as id`,
      [tenant.tenantId, name, `five:${name.toLowerCase().replaceAll(' ', '-')}`],
    );
    const id = rows[0]?.id ?? '';
    await tx.copyIn(
      'segment_history',
      ['tenant_id', 'segment_id', 'as_of', 'user_count', 'joined', 'departed'],
      Array.from({ length: days }, (_, back) => {
        const day = new Date(Date.UTC(2026, 2, 18 - back)).toISOString().slice(0, 10);
        return [tenant.tenantId, id, day, 80, ...daily(back)];
      }),
    );
    for (let number = 0; number < 80; number += 1) {
      const customer = `${name} ${number}`;
      await tx.query(
        `insert into dim_customer (tenant_id, customer_id, email, email_consent) values ($1, $2, 'a@example.com', true)`,
        [tenant.tenantId, customer],
      );
      await tx.query(
        'insert into segment_membership (tenant_id, segment_id, user_id) values ($1, $2::bigint, $3)',
        [tenant.tenantId, id, customer],
      );
    }
  });
}

it('tells of a segment that grows faster than it used to, and of no other', async () => {
  await segment('Champions', 90, (back) => (back < 28 ? [2, 0] : [1, 1]));
  // As it always did; bad news; too little history; only comings and goings.
  await segment('Loyal Customers', 90, () => [2, 1]);
  await segment('At Risk', 90, (back) => (back < 28 ? [2, 0] : [0, 0]));
  await segment('Potential Loyalists', 40, (back) => (back < 28 ? [2, 0] : [0, 0]));
  await segment('Regulars', 90, (back) => (back < 28 ? [9, 8] : [1, 1]));
  const { fresh, failed } = await morning(tenant, 0, [proposeGrowingSegments]);
  expect(failed).toEqual([]);
  expect(fresh.map(({ payload }) => payload.title)).toEqual(['“Champions” grew by 233% in four weeks']);
  const [suggestion] = fresh;
  expect(suggestion).toMatchObject({ people: 80, severity: 56 });
  const { outcome, card } = await use(tenant, 'accept_suggestion', { suggestion: suggestion?.id, action: 0 });
  expect(outcome.kind, card.text?.join(' ')).toBe('ok');
});

it('takes a night on which the fifths moved for no growth', async () => {
  const back = 5;
  const day = (ago: number) => new Date(Date.UTC(2026, 2, 18 - ago)).toISOString().slice(0, 10);
  await tenant.write((tx) =>
    tx.copyIn(
      'segment_runs',
      ['run_id', 'tenant_id', 'method', 'as_of', 'customers', 'parameters', 'reason'],
      Array.from({ length: 90 }, (_, ago) => [
        ...[randomUUID(), tenant.tenantId, 'rfm', day(ago), 400],
        ...[JSON.stringify({ edges: { frequency: ago > back ? [1, 2] : [1, 3] } }), 'schedule'],
      ]),
    ),
  );
  await segment('Promising', 90, (ago) => (ago === back ? [60, 0] : [1, 1]));
  const { fresh } = await morning(tenant, 0, [proposeGrowingSegments]);
  expect(fresh.filter(({ payload }) => payload.title.includes('Promising'))).toEqual([]);
});
