/** Who may be written to, by a dimension and as a part of all on file, held against SQL written by hand. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { openTestDb } from '../harness.ts';
import { loadShop, type Run, rowsOf, toolsOn } from './small-shop.ts';

let db: Db;
let shop: TenantDb;
let run: Run;

beforeAll(async () => {
  db = await openTestDb();
  shop = await loadShop(db);
  await db.query(
    `update dim_customer set email_consent = customer_id in ('ann', 'bob'),
            sms_consent = case customer_id when 'dan' then true when 'ann' then false end
     where tenant_id = $1`,
    [shop.tenantId],
  );
  run = await toolsOn(shop);
});
afterAll(() => db.close());

it.each([
  ['email_reachable', 'count(*) filter (where email_consent)'],
  ['sms_reachable', 'count(*) filter (where sms_consent)'],
  ['email_opt_in_rate', 'count(*) filter (where email_consent)::float8 / count(*)'],
])('%s by location', async (metric, figure) => {
  const { rows } = await shop.read<{ place: string; figure: number }>(
    `select coalesce(location, '(not recorded)') as place, (${figure})::float8 as figure
     from dim_customer where tenant_id = $1 group by 1 order by 2 desc, 1`,
    [shop.tenantId],
  );
  const answered = await rowsOf(run, { metrics: [metric], by: ['location'] });
  expect(new Set(answered)).toEqual(new Set(rows.map(({ place, figure: value }) => [place, value])));
});
