/** One place in a ranking. */
import type { Phrasing } from './phrasing.ts';

export const places: readonly Phrasing[] = [
  [
    'What was the second best quarter?',
    {
      metrics: ['revenue'],
      grain: 'quarter',
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
      place: 2,
    },
  ],
  [
    'second best category by revenue',
    {
      metrics: ['revenue'],
      by: ['category'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
      place: 2,
    },
  ],
  [
    'third largest location by customers',
    {
      metrics: ['customers'],
      by: ['location'],
      order: { by: 'customers', direction: 'desc' },
      limit: 1,
      place: 3,
    },
  ],
  [
    'second-highest month for orders',
    { metrics: ['orders'], grain: 'month', order: { by: 'orders', direction: 'desc' }, limit: 1, place: 2 },
  ],
  [
    'Which location came second in revenue?',
    {
      metrics: ['revenue'],
      by: ['location'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
      place: 2,
    },
  ],
  [
    'which category ranks third by units sold',
    { metrics: ['units'], by: ['category'], order: { by: 'units', direction: 'desc' }, limit: 1, place: 3 },
  ],
  [
    '2nd most sold product by units',
    { metrics: ['units'], by: ['product'], order: { by: 'units', direction: 'desc' }, limit: 1, place: 2 },
  ],
  [
    'second worst month for orders in Chicago',
    {
      metrics: ['orders'],
      grain: 'month',
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      order: { by: 'orders', direction: 'asc' },
      limit: 1,
      place: 2,
    },
  ],
  [
    ['best month for revenue', 'and the second?'],
    { metrics: ['revenue'], grain: 'month', order: { by: 'revenue', direction: 'desc' }, limit: 1, place: 2 },
  ],
  [
    ['top 3 categories by revenue', 'make it 5'],
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'desc' }, limit: 5 },
  ],
  ['second quarter revenue', { metrics: ['revenue'], period: { kind: 'quarter', quarter: 2 } }],
  ['the second largest growth by category from Q3 to Q4', 'refuse'],
];
