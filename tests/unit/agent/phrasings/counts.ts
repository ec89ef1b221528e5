/** How many members of a list there are, or meet a condition. */
import type { Phrasing } from './phrasing.ts';

const over = (metric: string, value: number) => [{ metric, op: '>' as const, value }];

export const counts: readonly Phrasing[] = [
  ['how many locations', { metrics: ['orders'], by: ['location'], having: over('orders', 0), count: true }],
  [
    'how many locations do we have',
    { metrics: ['orders'], by: ['location'], having: over('orders', 0), count: true },
  ],
  ['how many categories do we sell', { metrics: ['categories_sold'] }],
  [
    'how many categories have revenue over 100,000?',
    { metrics: ['revenue'], by: ['category'], having: over('revenue', 100000), count: true },
  ],
  [
    'how many products sold less than 10 units',
    { metrics: ['units'], by: ['product'], having: [{ metric: 'units', op: '<', value: 10 }], count: true },
  ],
  [
    'how many days did we have over 100 orders?',
    { metrics: ['orders'], grain: 'day', having: over('orders', 100), count: true },
  ],
  [
    'how many customers bought more than 30 units',
    { metrics: ['units'], by: ['customer'], having: over('units', 30), count: true },
  ],
  [
    'how many customers spent more than 1,000',
    { metrics: ['customers'], where: [{ dimension: 'customer_revenue', op: '>', values: ['1000'] }] },
  ],
  [
    'how many categories make more than 10% of revenue',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: over('share', 0.1),
      transform: { kind: 'share' },
      count: true,
    },
  ],
  [
    'how many categories grew from Q3 to Q4',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: over('difference', 0),
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
      count: true,
    },
  ],
  ['how many locations by month', 'refuse'],
  ['how many categories with revenue over 1000 by month', 'refuse'],
  ['how many locations have average revenue', 'refuse'],
  ['how many of the top 5 categories have revenue over 1000', 'refuse'],
  ['how many warehouses have revenue over 1000', 'refuse'],
  [['how many categories have revenue over 100,000', 'by location'], 'refuse'],
  [['how many categories have revenue over 100,000', 'and orders?'], 'refuse'],
  [
    ['how many categories have revenue over 100,000', 'only Q4'],
    {
      metrics: ['revenue'],
      by: ['category'],
      having: over('revenue', 100000),
      period: { kind: 'quarter', quarter: 4 },
      count: true,
    },
  ],
  [
    ['revenue in May', 'how many locations'],
    { metrics: ['orders'], by: ['location'], having: over('orders', 0), count: true },
  ],
  [
    'in how many months did we make more than 350,000',
    { metrics: ['revenue'], grain: 'month', having: over('revenue', 350000), count: true },
  ],
];
