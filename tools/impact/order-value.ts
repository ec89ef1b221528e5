/** What an order of some people is worth. */
import { formatValue } from '../../cards/format.ts';
import type { TenantDb } from '../../db/db.ts';
import type { Workspace } from '../workspace.ts';
import type { PeopleSelect } from './people.ts';
import { count } from './words.ts';

/** Orders of the people themselves below which those of everybody are taken. */
const FEW = 20;
const LOOK_BACK_DAYS = 365;

export interface OrderValue {
  readonly mean: number;
  readonly standardError: number;
  readonly orders: number;
  readonly reason: string;
}

interface Row {
  readonly orders: number;
  readonly mean: number | null;
  readonly deviation: number | null;
}

/** Mean order of the people in the year before today; of everybody where they ordered too rarely or none are given. */
export async function orderValue(
  db: TenantDb,
  workspace: Workspace,
  people: PeopleSelect | null = null,
): Promise<OrderValue> {
  const own = people ? await readOrders(db, workspace, people) : null;
  if (own && own.orders >= FEW) return worthOf(own, 'their own', workspace);
  return worthOf(await readOrders(db, workspace, null), people ? 'everybody’s' : 'all', workspace);
}

async function readOrders(db: TenantDb, workspace: Workspace, people: PeopleSelect | null): Promise<Row> {
  const values = people?.values ?? [];
  const at = values.length;
  const { rows } = await db.read<Row>(
    `with orders as (
       select sum(total_amount) as amount from fct_sales
        where tenant_id = $${at + 1} and transaction_date >= $${at + 2}::date - ${LOOK_BACK_DAYS}
          and transaction_date < $${at + 2}::date
          ${people ? `and customer_id in (${people.text})` : ''}
        group by transaction_id having sum(total_amount) > 0)
     select count(*)::int as orders, avg(amount)::float8 as mean, stddev_samp(amount)::float8 as deviation from orders`,
    [...values, db.tenantId, workspace.today],
  );
  return rows[0] ?? { orders: 0, mean: null, deviation: null };
}

function worthOf({ orders, mean, deviation }: Row, whose: string, { currency }: Workspace): OrderValue {
  const value = mean ?? 0;
  const standardError = orders > 1 ? (deviation ?? value) / Math.sqrt(orders) : value;
  const money = (amount: number) => formatValue(amount, { kind: 'currency', currency });
  return {
    mean: value,
    standardError,
    orders,
    reason:
      orders === 0
        ? 'No orders in the last year tell what an order is worth.'
        : `An order is worth ${money(value)} on average, give or take ${money(standardError)} (${whose} ${count(orders)} orders of the last year).`,
  };
}
