import type { Db, Transaction } from '../../db.ts';
import type { CopyColumns } from '../encode/fact-encoder.ts';
import { TupleWriter } from '../encode/tuple-writer.ts';
import { isoDay } from '../values/calendar.ts';
import { copyTuples } from './copy-tuples.ts';
import type { CustomerSpan } from './customer-days.ts';

const TOUCHED: CopyColumns = [
  ['customer_id', 'text'],
  ['first_day', 'date'],
  ['last_day', 'date'],
];
const PIECE_BYTES = 1 << 18;
const UUID = /^[0-9a-f-]{36}$/i;

/**
 * After sales lines have come in: makes the customers that only they name, and keeps the first and last order
 * date of those they touch. Returns how many customers were new.
 * @param days first and last day of the lines
 * @param customers those of the lines and their days; null: the database is asked for them
 */
export async function finishSales(
  db: Db,
  tenantId: string,
  importId: string,
  days: { readonly from: number; readonly to: number },
  customers: readonly CustomerSpan[] | null,
): Promise<number> {
  return db.transaction(async (tx) => {
    if (customers !== null) {
      await tx.query(
        'create temp table import_touched (customer_id text, first_day date, last_day date) on commit drop',
      );
      await copyTuples(tx, 'import_touched', TOUCHED, tuplesOf(customers));
    } else await gatherTouched(tx, tenantId, importId, days);
    const { rows } = await tx.query<{ made: string }>(
      `with stored as (
         insert into dim_customer as known (tenant_id, customer_id, first_order_date, last_order_date, import_id)
         select $1, customer_id, first_day, last_day, $2 from import_touched order by customer_id
         on conflict (tenant_id, customer_id) do update set
           first_order_date = least(known.first_order_date, excluded.first_order_date),
           last_order_date = greatest(known.last_order_date, excluded.last_order_date)
         where known.first_order_date is distinct from least(known.first_order_date, excluded.first_order_date)
            or known.last_order_date is distinct from greatest(known.last_order_date, excluded.last_order_date)
         returning (xmax = 0) as made)
       select count(*) filter (where made) as made from stored`,
      [tenantId, importId],
    );
    return Number(rows[0]?.made ?? 0);
  });
}

function* tuplesOf(customers: readonly CustomerSpan[]): Generator<Buffer> {
  const writer = new TupleWriter(PIECE_BYTES);
  for (const { customerId, first, last } of customers) {
    const id = Buffer.from(customerId);
    writer.begin(TOUCHED.length);
    writer.text(id, 0, id.length);
    writer.date(first);
    writer.date(last);
    if (writer.at > PIECE_BYTES / 2) yield writer.take();
  }
  if (writer.rows > 0) yield writer.take();
}

/** Asks the database which customers the import's lines name, where they were too many to remember. */
async function gatherTouched(
  tx: Transaction,
  tenantId: string,
  importId: string,
  days: { readonly from: number; readonly to: number },
): Promise<void> {
  // `create table as` runs in parallel but takes no parameters.
  if (!UUID.test(tenantId) || !UUID.test(importId)) throw new TypeError('ids must be UUIDs');
  await tx.query('set local jit = off');
  await tx.query(
    `create temp table import_touched on commit drop as
     select customer_id, min(transaction_date) as first_day, max(transaction_date) as last_day
     from fct_sales
     where tenant_id = '${tenantId}' and import_id = '${importId}' and customer_id is not null
       and transaction_date between '${isoDay(days.from)}' and '${isoDay(days.to)}'
     group by customer_id`,
  );
}
