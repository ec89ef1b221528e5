/** Who did something, how often, for how much, when: one pass over the sales or the events. */
import { UserError } from '../errors.ts';
import type { Workspace } from '../workspace.ts';
import { foldEventType, rowsOf } from './actions.ts';
import { boundsSql, isWithin } from './bounds.ts';
import { type FactTable, targetSql } from './compile-target.ts';
import { type Buckets, bucketsOf } from './every-bucket.ts';
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
 * - `together` asks for one order that holds all of it, `every` for each calendar month (week, …) that the days touch.
 */
export function didSql(did: Did, workspace: Workspace, tenant: string, parameters: Parameters): CustomerSet {
  const { measure } = did;
  const buckets = bucketsOf(did, workspace);
  if (did.together || buckets) return nestedSql(did, buckets, workspace, tenant, parameters);
  const { fact, table, from, conditions } = factRows(did, workspace, tenant, parameters);
  const orders = measure?.each === 'order' ? `, ${orderOf(table)}` : '';
  const grouped = `select ${fact}.customer_id from ${from}\n  where ${conditions.join('\n    and ')}\n  group by ${fact}.customer_id${orders}`;
  if (!measure) return { text: grouped, inverted: false };
  const rows = rowsOf(did.action);
  const bounded = boundsSql(measured(did, measure), measure, parameters);
  // What came back of an order of other days is no order of these.
  const isOrder = measure.each && rows.in === 'sales' && !rows.returned;
  const within = isOrder ? `bool_or(fct_sales.quantity > 0) and ${bounded}` : bounded;
  // “Under 20 in a single order” needs an order.
  const inverted = measure.of !== 'average_order' && !measure.each && isWithin(0, measure);
  return { text: `${grouped}\n  having ${inverted ? `(${within}) is not true` : within}`, inverted };
}

/** The rows of a deed: what they are read from, and what holds of them. */
export interface FactRows {
  readonly table: FactTable;
  /** The name of the facts in the statement. */
  readonly fact: string;
  readonly date: string;
  /** The from clause, without the keyword. */
  readonly from: string;
  readonly conditions: readonly string[];
}

/** The rows that a deed counts, whoever did it. */
export function factRows(did: Did, workspace: Workspace, tenant: string, parameters: Parameters): FactRows {
  const rows = rowsOf(did.action);
  const table: FactTable = rows.in;
  const fact = table === 'sales' ? 'fct_sales' : 'fct_events';
  const date = `${fact}.${table === 'sales' ? 'transaction_date' : 'event_date'}`;
  const { measure } = did;
  const counts = measure === undefined || !SUMS.has(measure.of);
  const kinds =
    rows.in === 'sales'
      ? salesOf(rows.returned, counts)
      : rows.types
        ? [`${foldEventType(`${fact}.event_type`)} = any(${parameters.add([...rows.types], 'text[]')})`]
        : [];
  const goods =
    measure?.of === 'categories' ? `\n  join dim_products as goods using (tenant_id, product_sku)` : '';
  const lines = [did.targets, ...(did.together ?? [])].map((targets) =>
    targets.map((target) => targetSql(target, table, fact, tenant, parameters)),
  );
  const [own = [], ...others] = lines;
  return {
    table,
    fact,
    date,
    from: `${fact}${goods}`,
    conditions: [
      `${fact}.tenant_id = ${tenant}`,
      `${fact}.customer_id is not null`,
      ...kinds,
      ...daysSql(date, gateDays(did.within, workspace), parameters),
      ...(others.length > 0 ? [`(${lines.map(held).join(' or ')})`] : own),
    ],
  };
}

const held = (conditions: readonly string[]): string => `(${conditions.join(' and ') || 'true'})`;

/**
 * Deeds of one order alone, or of every month: the rows are gathered by order, then by month, then by customer. A month
 * without any rows is missing from them, so a number that zero fits cannot be asked of every month.
 */
function nestedSql(
  did: Did,
  buckets: Buckets | null,
  workspace: Workspace,
  tenant: string,
  parameters: Parameters,
): CustomerSet {
  const { measure } = did;
  const inverted = measure !== undefined && isWithin(0, measure);
  const { fact, table, date, from, conditions } = factRows(did, workspace, tenant, parameters);
  refuseNested(did);
  const bucket = buckets ? `date_trunc('${buckets.unit}', ${date}::timestamp)` : 'null::timestamp';
  const keys = `${fact}.customer_id, ${bucket}`;
  const rows = `select ${fact}.customer_id, ${bucket} as bucket from ${from}\n  where ${conditions.join('\n    and ')}`;
  const bounded = (value: string): string => {
    if (!measure) return '';
    const within = boundsSql(value, measure, parameters);
    return `\n  having ${inverted ? `(${within}) is not true` : within}`;
  };
  const things = [did.targets, ...(did.together ?? [])].map(
    (targets) =>
      `bool_or${held(targets.map((target) => targetSql(target, table, fact, tenant, parameters)))}`,
  );
  const inBuckets = did.together
    ? `select customer_id, bucket from (\n  ${rows}\n  group by ${keys}, ${orderOf(table)}\n  having ${things.join(' and ')}\n  ) as orders\n  group by customer_id, bucket${bounded('count(*)')}`
    : `${rows}\n  group by ${keys}${measure ? bounded(measured(did, measure)) : ''}`;
  const all = buckets ? `\n  having count(*) = ${parameters.add(buckets.count, 'bigint')}` : '';
  const text = `select customer_id from (\n  ${inBuckets}\n  ) as buckets\n  group by customer_id${all}`;
  return { text, inverted };
}

function refuseNested({ together, every, measure }: Did): void {
  if (together && measure && measure.of !== 'times' && measure.of !== 'orders')
    throw new UserError(
      'gate_measure',
      'Of goods in one order I can count the orders, but no pieces or money.',
    );
  if (every && measure && (measure.each || isWithin(0, measure)))
    throw new UserError(
      'gate_measure',
      `Of every ${every} I can ask for at least so much, but not for less than so much or for single orders.`,
    );
}

/** What the measure counts, as SQL over the deed's rows. */
function measured(did: Did, { of }: Measure): string {
  const rows = rowsOf(did.action);
  return rows.in === 'sales' ? saleMeasure(of, rows.returned) : eventMeasure(of);
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
