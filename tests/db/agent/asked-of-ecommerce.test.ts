/**
 * Questions in English against figures that plain SQL finds in the same rows: rules → tool → number. Skipped, and says
 * so, where the dataset is absent.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import type { Db } from '../../../db/db.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import type { ToolResult } from '../../../tools/run-tool.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest } from '../import/import-for-test.ts';
import { type Run, toolsOn } from '../metrics/small-shop.ts';

const directory = join(resolve(process.env.WALKER_DATASETS ?? '../shared/datasets'), 'ecommerce');
const present = existsSync(directory);
const NOW = new Date('2026-11-21T09:00:00Z');

/** Sales with what each line is of; $1 is the tenant. */
const LINES = `(select s.*, p.category, p.product_name, c.location, c.gender, c.customer_tenure_months as tenure,
    c.first_order_date, extract(month from s.transaction_date)::int as month
  from fct_sales s
  join dim_products p on p.tenant_id = s.tenant_id and p.product_sku = s.product_sku
  join dim_customer c on c.tenant_id = s.tenant_id and c.customer_id = s.customer_id
  where s.tenant_id = $1) as l`;

/** How many groups of `key` there are of which `having` holds. */
const groups = (key: string, having: string): string =>
  `select count(*) as n from (select ${key} from ${LINES} group by 1 having ${having}) as g`;
/** The part of the total that `part` is. */
const part = (sum: string, of: string): string =>
  `select ${sum} filter (where ${of}) / ${sum}::numeric as n from ${LINES}`;
const MONEY = 'sum(total_amount)';
const moneyIn = (months: string): string => `coalesce(${MONEY} filter (where month in (${months})), 0)`;
const ORDERS = 'count(distinct transaction_id)';
const Q3 = moneyIn('7, 8, 9');
const Q4 = moneyIn('10, 11, 12');

/** A question, and the SQL of the one number that answers it. */
const ONE_NUMBER: readonly (readonly [string, string])[] = [
  ['how many locations', groups('location', 'true')],
  ['how many categories do we sell', groups('category', 'true')],
  ['how many categories have revenue over 100,000', groups('category', `${MONEY} > 100000`)],
  ['how many categories had fewer than 100 orders', groups('category', `${ORDERS} < 100`)],
  ['how many products sold less than 10 units', groups('product_name', 'sum(quantity) < 10')],
  ['how many customers spent more than 1,000', groups('customer_id', `${MONEY} > 1000`)],
  ['how many customers bought more than 30 units', groups('customer_id', 'sum(quantity) > 30')],
  ['how many months had revenue over 400k', groups('month', `${MONEY} > 400000`)],
  ['how many days did we have over 100 orders', groups('transaction_date', `${ORDERS} > 100`)],
  ['how many categories grew from Q3 to Q4', groups('category', `${Q4} > ${Q3}`)],
  ['how many categories fell by more than 20% from Q3 to Q4', groups('category', `${Q4} < 0.8 * ${Q3}`)],
  ['what share of 2019 revenue was made in December', part(MONEY, 'month = 12')],
  ["December's share of the year's revenue", part(MONEY, 'month = 12')],
  ['Q4 share of 2019 orders', part(ORDERS, 'month > 9')],
  [
    'what percent of orders came from new customers in Q4',
    `select count(distinct transaction_id) filter (where first_order_date >= '2019-10-01')
       / count(distinct transaction_id)::numeric as n from ${LINES} where month > 9`,
  ],
  [
    "what share of Chicago's 2019 revenue was made in Q4",
    `${part(MONEY, 'month > 9')} where location = 'Chicago'`,
  ],
  ['revenue including tax', `select sum(total_amount) + sum(tax_amount) as n from ${LINES}`],
  ['revenue ytd 2019', `select ${MONEY} as n from ${LINES}`],
  ['revenue in 2019 without January', `select ${MONEY} as n from ${LINES} where month <> 1`],
  [
    'average monthly revenue in 2019 except December',
    `select ${MONEY} / 11 as n from ${LINES} where month <> 12`,
  ],
  ['revenue this month', `select ${MONEY} as n from ${LINES} where month = 12`],
  ['revenue mtd', `select ${MONEY} as n from ${LINES} where month = 12`],
  ['orders this quarter', `select ${ORDERS} as n from ${LINES} where month > 9`],
  [
    'customers with us over 24 months',
    `select count(distinct customer_id) as n from ${LINES} where tenure > 24`,
  ],
  [
    'revenue from customers with tenure of at least 3 years',
    `select ${MONEY} as n from ${LINES} where tenure >= 36`,
  ],
  ['what share of revenue comes from customers with tenure over 24 months', part(MONEY, 'tenure > 24')],
];

