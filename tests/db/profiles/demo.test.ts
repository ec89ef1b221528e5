import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { STORIES } from '../../../db/demo/stories.ts';
import { refreshProfiles } from '../../../tools/profiles/index.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
let tenantId: string;
const now = () => new Date('2026-11-21T09:00:00Z');
beforeAll(async () => {
  db = await openTestDb();
  ({ tenantId } = await createTenant(db));
  await loadDemo({ db, tenantId, now: now(), customers: 600 });
  const workspace = await readWorkspace(db.tenant(tenantId), now());
  await refreshProfiles(db, tenantId, { workspace, now, newId: randomUUID });
});
afterAll(() => db.close());

const one = async (sql: string, ...values: unknown[]) =>
  (await db.tenant(tenantId).read<Record<string, number>>(sql, [tenantId, ...(values as string[])])).rows[0];

it('the profiles of the demo add up to its sales and events', async () => {
  const sums = await one(
    `select sum(total_spent)::float8 as spent, sum(units)::int as units, sum(orders)::int as orders, sum(events)::int as events,
            count(*)::int as customers
       from customer_profiles where tenant_id = $1`,
  );
  expect(sums).toEqual(
    await one(
      `select (select sum(total_amount)::float8 from fct_sales where tenant_id = $1 and customer_id is not null) as spent,
              (select sum(quantity)::int from fct_sales where tenant_id = $1 and customer_id is not null) as units,
              (select count(distinct transaction_id)::int from fct_sales
                where tenant_id = $1 and customer_id is not null and quantity > 0) as orders,
              (select count(*)::int from fct_events where tenant_id = $1 and customer_id is not null) as events,
              (select count(*)::int from dim_customer where tenant_id = $1) as customers`,
    ),
  );
});

it('the young of the growing city are those who take to its category', async () => {
  const { location, ages, category } = STORIES.growing;
  const shares = await one(
    `select avg((p.top_interest = $2)::int) filter (where young)::float8 as young,
            avg((p.top_interest = $2)::int) filter (where not young)::float8 as others
       from customer_profiles p
       join (select customer_id, location = $3 and age between $4 and $5 as young from dim_customer where tenant_id = $1) c
            using (customer_id)
      where p.tenant_id = $1 and p.orders > 0`,
    ...[category, location, ages[0], ages[1]],
  );
  expect(shares?.young).toBeGreaterThan(0.6);
  expect(shares?.others).toBeLessThan(0.25);
});

it('who buys the luxury lines likes luxury, and the words say so', async () => {
  const found = await one(
    `select count(*) filter (where likes_luxury <> (total_spent > 800))::int as wrong,
            count(*) filter (where likes_luxury <> (profile_text like '%This customer likes luxury items.%'))::int as unsaid,
            count(*) filter (where likes_luxury)::int as luxury
       from customer_profiles where tenant_id = $1`,
  );
  expect(found).toMatchObject({ wrong: 0, unsaid: 0 });
  expect(found?.luxury).toBeGreaterThan(600 * STORIES.luxury.share * 0.5);
});
