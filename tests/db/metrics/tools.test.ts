import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../../cards/card.ts';
import type { Db, TenantDb } from '../../../db/db.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { samplePrompts } from '../../../tools/metrics/prompts.ts';
import { readVocabulary } from '../../../tools/metrics/read-vocabulary.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { loadShop, NOW, type Run, toolsOn } from './small-shop.ts';

let db: Db;
let shop: TenantDb;
let run: Run;
let empty: TenantDb;

beforeAll(async () => {
  db = await openTestDb();
  shop = await loadShop(db);
  run = await toolsOn(shop);
  empty = db.tenant((await createTenant(db)).tenantId);
});
afterAll(() => db.close());

const query = { metrics: ['revenue'], by: ['category'], period: { kind: 'month', month: 2 } };

describe('the card of an answer', () => {
  it('echoes the period, filters, definition and freshness', async () => {
    const { card } = await run('sql_analytics', {
      ...query,
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
    });
    expect(card.title).toBe('Revenue by category for gender Female');
    expect(card.footnotes).toEqual([
      { kind: 'period', text: 'February 2024: 1 Feb 2024 – 29 Feb 2024' },
      { kind: 'filters', text: 'Gender: Female' },
      { kind: 'definition', text: expect.stringContaining('before tax and delivery') },
      {
        kind: 'freshness',
        text: 'Data until 31 Mar 2024. “Today” is 1 Apr 2024, the day after the newest data.',
      },
    ]);
  });

  it('every button under it works', async () => {
    const { card } = await run('sql_analytics', query);
    const labels = card.buttons?.map(({ label }) => label);
    expect(labels).toEqual([
      'Show query',
      'As table',
      'Compare with the period before',
      'Break down by…',
      'Download CSV',
    ]);
    for (const button of card.buttons ?? []) {
      const { outcome } = await run(button.call.tool, JSON.parse(JSON.stringify(button.call.args)));
      expect(`${button.label}: ${outcome.kind}`).toMatch(/: (ok|clarify)$/);
    }
  });

  it('draws a line over time, bars for groups, stacks for two, nothing for one number', async () => {
    const kind = async (args: object): Promise<string | undefined> =>
      (await run('sql_analytics', { metrics: ['revenue'], ...args })).card.chart?.kind;
    expect(await kind({ grain: 'month' })).toBe('line');
    expect(await kind({ by: ['category'] })).toBe('bar');
    expect(await kind({ by: ['category'], transform: { kind: 'share' } })).toBe('share');
    expect(await kind({ by: ['category', 'location'] })).toBe('stacked');
    expect(await kind({})).toBeUndefined();
    expect(await kind({ by: ['category'], view: 'table' })).toBeUndefined();
  });
});

describe('break_down', () => {
  it('offers what every part of the metric is recorded by, and the offers answer', async () => {
    const { outcome } = await run('break_down', { query: { metrics: ['spend'] } });
    if (outcome.kind !== 'clarify') throw new Error(outcome.kind);
    expect(outcome.options.map(({ label }) => label)).toEqual([
      'Channel',
      'Weekday',
      'Weekend or weekday',
      'Month of the year',
      'Month',
    ]);
    for (const { call } of outcome.options) expect((await run(call.tool, call.args)).outcome.kind).toBe('ok');
  });
});

describe('show_query', () => {
  it('shows SQL with values as parameters only', async () => {
    const { card, facts } = await run('show_query', {
      query: { ...query, where: [{ dimension: 'location', op: 'in', values: ['Paris'] }] },
    });
    expect(card.code?.text).toContain('customer.location = any($');
    expect(card.code?.text).not.toContain('Paris');
    expect(facts?.params).toContain("{'Paris'}");
  });
});

describe('export_csv', () => {
  const rows = (result: { attachments: readonly { bytes: Buffer }[] }): string[][] =>
    parse(result.attachments[0]?.bytes.toString('utf8') ?? '', { bom: true, delimiter: [',', ';'] });

  it('sends every row with its heading', async () => {
    const result = await run('export_csv', { query });
    expect(rows(result)).toEqual([
      ['Category', 'Revenue'],
      ['Ware', '60'],
      ['Tea', '25'],
    ]);
    expect(result.attachments[0]).toMatchObject({
      name: 'revenue-by-category-2024-02-01-to-2024-02-29.csv',
      private: false,
    });
  });

  it('writes numbers as shown where asked', async () => {
    const result = await run('export_csv', { query, separator: 'semicolon', numbers: 'formatted' });
    expect(rows(result)[1]).toEqual(['Ware', '€60.00']);
  });

  it('keeps names from viewers, sends them to analysts in private, formulas disarmed', async () => {
    const names = { query: { metrics: ['revenue'], by: ['customer_name'] } };
    expect((await run('export_csv', names)).outcome.kind).toBe('refused');
    expect((await run('sql_analytics', names.query)).outcome.kind).toBe('refused');
    const probing = {
      metrics: ['orders'],
      where: [{ dimension: 'customer_email', op: 'contains', values: ['bob'] }],
    };
    expect((await run('sql_analytics', probing)).outcome.kind).toBe('refused');
    const result = await run('export_csv', names, 'analyst');
    expect(result.attachments[0]?.private).toBe(true);
    expect(result.card.private).toBe(true);
    expect(rows(result).map(([name]) => name)).toContain("'=Cyd");
  });
});

