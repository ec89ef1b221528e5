/** The demo's sales lines and returns. */
import type { SqlValue } from '../db.ts';
import { amountsOf, type Line } from './cart.ts';
import type { Customer } from './customers.ts';
import type { Visit, World } from './journey.ts';
import { instant, lineKey } from './keys.ts';
import { at } from './random.ts';

export const SALES_COLUMNS = [
  'line_key',
  'transaction_id',
  'customer_id',
  'product_sku',
  'transaction_date',
  'transaction_at',
  'quantity',
  'unit_price',
  'gross_amount',
  'discount_amount',
  'total_amount',
  'tax_amount',
  'delivery_amount',
  'coupon_status',
  'coupon_code',
  'channel',
  'currency',
] as const;

const FREE_DELIVERY_FROM_CENTS = 8_000;
const DELIVERY_CENTS = 590;

/** A stable number for the customer's `position`th visit, shared by the sale and its event. */
export function transactionId(customer: Customer, position: number): string {
  return `T${String(customer.number + 1).padStart(6, '0')}-${String(position + 1).padStart(3, '0')}`;
}

/** One row per line bought and one, with a negative quantity, per line sent back. */
export function* salesOf(
  customer: Customer,
  visits: readonly Visit[],
  world: World,
  currency: string,
): Generator<readonly SqlValue[]> {
  const { days } = world.calendar;
  let ordinal = 0;
  const row = (id: string, line: Line, visit: Visit, day: number, quantity: number, delivery: number) => {
    const { gross, discount, total, tax } = amountsOf(line, quantity);
    const date = at(days, day);
    ordinal += 1;
    return [
      lineKey(customer.number, ordinal),
      id,
      customer.id,
      line.product.sku,
      date.date,
      instant(date, visit.second),
      quantity,
      line.product.priceCents / 100,
      gross / 100,
      discount / 100,
      total / 100,
      tax / 100,
      delivery / 100,
      line.couponStatus,
      line.couponCode,
      visit.channel,
      currency,
    ];
  };
  for (const [position, visit] of visits.entries()) {
    if (visit.reached !== 'purchase') continue;
    const id = transactionId(customer, position);
    const value = visit.cart.reduce((sum, line) => sum + amountsOf(line, line.quantity).total, 0);
    let delivery = value >= FREE_DELIVERY_FROM_CENTS ? 0 : DELIVERY_CENTS;
    for (const line of visit.cart) {
      yield row(id, line, visit, visit.day, line.quantity, delivery);
      // The order's delivery stands on its first line.
      delivery = 0;
      if (line.returnedAfter === null) continue;
      const day = visit.day + line.returnedAfter;
      if (day < days.length) yield row(id, line, visit, day, -line.quantity, 0);
    }
  }
}
