/** What was bought or looked at, as a condition on the line or the event. */
import { UserError } from '../errors.ts';
import type { Target } from './gate.ts';
import type { Parameters } from './parameters.ts';

/** The table a `did` reads. */
export type FactTable = 'sales' | 'events';

/** Attributes of the product, reached by its sku. */
const OF_PRODUCT: Partial<Record<Target['of'], string>> = {
  product: 'product_name',
  category: 'category',
  group: 'product_group',
  color: 'color',
};

/** Columns of the facts themselves; one that a fact lacks it cannot be asked for. */
const OF_FACT: Record<FactTable, Partial<Record<Target['of'], string>>> = {
  sales: {
    sku: 'product_sku',
    channel: 'channel',
    coupon: 'coupon_code',
    coupon_status: 'coupon_status',
    discount: '(discount_amount > 0)::text',
  },
  events: { sku: 'product_sku', channel: 'channel', device: 'device', page: 'page' },
};

/**
 * A target as a condition on `fact`, the alias of the sales or events; `tenant` is the tenant's placeholder.
 * Values match whatever their case. `not_in` also keeps lines that do not say: a line without a colour is not red.
 * Throws a `UserError` where such rows hold no such thing (a sale has no device).
 */
export function targetSql(
  target: Target,
  table: FactTable,
  fact: string,
  tenant: string,
  parameters: Parameters,
): string {
  const positive = positiveSql(target, table, fact, tenant, parameters);
  return target.op === 'not_in' ? `(${positive}) is not true` : positive;
}

function positiveSql(
  target: Target,
  table: FactTable,
  fact: string,
  tenant: string,
  parameters: Parameters,
): string {
  const column = OF_PRODUCT[target.of];
  if (column)
    return `${fact}.product_sku in (select product_sku from dim_products where tenant_id = ${tenant} and ${matchSql(column, target, parameters)})`;
  const own = OF_FACT[table][target.of];
  if (!own)
    throw new UserError(
      'gate_target',
      table === 'sales'
        ? `A sale does not say its ${target.of.replaceAll('_', ' ')}: ask for it of visits, for example “looked at … on mobile”.`
        : `A visit does not say its ${target.of.replaceAll('_', ' ')}: ask for it of purchases.`,
    );
  return matchSql(own.startsWith('(') ? own.replace('(', `(${fact}.`) : `${fact}.${own}`, target, parameters);
}

function matchSql(column: string, { op, values }: Target, parameters: Parameters): string {
  const list = parameters.add([...values], 'text[]');
  return op === 'contains'
    ? `exists (select from unnest(${list}) as sought where strpos(lower(${column}), lower(sought)) > 0)`
    : foldedIn(column, list);
}

/** `column` among the values of the list, whatever their case: both sides are folded by the database. */
export const foldedIn = (column: string, list: string): string =>
  `lower(${column}) = any(array(select lower(sought) from unnest(${list}) as sought))`;