describe('define_term', () => {
  it('explains a metric with its formula', async () => {
    const { facts } = await run('define_term', { term: 'roas' });
    expect(facts?.answer).toContain('Formula: Revenue ÷ Marketing spend.');
  });

  it('finds a synonym and offers the nearest of a misspelling', async () => {
    expect((await run('define_term', { term: 'the AOV?' })).card.title).toBe('Average order value');
    expect((await run('define_term', { term: 'repeet rate' })).outcome).toMatchObject({
      kind: 'clarify',
      options: [{ label: 'Repeat rate' }],
    });
    expect((await run('define_term', { term: 'weather' })).outcome.kind).toBe('refused');
  });
});

describe('capabilities and freshness', () => {
  it('name only what this workspace has', async () => {
    const { facts, card } = await run('capabilities', {});
    const metrics = facts?.rows.map((row) => row.metric);
    expect(metrics).toContain('Conversion rate');
    expect(metrics).not.toContain('Impressions');
    expect(card.text?.join(' ')).toContain('store (South, North, …)');
  });

  it('say what is loaded and until when', async () => {
    const { facts } = await run('data_freshness', {});
    expect(facts?.rows).toContainEqual({ source: 'Sales', rows: 8, from: '2024-01-05', to: '2024-03-31' });
  });

  it('say so where nothing is loaded', async () => {
    const onEmpty = await toolsOn(empty);
    for (const tool of ['capabilities', 'data_freshness'])
      expect((await onEmpty(tool, {})).outcome.kind).toBe('empty');
    const { outcome, card } = await onEmpty('sql_analytics', { metrics: ['revenue'] });
    expect(outcome.kind).toBe('refused');
    expect(card.text?.[0]).toContain('no sales yet');
  });

  it('sample prompts use values of the workspace', async () => {
    const model = loadModel();
    const workspace = await readWorkspace(shop, NOW);
    const prompts = samplePrompts(model, await readVocabulary(shop, workspace, model), workspace);
    expect(prompts.map(({ message }) => message)).toEqual([
      'What were total sales last month?',
      'How do sales compare between February and March?',
      'Top 5 products by units sold',
      'Monthly revenue in 2024',
      'What share of revenue comes from Tea?',
      'Revenue from Paris last quarter',
      'How many new customers did we get last month?',
      'ROAS by month in 2024',
    ]);
  });
});

describe('the workspace', () => {
  it('has its clock on the day after the data where they are old', async () => {
    expect(await readWorkspace(shop, NOW)).toMatchObject({
      today: '2024-04-01',
      clockIsBehind: true,
      data: { from: '2024-01-05', to: '2024-03-31' },
    });
    expect(await readWorkspace(shop, new Date('2024-04-02T10:00:00Z'))).toMatchObject({
      today: '2024-04-02',
      clockIsBehind: false,
    });
    expect(await readWorkspace(shop, new Date('2024-04-03T10:00:00Z'))).toMatchObject({
      today: '2024-04-01',
      clockIsBehind: true,
    });
  });

  it('takes the day in its own zone and ignores sales of the future', async () => {
    const { tenantId } = await createTenant(db, { timezone: 'Pacific/Auckland' });
    await db.query(
      `insert into fct_sales (tenant_id, line_key, transaction_id, transaction_date, quantity, unit_price, gross_amount, total_amount)
       values ($1, gen_random_uuid(), 'x', '2024-06-01', 1, 1, 1, 1), ($1, gen_random_uuid(), 'y', '2099-01-01', 1, 1, 1, 1)`,
      [tenantId],
    );
    expect(await readWorkspace(db.tenant(tenantId), new Date('2024-06-01T13:00:00Z'))).toMatchObject({
      today: '2024-06-02',
      data: { from: '2024-06-01', to: '2024-06-01' },
    });
  });

  it('is empty where there are no sales', async () => {
    expect(await readWorkspace(empty, NOW)).toMatchObject({ today: '2024-06-01', data: null });
  });
});

describe('the vocabulary', () => {
  it('finds values in any dimension, without case, by synonym, within names', async () => {
    const model = loadModel();
    const workspace = await readWorkspace(shop, NOW);
    const vocabulary = await readVocabulary(shop, workspace, model);
    const found = (text: string): string[] =>
      vocabulary.find(text).map((known) => `${known.dimension}=${known.value}`);
    expect(found(' green TEA ')).toEqual(['product=Green tea']);
    expect(found('women')).toEqual(['gender=F']);
    expect(found('north')).toEqual(['attr:Store=North']);
    expect(found('monday')).toEqual(['weekday=Monday']);
    expect(vocabulary.containing('tea').map(({ value }) => value)).toEqual(['Tea', 'Black tea', 'Green tea']);
    expect(vocabulary.isOpen('customer')).toBe(true);
    expect(await vocabulary.lookup('customer', 'BOB')).toMatchObject({ value: 'bob' });
    expect(await vocabulary.lookup('customer_email', 'bob@example.com')).toBeNull();
    expect(vocabulary.dimensions.has('country')).toBe(false);
    expect(await readVocabulary(shop, workspace, model)).toBe(vocabulary);
    expect(await readVocabulary(shop, { ...workspace, version: 'next' }, model)).not.toBe(vocabulary);
  });
});

/** No card may show what only a developer should see. */
const shown = (card: Card): string => JSON.stringify([card.title, card.text, card.footnotes]);

describe('whatever is asked', () => {
  it('a card never shows undefined, NaN or a placeholder', async () => {
    const model = loadModel();
    for (const metric of [...model.metrics.values()].filter(({ hidden }) => !hidden))
      for (const args of [
        {},
        { grain: 'month' },
        { by: ['category'] },
        { period: { kind: 'month', month: 2 }, compareTo: { kind: 'previous' } },
      ]) {
        const { card } = await run('sql_analytics', { metrics: [metric.id], ...args });
        expect(`${metric.id} ${shown(card)}`).not.toMatch(/undefined|NaN|Infinity|\{[a-z_]+\}/);
      }
  });
});
