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
  await db.tenant(tenantId).write((tx) =>
    tx.query(
      `insert into audience_segments (tenant_id, segment_name, user_count)
         values ($1, 'At Risk', 2), ($1, 'Loyal', 9), ($1, 'Champions', 4)`,
      [tenantId],
    ),
  );
  await db.tenant(tenantId).write(async (tx) => {
    const each =
      'select customer_id, row_number() over (order by customer_id) as n from dim_customer where tenant_id = $1';
    await tx.query(
      `insert into customer_scores (tenant_id, customer_id, churn_probability, scored_on)
       select $1, customer_id, (n % 10) / 10.0, date '2026-03-18' from (${each}) numbered`,
      [tenantId],
    );
    await tx.query(
      `insert into segment_membership (tenant_id, segment_id, user_id)
       select $1, s.id, customer_id from (${each}) numbered, audience_segments s
        where s.tenant_id = $1 and s.segment_name = 'Champions' and n % 3 = 0`,
      [tenantId],
    );
  });
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
  [
    'which shoppers abandoned their cart last week',
    `${events(`event_type = 'add_to_cart' and event_date between date '2026-03-09' and date '2026-03-15'`)} except
     ${sales(`transaction_date >= date '2026-03-09'`)}`,
  ],
  [
    'cart abandoners from the UK',
    `(${events(`event_type = 'add_to_cart' and event_date between date '2026-03-11' and date '2026-03-17'`)} except
      ${sales(`transaction_date between date '2026-03-11' and date '2026-03-17'`)})
     intersect select customer_id from dim_customer where tenant_id = $1 and country = 'United Kingdom'`,
  ],
  [
    'dormant women',
    `select customer_id from dim_customer where tenant_id = $1 and gender = 'F' except
     (${sales(`transaction_date between date '2025-12-18' and date '2026-03-17'`)} union
      ${events(`event_date between date '2025-12-18' and date '2026-03-17'`)})`,
  ],
  [
    'men from the US who have churned',
    `select customer_id from dim_customer join customer_scores using (tenant_id, customer_id)
      where tenant_id = $1 and gender = 'M' and country = 'United States' and churn_probability >= 0.5`,
  ],
  [
    'VIPs in DE who never bought watches',
    `select customer_id from dim_customer c join segment_membership m on m.tenant_id = c.tenant_id and m.user_id = c.customer_id
      where c.tenant_id = $1 and country = 'Germany' except ${sales(`category = 'Watches'`)}`,
  ],
  [
    'customers who bought in each of the last 3 months',
    `${sales(`transaction_date between date '2025-12-01' and date '2025-12-31'`)} intersect
     ${sales(`transaction_date between date '2026-01-01' and date '2026-01-31'`)} intersect
     ${sales(`transaction_date between date '2026-02-01' and date '2026-02-28'`)}`,
  ],
  [
    'women who bought socks at least once a quarter in 2025',
    `select customer_id from dim_customer where tenant_id = $1 and gender = 'F' intersect
     select customer_id from fct_sales join dim_products using (tenant_id, product_sku)
      where tenant_id = $1 and category = 'Socks' and quantity > 0
        and transaction_date between date '2025-01-01' and date '2025-12-31'
      group by customer_id having count(distinct extract(quarter from transaction_date)) = 4`,
  ],
  [
    'customers who bought socks and shoes in the same order',
    `select one.customer_id from fct_sales one join fct_sales other using (tenant_id, customer_id, transaction_id)
      where tenant_id = $1 and one.quantity > 0 and other.quantity > 0
        and one.product_sku in (select product_sku from dim_products where tenant_id = $1 and category = 'Socks')
        and other.product_sku in (select product_sku from dim_products where tenant_id = $1 and category = 'Shoes')`,
  ],
  [
    'customers who bought socks and later shoes',
    `select one.customer_id from fct_sales one join fct_sales other using (tenant_id, customer_id)
      where tenant_id = $1 and one.quantity > 0 and other.quantity > 0 and other.transaction_date > one.transaction_date
        and one.product_sku in (select product_sku from dim_products where tenant_id = $1 and category = 'Socks')
        and other.product_sku in (select product_sku from dim_products where tenant_id = $1 and category = 'Shoes')`,
  ],
  [
    'who first bought socks, then shoes',
    `select customer_id from fct_sales join dim_products using (tenant_id, product_sku)
      where tenant_id = $1 and quantity > 0 group by customer_id
     having min(transaction_date) filter (where category = 'Socks') < min(transaction_date) filter (where category = 'Shoes')`,
  ],
  [
    'who purchased watches after viewing them',
    `select event.customer_id from fct_events event join fct_sales sale using (tenant_id, customer_id)
      where tenant_id = $1 and event_type in ('product_view', 'page_view') and quantity > 0 and transaction_date > event_date
        and event.product_sku in (select product_sku from dim_products where tenant_id = $1 and category = 'Watches')
        and sale.product_sku in (select product_sku from dim_products where tenant_id = $1 and category = 'Watches')`,
  ],
  ['who may we mail', `select customer_id from dim_customer where tenant_id = $1 and email_consent`],
  [
    'customers who agreed to neither email nor sms',
    `select customer_id from dim_customer where tenant_id = $1 and email_consent is not true and sms_consent is not true`,
  ],
  [
    'customers who agreed to email and whatsapp',
    `select customer_id from dim_customer where tenant_id = $1 and email_consent and whatsapp_consent`,
  ],
  [
    'how many customers bought socks or shoes but not both',
    `(${sales(`category = 'Socks'`)} union ${sales(`category = 'Shoes'`)}) except
     (${sales(`category = 'Socks'`)} intersect ${sales(`category = 'Shoes'`)})`,
  ],
  [
    'customers who viewed sneakers but did not buy them in the last 60 days',
    `${events(`event_type = 'product_view' and category = 'Sneakers' and event_date between date '2026-01-17' and date '2026-03-17'`)}
     except ${sales(`category = 'Sneakers' and ${LAST_60}`)}`,
  ],
  [
    'women who bought socks or bags in the last 60 days but never shoes',
    `(${sales(`category in ('Socks', 'Bags') and ${LAST_60}`)} intersect
      select customer_id from dim_customer where tenant_id = $1 and gender = 'F') except ${sales(`category = 'Shoes'`)}`,
  ],
  [
    'customers who are not inactive and not in Berlin',
    `(${sales(`transaction_date >= date '2025-12-18'`)} union ${events(`event_date between date '2025-12-18' and date '2026-03-17'`)})
     intersect select customer_id from dim_customer where tenant_id = $1 and location is distinct from 'Berlin'`,
  ],
  [
    'VIPs who have not abandoned a cart',
    `select m.user_id as customer_id from segment_membership m where m.tenant_id = $1 except
     (${events(`event_type = 'add_to_cart' and event_date between date '2026-03-11' and date '2026-03-17'`)} except
      ${sales(`transaction_date between date '2026-03-11' and date '2026-03-17'`)})`,
  ],
  [
    'women who bought at least 4 different categories',
    `${sales(`customer_id in (select customer_id from dim_customer where tenant_id = $1 and gender = 'F')`)}
     group by customer_id having count(distinct category) >= 4`,
  ],
  [
    'how many customers bought exactly one product category',
    `${sales('true')} group by customer_id having count(distinct category) = 1`,
  ],
  [
    'customers who spent more than 200 in a single order',
    `select customer_id from fct_sales where tenant_id = $1 group by customer_id, transaction_id having sum(total_amount) > 200`,
  ],
  [
    'customers who bought 3 different products in one order last month',
    `${sales(`transaction_date between date '2026-02-01' and date '2026-02-28'`)}
     group by customer_id, transaction_id having count(distinct product_sku) = 3`,
  ],
  ['customers who bought shoes with a discount', sales(`category = 'Shoes' and discount_amount > 0`)],
  [
    'customers who never used a coupon',
    `select customer_id from dim_customer where tenant_id = $1 except ${sales(`coupon_status = 'Used'`)}`,
  ],
  [
    'customers who bought at full price only',
    `${sales('discount_amount = 0')} except ${sales('discount_amount > 0')}`,
  ],
  ['customers who bought on mobile', events(`event_type = 'purchase' and device = 'mobile'`)],
  [
    'customers who only ever bought socks',
    `${sales('true')} group by customer_id having bool_and(category = 'Socks')`,
  ],
  [
    'how many customers bought shoes twice or more',
    `${sales(`category = 'Shoes'`)} group by customer_id having count(distinct transaction_id) >= 2`,
  ],
  [
    'how many customers bought socks 2 times or more',
    `${sales(`category = 'Socks'`)} group by customer_id having count(distinct transaction_id) >= 2`,
  ],
  [
    'customers who bought in 2025 but did not come back in 2026',
    `${sales(`transaction_date <= date '2025-12-31'`)} except ${sales(`transaction_date >= date '2026-01-01'`)}`,
  ],
  [
    'customers who placed their first order in November and ordered again in February',
    `select customer_id from dim_customer where tenant_id = $1 and first_order_date between date '2025-11-01' and date '2025-11-30'
     intersect ${sales(`transaction_date between date '2026-02-01' and date '2026-02-28'`)}`,
  ],
  [
    'customers who stopped buying after January',
    `select customer_id from dim_customer where tenant_id = $1 and last_order_date <= date '2026-01-31'`,
  ],
  [
    'customers who bought in January and again in February',
    `${sales(`transaction_date between date '2026-01-01' and date '2026-01-31'`)} intersect
     ${sales(`transaction_date between date '2026-02-01' and date '2026-02-28'`)}`,
  ],
  [
    'customers whose last order is more than three months ago',
    `select customer_id from dim_customer where tenant_id = $1 and last_order_date < date '2025-12-18'`,
  ],
  [
    'customers on the email list but not on the sms list',
    `select customer_id from dim_customer where tenant_id = $1 and email_consent and sms_consent is not true`,
  ],
  [
    'number of customers with consent for both email and sms',
    `select customer_id from dim_customer where tenant_id = $1 and email_consent and sms_consent`,
  ],
  [
    'customers without those in Chicago',
    `select customer_id from dim_customer where tenant_id = $1 and location is distinct from 'Chicago'`,
  ],
  [
    'customers whose first order was in February',
    `${sales('true')} group by customer_id having min(transaction_date) between date '2026-02-01' and date '2026-02-28'`,
  ],
  [
    'big spenders in London',
    `select customer_id from fct_sales where tenant_id = $1 and customer_id in
       (select customer_id from dim_customer where tenant_id = $1 and location = 'London')
      group by customer_id having sum(total_amount) > 800`,
  ],
  [
    'customers who ordered in both January and February',
    `${sales(`transaction_date between date '2026-01-01' and date '2026-01-31'`)} intersect
     ${sales(`transaction_date between date '2026-02-01' and date '2026-02-28'`)}`,
  ],
  [
    'which customers bought neither in January nor in February',
    `select customer_id from dim_customer where tenant_id = $1 except
     ${sales(`transaction_date between date '2026-01-01' and date '2026-02-28'`)}`,
  ],
  [
    'customers who bought in January but not since',
    `${sales(`transaction_date between date '2026-01-01' and date '2026-01-31'`)} except
     ${sales(`transaction_date >= date '2026-02-01'`)}`,
  ],
  [
    'how many men over 40 bought something in February',
    `${sales(`transaction_date between date '2026-02-01' and date '2026-02-28'`)} intersect
     select customer_id from dim_customer where tenant_id = $1 and gender = 'M' and age > 40`,
  ],
  [
    'low churn risk women in Berlin',
    `select customer_id from dim_customer join customer_scores using (tenant_id, customer_id)
      where tenant_id = $1 and gender = 'F' and location = 'Berlin' and churn_probability < 0.2`,
  ],
  [
    'VIPs with no email consent who like blue or green',
    `select m.user_id as customer_id from segment_membership m join dim_customer c on c.tenant_id = m.tenant_id and c.customer_id = m.user_id
      where m.tenant_id = $1 and email_consent is not true and favorite_color in ('blue', 'green')`,
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

it.each([
  ['customers who bought socks within a week after bags', 'days lay between'],
  ['who purchased watches within 3 days of viewing them', 'rather not leave it out'],
  ['customers who churned in March', 'rather not leave it out'],
  ['customers who earn more than 100k', 'Nothing is recorded here about “earnings”'],
  ['customers who are pregnant', 'nobody should guess it'],
  ['married customers in Berlin', 'Nothing is recorded here about “married”'],
  ['and their revenue by month', 'whom “their” means'],
])('does not guess: %s', async (question, because) => {
  await expect(ask(question)).rejects.toThrow(because);
});

it.each([
  ['what is the profile of women in Berlin', 'women in Berlin'],
  [
    'Demographics of customers who bought bags in the last 60 days',
    'customers who bought bags in the last 60 days',
  ],
  ['what are inactive customers like?', 'inactive customers'],
  ['describe the customers who abandoned carts last week', 'customers who abandoned carts last week'],
  ['who are our VIPs in Berlin and where do they live?', 'find VIPs in Berlin'],
])('shows the make-up of people who are no segment: %s', async (question, people) => {
  const { tool, args } = await ask(question);
  expect({ tool, gate: args.gate }).toEqual({ tool: 'segment_makeup', gate: (await ask(people)).args.gate });
});

it('tells one group as a share of another', async () => {
  const { tool, args } = await ask('how many of the VIPs are women');
  expect(tool).toBe('hybrid_discovery');
  expect(args).toMatchObject({
    among: { kind: 'trait', trait: 'segment', op: 'in', values: ['Champions'] },
    gate: (await ask('find VIPs who are women')).args.gate,
  });
  expect((await ask('what share of customers agreed to email')).args.among).toEqual({ kind: 'everyone' });
});

it('knows a customer by the number alone', async () => {
  expect(await ask('how many categories did C000012 buy from')).toMatchObject({
    tool: 'sql_analytics',
    args: { where: [{ dimension: 'customer', op: 'in', values: ['C000012'] }] },
  });
  expect(await ask('where does C000012 live')).toMatchObject({ args: { customer_ids: ['C000012'] } });
  expect(await ask('is C000012 likely to leave')).toMatchObject({ args: { metrics: ['churn_risk'] } });
});
