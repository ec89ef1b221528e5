/** A boutique's words for the unit tests: sales and visits, a data clock in November 2026, segments with names. */
import { createAgent } from '../../../../agent/create-agent.ts';
import type { Interpretation } from '../../../../agent/interpretation.ts';
import { createVocabulary } from '../../../../tools/metrics/create-vocabulary.ts';
import type { Workspace } from '../../../../tools/workspace.ts';
import { model } from '../shop.ts';
import { talk } from '../talk.ts';

const workspace: Workspace = {
  tenantId: '00000000-0000-4000-8000-000000000002',
  name: 'Boutique',
  timezone: 'UTC',
  currency: 'USD',
  today: '2026-11-21',
  clockIsBehind: false,
  isDemo: true,
  data: { from: '2025-10-17', to: '2026-11-20' },
  version: '1',
};

export const SEGMENTS = ['Champions', 'Loyal', 'At Risk', 'Hibernating', 'Lost', 'Sock lovers'];

const STORED: Readonly<Record<string, readonly string[]>> = {
  location: ['Berlin', 'Chicago', 'New York', 'Paris', 'Warsaw'],
  country: ['PL', 'DE', 'US', 'France'],
  gender: ['F', 'M'],
  category: ['Socks', 'Sneakers', 'Shoes', 'Jackets', 'Bags', 'Watches', 'Home', 'Sportswear', 'Dresses'],
  product_group: ['Footwear', 'Clothing', 'Accessories'],
  product: [
    'Brook Wool Socks, red',
    'Fjord Wool Socks, black',
    'Alder Tote Bag, green',
    'Casa Velluno Watch',
  ],
  sku: ['SOC-001', 'BAG-L002'],
  color: ['black', 'white', 'red', 'blue', 'green'],
  favorite_color: ['black', 'red', 'blue'],
  channel: ['Email', 'Paid social', 'Organic search', 'Direct', 'Online'],
  device: ['desktop', 'mobile', 'tablet'],
  event_type: [
    'page_view',
    'product_view',
    'add_to_cart',
    'checkout_started',
    'purchase',
    'newsletter_opened',
  ],
  coupon_code: ['SOCK10', 'BAGS20'],
  coupon_status: ['Used', 'Not Used'],
  customer: ['17850', '15311'],
  customer_type: ['New', 'Returning'],
  segment: SEGMENTS,
};
const EVENTS = new Set(['device', 'event_type']);
const NUMBERS = ['tenure_months', 'order_value', 'customer_revenue', 'customer_orders', 'age_years'];
const ids = [...Object.keys(STORED), ...NUMBERS];
const bounds = { from: '2025-10-17', to: '2026-11-20' };

const vocabulary = createVocabulary({
  version: '1',
  dimensions: new Map([...model.dimensions].filter(([id]) => ids.includes(id))),
  sources: new Map([
    ['sales', { rows: 40_000, bounds, emptyMetrics: [] }],
    ['spend', { rows: 900, bounds, emptyMetrics: [] }],
    ['events', { rows: 90_000, bounds, emptyMetrics: [] }],
    ['customer', { rows: 2_000, bounds: null, emptyMetrics: [] }],
    ['signup', { rows: 2_000, bounds, emptyMetrics: [] }],
    ['scores', { rows: 2_000, bounds: null, emptyMetrics: [] }],
  ]),
  stored: Object.entries(STORED).flatMap(([dimension, values]) =>
    values.map((value, index) => ({
      dimension,
      value,
      count: 1_000 - index,
      sources: [EVENTS.has(dimension) ? 'events' : 'sales'],
    })),
  ),
  open: new Set(['customer']),
  reached: new Map(
    ids.map((id) => [id, EVENTS.has(id) ? ['events'] : ['sales', 'events', 'customer', 'scores']]),
  ),
  lookup: async (dimension, text) =>
    dimension === 'customer' && STORED.customer?.includes(text)
      ? { dimension, value: text, label: text, count: 1, sources: ['sales'] }
      : null,
});

const agent = createAgent({ model });

/** What the agent makes of the last turn of a thread in the boutique. */
export function converse(turns: readonly string[]): Promise<Interpretation> {
  return talk(turns, (text, conversation) =>
    agent.interpret(text, {
      conversation,
      workspace,
      vocabulary,
      audience: { segments: SEGMENTS },
      now: new Date('2026-11-21T09:00:00Z'),
    }),
  );
}
