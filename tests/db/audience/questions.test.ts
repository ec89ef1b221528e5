/** Questions about people, asked of the demo: rules → gate → customers, against SQL that knows no gate. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { compileGate } from '../../../tools/audience/compile-gate.ts';
import { gate } from '../../../tools/audience/gate.ts';
import { readSegmentNames } from '../../../tools/audience/read-segment-names.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createTenant, openTestDb } from '../harness.ts';

const now = new Date('2026-03-18T12:00:00Z');
const model = loadModel();
const agent = createAgent({ model });
let db: Db;
let tenantId: string;

beforeAll(async () => {
  db = await openTestDb();
  ({ tenantId } = await createTenant(db, { kind: 'demo' }));
  await loadDemo({ db, tenantId, now, customers: 300 });
  await db
    .tenant(tenantId)
    .write((tx) =>
      tx.query(
        `insert into audience_segments (tenant_id, segment_name, user_count) values ($1, 'At Risk', 2), ($1, 'Loyal', 9)`,
        [tenantId],
      ),
    );
});
afterAll(() => db.close());

async function ask(text: string) {
  const scope = db.tenant(tenantId);
  const workspace = await readWorkspace(scope, now);
  const read = await agent.interpret(text, {
    conversation: {},
    workspace,
    vocabulary: await readVocabulary(scope, workspace, model),
    audience: { segments: await readSegmentNames(scope) },
    now,
  });
  if (read.kind !== 'call') throw new Error(JSON.stringify(read));
  return { ...read.call, workspace };
}

async function peopleOf(text: string): Promise<string[]> {
  const { args, workspace } = await ask(text);
  const compiled = compileGate(gate.parse(args.gate), { tenantId, workspace });
  const found = await db.tenant(tenantId).read<{ customer_id: string }>(compiled.text, compiled.values);
  return found.rows.map((row) => row.customer_id).sort();
}

const sales = (condition: string): string =>
  `select customer_id from fct_sales join dim_products using (tenant_id, product_sku)
    where tenant_id = $1 and quantity > 0 and ${condition}`;
const events = (condition: string): string =>
  `select customer_id from fct_events left join dim_products using (tenant_id, product_sku) where tenant_id = $1 and ${condition}`;
const LAST_60 = `transaction_date between date '2026-01-17' and date '2026-03-17'`;

it.each<[string, string]>([
  ['find customers who bought socks in the last 60 days', `${sales(`category = 'Socks' and ${LAST_60}`)}`],
  [
    'customers who bought socks but not shoes in the last 60 days',
    `${sales(`category = 'Socks' and ${LAST_60}`)} except ${sales(`category = 'Shoes' and ${LAST_60}`)}`,
  ],
  [
    'women in Berlin who bought red socks',
    `${sales(`category = 'Socks' and color = 'red'`)} intersect
     select customer_id from dim_customer where tenant_id = $1 and gender = 'F' and location = 'Berlin'`,
  ],
  [
    'customers who viewed bags on mobile but never bought bags',
    `${events(`event_type = 'product_view' and category = 'Bags' and device = 'mobile'`)} except ${sales(`category = 'Bags'`)}`,
  ],
  [
    'customers who have not ordered for 90 days',
    `select customer_id from dim_customer where tenant_id = $1 except
     ${sales(`transaction_date between date '2025-12-18' and date '2026-03-17'`)}`,
  ],
  [
    'find customers who spent over 500 on shoes',
    `select customer_id from fct_sales join dim_products using (tenant_id, product_sku) where tenant_id = $1
      and category = 'Shoes' group by customer_id having sum(total_amount) > 500`,
  ],
  [
    'find customers with at least 3 orders of socks or bags',
    `${sales(`category in ('Socks', 'Bags')`)} group by customer_id having count(distinct transaction_id) >= 3`,
  ],
  [
    'customers aged 25 to 34 who bought watches or looked at dresses in the last 60 days',
    `(${sales(`category = 'Watches' and ${LAST_60}`)} union ${events(
      `event_type = 'product_view' and category = 'Dresses' and event_date between date '2026-01-17' and date '2026-03-17'`,
    )}) intersect select customer_id from dim_customer where tenant_id = $1 and age between 25 and 34`,
  ],
])('%s', async (question, sql) => {
  const found = await db.tenant(tenantId).read<{ customer_id: string }>(sql, [tenantId]);
  const expected = [...new Set(found.rows.map((row) => row.customer_id))].sort();
  expect(expected.length).toBeGreaterThan(0);
  expect(await peopleOf(question)).toEqual(expected);
});

it.each([
  ['Suggest customers for a luxury red-themed fashion campaign.', 'luxury red-themed fashion'],
  ['Find users who bought socks and are interested in high-end lifestyle.', 'high-end lifestyle'],
  [
    'customers who bought socks in the last 60 days and are interested in high-end lifestyle',
    'high-end lifestyle',
  ],
])('%s', async (question, interest) => {
  const { tool, args } = await ask(question);
  expect({ tool, interest: args.interest }).toEqual({ tool: 'hybrid_discovery', interest });
  expect((await peopleOf(question)).length).toBeGreaterThan(0);
});

it('knows the segments by their names', async () => {
  expect(await ask('at-risk customers')).toMatchObject({
    tool: 'show_segment',
    args: { segment: 'At Risk' },
  });
  expect(await ask('who moved from Loyal to At Risk')).toMatchObject({ tool: 'segment_moves' });
});
