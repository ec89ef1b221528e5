/** A small shop's words for the unit tests: one year of sales, spend by channel, the data clock on 2020-01-01. */
import { createVocabulary } from '../../../tools/metrics/create-vocabulary.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import type { Vocabulary } from '../../../tools/metrics/vocabulary.ts';
import { MONTH_NAMES } from '../../../tools/periods/period-label.ts';
import type { Workspace } from '../../../tools/workspace.ts';

export const model = loadModel();

export const workspace: Workspace = {
  tenantId: '00000000-0000-4000-8000-000000000001',
  name: 'Shop',
  timezone: 'UTC',
  currency: 'USD',
  today: '2020-01-01',
  clockIsBehind: true,
  isDemo: false,
  data: { from: '2019-01-01', to: '2019-12-31' },
  version: '1',
};

const STORED: Readonly<Record<string, readonly string[]>> = {
  location: ['California', 'Chicago', 'New York', 'New Jersey', 'Washington DC'],
  gender: ['F', 'M'],
  category: [
    'Nest-USA',
    'Nest',
    'Nest-Canada',
    'Apparel',
    'Office',
    'Drinkware',
    'Lifestyle',
    'Bags',
    'Headgear',
    'Notebooks & Journals',
    'Waze',
    'Bottles',
    'Accessories',
    'Fun',
    'Gift Cards',
    'Google',
    'Backpacks',
    'Housewares',
    'More Bags',
    'Android',
  ],
  product: [
    'Maze Pen',
    'Google Sunglasses',
    'Google Twill Cap',
    'Sport Bag',
    "Google Men's  Zip Hoodie",
    'Nest Cam Outdoor Security Camera - USA',
    '22 oz Android Bottle',
    'Google Laptop and Cell Phone Stickers',
    'Gift Card - $25.00',
    '7&quot; Dog Frisbee',
    'Google Zip Hoodie Black',
    'Yoga Mat Blue',
    'Nest Learning Thermostat 3rd Gen-USA - Stainless Steel',
  ],
  sku: ['GGOENEBJ079499', 'GGOEGFKQ020399'],
  coupon_status: ['Clicked', 'Used', 'Not Used'],
  coupon_code: ['SALE10', 'SALE20', 'SALE30', 'ELEC10', 'NE10'],
  customer: ['17850', '13047', '12347', '15311', '12748'],
  sale_size: ['Large', 'Small', 'Medium', 'Return'],
  customer_type: ['New', 'Returning'],
  tenure: ['Under 1 year', '1 to 2 years', '2 to 3 years', '3 to 4 years', '4 years or more'],
  weekday: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  weekend: ['Weekday', 'Weekend'],
  month_name: MONTH_NAMES,
};
const NUMBERS = [
  'tenure_months',
  'order_value',
  'customer_revenue',
  'customer_orders',
  'line_amount',
  'line_quantity',
];

/** The vocabulary of the shop, without a database. */
export function shopVocabulary(): Vocabulary {
  const ids = [...Object.keys(STORED), ...NUMBERS, 'channel'];
  return createVocabulary({
    version: '1',
    dimensions: new Map([...model.dimensions].filter(([id]) => ids.includes(id))),
    sources: new Map([
      ['sales', { rows: 52_924, bounds: { from: '2019-01-01', to: '2019-12-31' }, emptyMetrics: [] }],
      [
        'spend',
        {
          rows: 730,
          bounds: { from: '2019-01-01', to: '2019-12-31' },
          emptyMetrics: ['impressions', 'clicks', 'ad_conversions', 'thousand_impressions'],
        },
      ],
      ['events', { rows: 0, bounds: null, emptyMetrics: [] }],
      ['customer', { rows: 1_468, bounds: null, emptyMetrics: [] }],
      ['signup', { rows: 0, bounds: null, emptyMetrics: [] }],
    ]),
    stored: [
      ...Object.entries(STORED).flatMap(([dimension, values]) =>
        values.map((value, index) => ({ dimension, value, count: 1_000 - index, sources: ['sales'] })),
      ),
      { dimension: 'channel', value: 'Online', count: 365, sources: ['spend'] },
      { dimension: 'channel', value: 'Offline', count: 365, sources: ['spend'] },
    ],
    open: new Set(['customer']),
    reached: new Map(ids.map((id) => [id, id === 'channel' ? ['spend'] : ['sales']])),
    lookup: async (dimension, text) =>
      dimension === 'customer' && STORED[dimension]?.includes(text)
        ? { dimension, value: text, label: text, count: 1, sources: ['sales'] }
        : null,
  });
}