/** A question, and the SQL of the labels that answer it, in the order of the alphabet. */
const LISTS: readonly (readonly [string, string])[] = [
  [
    'which categories make more than 10% of revenue',
    `select category as label from ${LINES} group by 1
     having ${MONEY} > 0.1 * (select sum(total_amount) from fct_sales where tenant_id = $1)`,
  ],
  [
    'locations that account for at least 20% of orders in Q4',
    `select location as label from ${LINES} where month > 9 group by 1
     having ${ORDERS} >= 0.2 * (select ${ORDERS} from ${LINES} where month > 9)`,
  ],
  [
    'which categories grew by more than 20% from Q3 to Q4',
    `select category as label from ${LINES} group by 1 having ${Q3} > 0 and ${Q4} > 1.2 * ${Q3}`,
  ],
  [
    'categories that declined in Q4',
    `select category as label from ${LINES} group by 1 having ${Q4} < ${Q3}`,
  ],
  [
    'categories whose revenue fell by less than 10% from Q3 to Q4',
    `select category as label from ${LINES} group by 1 having ${Q4} < ${Q3} and ${Q4} > 0.9 * ${Q3}`,
  ],
];

/** What has no answer, whichever of rules and tool says so. */
const NOT_ANSWERED: readonly string[] = [
  'number of customers by customer',
  'revenue in H1 vs H1 last year',
  'revenue in November 2019 vs November',
  'revenue this month vs last month',
  'new customers in July from returning customers',
  'what share of Q3 revenue was made in December',
  'how many customers are older than 40',
  'which categories grew',
];

describe.skipIf(!present)(
  `figures that plain SQL finds${present ? '' : ' (skipped: the dataset is absent)'}`,
  () => {
    let db: Db;
    let tenant: string;
    let run: Run;

    beforeAll(async () => {
      db = await openTestDb();
      tenant = (await createTenant(db)).tenantId;
      await importForTest(db, tenant, directory);
      run = await toolsOn(db.tenant(tenant), NOW);
    }, 240_000);
    afterAll(() => db?.close());

    const model = loadModel();
    const agent = createAgent({ model });

    async function ask(question: string): Promise<ToolResult | null> {
      const workspace = await readWorkspace(db.tenant(tenant), NOW);
      const vocabulary = await readVocabulary(db.tenant(tenant), workspace, model);
      const read = await agent.interpret(question, { conversation: {}, workspace, vocabulary, now: NOW });
      return read.kind === 'call' ? run(read.call.tool, read.call.args) : null;
    }

    const truth = async (sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
      (await db.tenant(tenant).read(sql, [tenant])).rows;

    it.each(ONE_NUMBER)('%s', async (question, sql) => {
      const facts = (await ask(question))?.facts;
      expect(facts?.rows).toHaveLength(1);
      const key = facts?.columns.find(({ role }) => role === 'metric')?.key ?? '';
      expect(facts?.rows[0]?.[key]).toBeCloseTo(Number((await truth(sql))[0]?.n), 3);
    });

    it.each(LISTS)('%s', async (question, sql) => {
      const facts = (await ask(question))?.facts;
      const key = facts?.columns[0]?.key ?? '';
      const expected = (await truth(sql)).map(({ label }) => label).sort();
      expect(expected).not.toHaveLength(0);
      expect(facts?.rows.map((row) => row[key]).sort()).toEqual(expected);
    });

    it.each(NOT_ANSWERED)('%s is not answered', async (question) => {
      expect((await ask(question))?.outcome.kind ?? 'refused').toMatch(/refused|clarify/);
    });
  },
);
