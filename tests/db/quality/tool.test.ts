import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderText } from '../../../cards/text.ts';
import type { Db } from '../../../db/db.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { qualityTools } from '../../../tools/quality/index.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { createCleanWorkspace, NOW } from './clean-workspace.ts';

const registry = createRegistry(qualityTools());
let db: Db;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

function ask(tenantId: string, args: Record<string, unknown> = {}, minutes = 0) {
  const context: ToolContext = {
    db: db.tenant(tenantId),
    workspace: {
      tenantId,
      name: 'Shop',
      timezone: 'UTC',
      currency: 'USD',
      today: '2026-03-18',
      clockIsBehind: false,
      isDemo: false,
      data: null,
      version: '0',
    },
    actor: { personId: randomUUID(), name: 'Vera', role: 'viewer', timezone: 'UTC' },
    origin: 'command',
    now: () => new Date(NOW.getTime() + minutes * 60_000),
    newId: randomUUID,
    progress: () => {},
    signal: new AbortController().signal,
  };
  return runTool(registry, { tool: 'data_quality', args }, context);
}

describe('the data-quality tool', () => {
  it('tells a viewer that everything passes', async () => {
    const { card, summary } = await ask(await createCleanWorkspace(db));
    const count = qualityChecks(summary);
    expect(card.tone).toBe('answer');
    expect(card.headlines?.[0]?.value).toBe(`${count} of ${count}`);
    expect(card.text).toEqual(['Every check passes.']);
    expect(card.table).toBeUndefined();
  });

  it('lists what fails, errors first, each with its extent and its mend', async () => {
    const tenantId = await createCleanWorkspace(db);
    await db.query(`update dim_customer set first_name = 'test' where tenant_id = $1`, [tenantId]);
    await db.query(`update dim_customer set gender = 'yes' where tenant_id = $1 and customer_id = 'C1'`, [
      tenantId,
    ]);
    await db.query(
      `update fct_sales set total_amount = 1, tax_amount = 0 where tenant_id = $1 and transaction_id = 'T3-1'`,
      [tenantId],
    );
    const { card, facts } = await ask(tenantId);
    expect(facts?.rows.map(({ check }) => check)).toEqual([
      'sales_total_reconciles',
      'customer_gender_known_words',
      'customer_name_no_placeholder',
    ]);
    expect(card.tone).toBe('notice');
    expect(card.table?.rows.map(({ severity, extent }) => [severity, extent])).toEqual([
      ['Error', '1 of 121 rows (0.8%)'],
      ['Warning', '1 of 4 rows (25.0%)'],
      ['Note', '4 of 4 rows (100.0%)'],
    ]);
    expect(card.text?.[0]).toContain('Check which column of the file holds the discount');
    expect(renderText(card, { width: 100 })).toContain('Total is gross less discount');
  });

  it('says what has changed since the run before', async () => {
    const tenantId = await createCleanWorkspace(db);
    await db.query(`update dim_customer set age = 999 where tenant_id = $1`, [tenantId]);
    await ask(tenantId);
    await db.query(`update dim_customer set age = 40, gender = 'yes' where tenant_id = $1`, [tenantId]);
    const { card } = await ask(tenantId, {}, 5);
    expect(card.table?.rows.map(({ check }) => check)).toEqual(['Gender uses the usual words (new)']);
    expect(card.footnotes?.[0]?.text).toBe(
      'Against the run of 2026-03-18 12:00 UTC: 1 new, 1 fixed (Ages lie between 13 and 110).',
    );
  });

  it('tells of data that is out of date by its newest day', async () => {
    const tenantId = await createCleanWorkspace(db);
    const { card } = await ask(tenantId, {}, 5 * 24 * 60);
    expect(card.text?.[0]).toMatch(/^The newest sale is at most two days old: it is of 2026-03-17\./);
    expect(card.table?.rows[0]?.extent).toBe('newest: 2026-03-17');
  });

  it('shows one table when asked for it', async () => {
    const tenantId = await createCleanWorkspace(db);
    await db.query(`update dim_customer set age = 999 where tenant_id = $1`, [tenantId]);
    expect((await ask(tenantId, { table: 'fct_sales' })).card.text).toEqual(['Every check passes.']);
    expect((await ask(tenantId, { table: 'dim_customer' })).facts?.rows).toHaveLength(1);
  });

  it('says so where there is nothing to check', async () => {
    const { tenantId } = await createTenant(db);
    const { card, outcome } = await ask(tenantId);
    expect(outcome.kind).toBe('empty');
    expect(card.text?.[0]).toContain('no data yet');
  });

  it('reads a table after the command word, and leaves other words to be a question', () => {
    const parse = registry.get('data_quality')?.command?.parse;
    expect(parse?.('')).toEqual({});
    expect(parse?.('Sales')).toEqual({ table: 'fct_sales' });
    expect(parse?.('dim_products')).toEqual({ table: 'dim_products' });
    expect(parse?.('of our leads')).toBeNull();
  });
});

function qualityChecks(summary: string): number {
  return Number(/^(\d+) of/.exec(summary)?.[1]);
}
