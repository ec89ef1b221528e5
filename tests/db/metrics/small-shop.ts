/** A shop small enough to count by hand. The figures that follow from it stand in the tests. */
import { randomUUID } from 'node:crypto';
import type { Db, TenantDb } from '../../../db/db.ts';
import type { Actor, ToolContext } from '../../../tools/define-tool.ts';
import { groupFigureTools } from '../../../tools/group-figures/index.ts';
import { metricTools } from '../../../tools/metrics/index.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool, type ToolResult } from '../../../tools/run-tool.ts';
import { createTenant } from '../harness.ts';

/** Long after the data, so that the data clock stands on 1 April 2024. */
export const NOW = new Date('2024-06-01T12:00:00Z');

const CUSTOMERS = [
  ['ann', 'Ann', 'ann@example.com', 'F', 'Paris', 34, '2024-01-05'],
  ['bob', 'Bob', 'bob@example.com', 'M', 'Rome', 51, '2024-01-20'],
  ['cyd', '=Cyd', 'cyd@example.com', null, null, null, '2024-02-10'],
  ['dan', 'Dan', 'dan@example.com', 'M', 'Paris', 28, null],
] as const;

const PRODUCTS = [
  ['A', 'Green tea', 'Tea'],
  ['B', 'Black tea', 'Tea'],
  ['C', 'Mug', 'Ware'],
] as const;

/** Order, customer, product, day, quantity, price, discount, store. */
const LINES = [
  ['o1', 'ann', 'A', '2024-01-05', 2, 10, 0, 'North'],
  ['o1', 'ann', 'C', '2024-01-05', 1, 30, 10, 'North'],
  ['o2', 'bob', 'A', '2024-01-20', 1, 10, 0, 'North'],
  ['o3', 'ann', 'B', '2024-02-03', 3, 5, 0, 'South'],
  ['o4', 'cyd', 'C', '2024-02-10', 2, 30, 0, 'South'],
  ['o5', null, 'A', '2024-02-11', 1, 10, 0, 'South'],
  ['o6', 'bob', 'C', '2024-03-02', -1, 30, 0, 'South'],
  ['o7', 'bob', 'B', '2024-03-31', 4, 5, 0, null],
] as const;

/** Day, channel, amount, clicks. */
const SPEND = [
  ['2024-01-10', 'Search', 20, null],
  ['2024-02-10', 'Search', 30, 5],
  ['2024-02-15', 'Social', 10, null],
] as const;

/** Session, customer, what, device. */
const EVENTS = [
  ['s1', 'ann', 'page_view', 'mobile'],
  ['s1', 'ann', 'purchase', 'mobile'],
  ['s2', 'bob', 'page_view', 'desktop'],
  ['s3', null, 'page_view', 'mobile'],
] as const;

/** Loads the shop, every amount times `scale`, into a new tenant. */
export async function loadShop(db: Db, scale = 1): Promise<TenantDb> {
  const { tenantId: id } = await createTenant(db, { currency: 'EUR' });
  await db.transaction(async (tx) => {
    await tx.copyIn(
      'dim_customer',
      ['tenant_id', 'customer_id', 'first_name', 'email', 'gender', 'location', 'age', 'first_order_date'],
      CUSTOMERS.map((row) => [id, ...row]),
    );
    await tx.copyIn(
      'dim_products',
      ['tenant_id', 'product_sku', 'product_name', 'category'],
      PRODUCTS.map((row) => [id, ...row]),
    );
    await tx.copyIn(
      'fct_sales',
      'tenant_id line_key transaction_id customer_id product_sku transaction_date quantity unit_price gross_amount discount_amount total_amount attributes'.split(
        ' ',
      ),
      LINES.map(([order, customer, sku, day, quantity, price, discount, store]) => {
        const gross = quantity * price * scale;
        const extra = JSON.stringify(store === null ? {} : { Store: store });
        const off = discount * scale;
        return [
          id,
          randomUUID(),
          order,
          customer,
          sku,
          day,
          quantity,
          price * scale,
          gross,
          off,
          gross - off,
          extra,
        ];
      }),
    );
    await tx.copyIn(
      'fct_marketing_spend',
      ['tenant_id', 'line_key', 'spend_date', 'channel', 'amount', 'clicks'],
      SPEND.map(([day, channel, amount, clicks]) => [id, randomUUID(), day, channel, amount * scale, clicks]),
    );
    await tx.copyIn(
      'fct_events',
      [
        'tenant_id',
        'line_key',
        'session_id',
        'customer_id',
        'event_type',
        'device',
        'event_at',
        'event_date',
      ],
      EVENTS.map((row) => [id, randomUUID(), ...row, '2024-02-10T10:00:00Z', '2024-02-10']),
    );
  });
  return db.tenant(id);
}

export type Run = (tool: string, args: unknown, role?: Actor['role']) => Promise<ToolResult>;

/** Runs the room's tools on a tenant, through the one function that every door uses. */
export async function toolsOn(tenant: TenantDb, now = NOW): Promise<Run> {
  const registry = createRegistry([
    ...metricTools(loadModel()),
    ...groupFigureTools((call, context) => runTool(registry, call, context)),
  ]);
  const workspace = await readWorkspace(tenant, now);
  return (tool, args, role = 'viewer') => {
    const context: ToolContext = {
      db: tenant,
      workspace,
      actor: { personId: randomUUID(), name: 'Test', role, timezone: 'UTC' },
      origin: 'question',
      now: () => now,
      newId: randomUUID,
      progress: () => {},
      signal: new AbortController().signal,
    };
    return runTool(registry, { tool, args: args as Record<string, unknown> }, context);
  };
}

/** The rows of an answer as arrays, in column order. Fails where the query is not answered. */
export async function rowsOf(run: Run, query: MetricQueryInput): Promise<unknown[][]> {
  const { facts, summary } = await run('sql_analytics', query);
  if (!facts) throw new Error(`not answered: ${summary}`);
  return facts.rows.map((row) => facts.columns.map(({ key }) => rounded(row[key])));
}

/** The one number of an answer. */
export async function numberOf(run: Run, query: MetricQueryInput): Promise<unknown> {
  const rows = await rowsOf(run, query);
  if (rows.length !== 1 || rows[0]?.length !== 1) throw new Error(`not one number: ${JSON.stringify(rows)}`);
  return rows[0][0];
}

const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value;
