/** Who did something, how often, for how much, when: one pass over the sales or the events. */
import { UserError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { foldEventType, rowsOf } from './actions.ts';
import { boundsSql, isWithin } from './bounds.ts';
import { type FactTable, targetSql } from './compile-target.ts';
import type { Did, Measure } from './gate.ts';
import { daysSql, gateDays } from './gate-days.ts';
import type { Parameters } from './parameters.ts';

export interface CustomerSet {
  /** A select of the column `customer_id`. */
  readonly text: string;
  /** True where the set holds those who do *not* pass. */
  readonly inverted: boolean;
}

/**
 * The customers of a `did`.
 *
 * - A purchase is a line with a quantity above zero. `times` and `orders` count orders with such a line; `units` and
 *   `amount` are net of returns, as the metrics are; of `returned` they are the pieces and the money given back.
 * - An event counts once each; events have no orders and no amount (`UserError`).
 * - Who has none counts as zero: "fewer than 3 orders" and "0 times" hold them too. An average needs an order.
 */
export function didSql(did: Did, workspace: Workspace, tenant: string, parameters: Parameters): CustomerSet {
  const rows = rowsOf(did.action);
  const table: FactTable = rows.in;
  const fact = table === 'sales' ? 'fct_sales' : 'fct_events';
  const date = table === 'sales' ? 'transaction_date' : 'event_date';
  const { measure } = did;
  const counts = measure === undefined || !SUMS.has(measure.of);
  const kinds =
    rows.in === 'sales'
      ? salesOf(rows.returned, counts)
      : rows.types
        ? [`${foldEventType(`${fact}.event_type`)} = any(${parameters.add([...rows.types], 'text[]')})`]
        : [];
  const conditions = [
    `${fact}.tenant_id = ${tenant}`,
    `${fact}.customer_id is not null`,
    ...kinds,
    ...daysSql(`${fact}.${date}`, gateDays(did.within, workspace), parameters),
    ...did.targets.map((target) => targetSql(target, table, fact, tenant, parameters)),
  ];
  const goods =
    measure?.of === 'categories' ? `\n  join dim_products as goods using (tenant_id, product_sku)` : '';
  const orders = measure?.each === 'order' ? `, ${orderOf(table)}` : '';
  const grouped = `select ${fact}.customer_id from ${fact}${goods}\n  where ${conditions.join('\n    and ')}\n  group by ${fact}.customer_id${orders}`;
  if (!measure) return { text: grouped, inverted: false };
  const value = rows.in === 'sales' ? saleMeasure(measure.of, rows.returned) : eventMeasure(measure.of);
  const bounded = boundsSql(value, measure, parameters);
  // What came back of an order of other days is no order of these.
  const isOrder = measure.each && rows.in === 'sales' && !rows.returned;
  const within = isOrder ? `bool_or(fct_sales.quantity > 0) and ${bounded}` : bounded;
  // “Under 20 in a single order” needs an order.
  const inverted = measure.of !== 'average_order' && !measure.each && isWithin(0, measure);
  return { text: `${grouped}\n  having ${inverted ? `(${within}) is not true` : within}`, inverted };
}

/** Measures that returns lower. */
const SUMS: ReadonlySet<Measure['of']> = new Set(['units', 'amount', 'average_order']);

function orderOf(table: FactTable): string {
  if (table === 'sales') return 'fct_sales.transaction_id';
  throw new UserError('gate_measure', 'A visit has no orders. Ask for purchases.');
}

/** Money and pieces are net of what came back, so their rows are both kinds. */
function salesOf(returned: boolean, counts: boolean): readonly string[] {
  if (returned) return ['fct_sales.quantity < 0'];
  return counts ? ['fct_sales.quantity > 0'] : [];
}

const ORDERS = 'count(distinct fct_sales.transaction_id)';
const SOLD_ORDERS = `${ORDERS} filter (where fct_sales.quantity > 0)`;

function saleMeasure(of: Measure['of'], returned: boolean): string {
  const sign = returned ? '-' : '';
  switch (of) {
    case 'times':
    case 'orders':
      return ORDERS;
    case 'units':
      return `${sign}sum(fct_sales.quantity)`;
    case 'amount':
      return `${sign}sum(fct_sales.total_amount)`;
    case 'products':
      return 'count(distinct fct_sales.product_sku)';
    case 'categories':
      return 'count(distinct goods.category)';
    case 'average_order':
      return `${sign}sum(fct_sales.total_amount) / nullif(${returned ? ORDERS : SOLD_ORDERS}, 0)`;
  }
}

function eventMeasure(of: Measure['of']): string {
  if (of === 'times') return 'count(*)';
  throw new UserError(
    'gate_measure',
    'A visit has no orders and no amount. Count how many times it happened, or ask for purchases.',
  );
}
