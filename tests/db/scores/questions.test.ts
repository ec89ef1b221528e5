/** Scores asked for in words, over the demo workspace, each checked against a query of its own. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAgent } from '../../../agent/create-agent.ts';
import type { Card } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { metricTools } from '../../../tools/metrics/index.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool, type ToolResult } from '../../../tools/run-tool.ts';
import { refreshScores, scoreTools } from '../../../tools/scores/index.ts';
import { createTenant, openTestDb } from '../harness.ts';

const now = () => new Date('2026-03-18T12:00:00Z');
const model = loadModel();
const agent = createAgent({ model });
const registry = createRegistry([...metricTools(model), ...scoreTools()]);
let db: Db;
let tenantId: string;

beforeAll(async () => {
  db = await openTestDb();
  ({ tenantId } = await createTenant(db, { kind: 'demo', timezone: 'Europe/Berlin' }));
  await loadDemo({ db, tenantId, now: now() });
});
afterAll(() => db.close());

async function contextNow(): Promise<ToolContext> {
  const tenant = db.tenant(tenantId);
  return {
    db: tenant,
    workspace: await readWorkspace(tenant, now()),
    actor: { personId: randomUUID(), name: 'Ana', role: 'viewer', timezone: 'UTC' },
    origin: 'question',
    now,
    newId: randomUUID,
    progress: () => undefined,
    signal: new AbortController().signal,
  };
}

/** The answer to a question, or why there is none. */
async function ask(text: string): Promise<ToolResult | string> {
  const context = await contextNow();
  const vocabulary = await readVocabulary(context.db, context.workspace, model);
  const read = await agent.interpret(text, {
    conversation: {},
    workspace: context.workspace,
    vocabulary,
    now: now(),
  });
  if (read.kind === 'refuse') return read.because;
  if (read.kind !== 'call') throw new Error(`asked back: ${JSON.stringify(read)}`);
  const result = await runTool(registry, read.call, context);
  return result.outcome.kind === 'refused' ? result.outcome.because : result;
}

async function answerTo(text: string): Promise<ToolResult> {
  const answer = await ask(text);
  if (typeof answer === 'string') throw new Error(`refused: ${answer}`);
  return answer;
}

const rowsOf = (result: ToolResult) => result.facts?.rows ?? [];

it('are refused before they are made, with what makes them', async () => {
  for (const question of ['customer lifetime value by location', 'churn risk', 'engagement by age group'])
    expect(await ask(question)).toMatch(/no customer scores yet\. Run “walker refresh” to make them\.$/);
  const status = await runTool(registry, { tool: 'score_status', args: {} }, await contextNow());
  expect(status.outcome).toMatchObject({ kind: 'empty' });
});

it('answer as soon as they are made, without a restart', async () => {
  await refreshScores(db, tenantId, { ...(await contextNow()) });
  await db.query(
    `insert into fct_customer_segments (tenant_id, customer_id, segment_name)
     select tenant_id, customer_id, case when first_order_date is null then 'Prospects' else 'Buyers' end
       from dim_customer where tenant_id = $1`,
    [tenantId],
  );
  await db.query('update tenants set audience_version = audience_version + 1 where tenant_id = $1', [
    tenantId,
  ]);
  const [row] = rowsOf(await answerTo('customer lifetime value'));
  const [own] = (
    await db.query<{ value: number }>(
      'select avg(lifetime_value) as value from customer_scores where tenant_id = $1',
      [tenantId],
    )
  ).rows;
  expect(Number(row?.lifetime_value)).toBeCloseTo(own?.value ?? 0, 2);
});

it.each([
  ['customer lifetime value by location', 'lifetime_value', 'location', 'avg(lifetime_value)'],
  ['average churn risk by segment', 'churn_risk', 'segment_name', 'avg(churn_probability)'],
  ['engagement by gender', 'engagement', 'gender', 'avg(engagement)'],
  ['total lifetime value by country', 'total_lifetime_value', 'country', 'sum(lifetime_value)'],
  [
    'customers at risk by location',
    'customers_at_risk',
    'location',
    'count(*) filter (where churn_probability >= 0.5)',
  ],
])('%s', async (question, metric, column, aggregate) => {
  const { rows: own } = await db.query<{ key: string; value: number | null }>(
    `select ${column} as key, (${aggregate})::float8 as value
       from customer_scores join dim_customer using (tenant_id, customer_id)
       join fct_customer_segments using (tenant_id, customer_id)
      where tenant_id = $1 group by 1`,
    [tenantId],
  );
  const truth = new Map(own.map(({ key, value }) => [key, value]));
  const rows = rowsOf(await answerTo(question));
  expect(rows).toHaveLength(truth.size);
  const [dimension = ''] = Object.keys(rows[0] ?? {});
  for (const row of rows) {
    const value = truth.get(String(row[dimension])) ?? null;
    if (value === null) expect(row[metric] ?? null).toBeNull();
    else expect(Number(row[metric])).toBeCloseTo(value, 2);
  }
});

it('engagement by age group comes in the order of the ages', async () => {
  const rows = rowsOf(await answerTo('engagement by age group'));
  expect(rows.length).toBeGreaterThan(3);
  expect(rows.map((row) => row.age_band)).toContain('25 to 34');
});

it('top 10 customers by lifetime value', async () => {
  const { rows: own } = await db.query<{ customer_id: string }>(
    `select customer_id from customer_scores where tenant_id = $1
      order by lifetime_value desc nulls last, customer_id limit 10`,
    [tenantId],
  );
  const rows = rowsOf(await answerTo('top 10 customers by lifetime value'));
  expect(rows.map((row) => row.customer)).toEqual(own.map(({ customer_id: id }) => id));
});

it('the card carries the definition', async () => {
  const { card } = await answerTo('churn risk by location');
  expect(textOf(card)).toMatch(/probability that a customer is lost/);
});

it('are of now, not of a period; a churn rate is something else', async () => {
  expect(await ask('churn risk last month')).toMatch(/known as of the last refresh only, not by period/);
  expect(await ask('what is our churn rate')).toMatch(/Ask for the churn risk/);
});

it('score_status says how the models fitted and what they found', async () => {
  const { outcome, card } = await runTool(registry, { tool: 'score_status', args: {} }, await contextNow());
  expect(outcome.kind).toBe('ok');
  const text = textOf(card);
  expect(text).toMatch(/Fitted to 1,\d{3} customers\. 1,\d{3} of them bought again\./);
  expect(text).toMatch(/they buy every \d+\.\d weeks on average, and \d+\.\d% leave after a purchase/);
  expect(text).toMatch(/No subscription data/);
});

function textOf(card: Card | null): string {
  return JSON.stringify(card);
}
