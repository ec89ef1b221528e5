/** The clicks behind the demo's visits. Every purchase event has its sale, and the other way round. */
import type { SqlValue } from '../db.ts';
import { amountsOf } from './cart.ts';
import type { Customer } from './customers.ts';
import type { Visit, World } from './journey.ts';
import { instant, lineKey } from './keys.ts';
import { at } from './random.ts';
import { transactionId } from './sales.ts';

export const EVENT_COLUMNS = [
  'line_key',
  'customer_id',
  'session_id',
  'event_type',
  'event_at',
  'event_date',
  'product_sku',
  'page',
  'device',
  'channel',
  'properties',
] as const;

const SECONDS_BETWEEN = 37;

interface Step {
  readonly type: 'page_view' | 'product_view' | 'add_to_cart' | 'checkout_started' | 'purchase';
  readonly page: string;
  readonly sku?: string;
  readonly properties?: object;
}

/** The events of all `visits`, in order. */
export function* eventsOf(
  customer: Customer,
  visits: readonly Visit[],
  world: World,
): Generator<readonly SqlValue[]> {
  let ordinal = 0;
  for (const [position, visit] of visits.entries()) {
    const day = at(world.calendar.days, visit.day);
    const session = `S${customer.number + 1}-${position + 1}`;
    let second = visit.second;
    for (const step of stepsOf(visit, transactionId(customer, position))) {
      ordinal += 1;
      yield [
        lineKey(customer.number, ordinal),
        customer.id,
        session,
        step.type,
        instant(day, second),
        day.date,
        step.sku ?? null,
        step.page,
        visit.device,
        visit.channel,
        step.properties ? JSON.stringify(step.properties) : '{}',
      ];
      second += SECONDS_BETWEEN;
    }
  }
}

/** Of a cart the events show the first product; the sale has them all. */
function* stepsOf(visit: Visit, transaction: string): Generator<Step> {
  const product = visit.cart[0]?.product;
  yield { type: 'page_view', page: product ? `/${product.category.toLowerCase()}` : '/' };
  if (!product) return;
  const { sku } = product;
  yield { type: 'product_view', page: `/products/${sku}`, sku };
  if (visit.reached === 'browsed') return;
  yield { type: 'add_to_cart', page: `/products/${sku}`, sku };
  if (visit.reached === 'carted') return;
  yield { type: 'checkout_started', page: '/checkout' };
  if (visit.reached === 'checkout') return;
  const cents = visit.cart.reduce((sum, line) => sum + amountsOf(line, line.quantity).total, 0);
  yield {
    type: 'purchase',
    page: '/thank-you',
    properties: { transaction_id: transaction, value: cents / 100, items: visit.cart.length },
  };
}
