/** Rankings that name their number in a word, or count before the noun. */
import type { Phrasing } from './phrasing.ts';

export const rankedWords: readonly Phrasing[] = [
  [
    'busiest day in November',
    {
      metrics: ['orders'],
      grain: 'day',
      period: { kind: 'month', month: 11 },
      order: { by: 'orders', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'which weekday is the quietest for orders?',
    { metrics: ['orders'], by: ['weekday'], order: { by: 'orders', direction: 'asc' }, limit: 1 },
  ],
  [
    'slowest weekday in Chicago',
    {
      metrics: ['orders'],
      by: ['weekday'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      order: { by: 'orders', direction: 'asc' },
      limit: 1,
    },
  ],
  [
    'best weekday for women',
    {
      metrics: ['revenue'],
      by: ['weekday'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'Which coupon code was used the most?',
    {
      metrics: ['orders'],
      by: ['coupon_code'],
      where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }],
      order: { by: 'orders', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'top 5 most used coupon codes in Q4',
    {
      metrics: ['orders'],
      by: ['coupon_code'],
      where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'orders', direction: 'desc' },
      limit: 5,
    },
  ],
  ['most used category', 'refuse'],
  [
    'the 5 customers with the highest revenue',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 5 },
  ],
  [
    'What are the ten products with the highest discounts?',
    { metrics: ['discount'], by: ['product'], order: { by: 'discount', direction: 'desc' }, limit: 10 },
  ],
  [
    '3 categories with the most orders',
    { metrics: ['orders'], by: ['category'], order: { by: 'orders', direction: 'desc' }, limit: 3 },
  ],
  [
    'three months with the lowest aov',
    {
      metrics: ['average_order_value'],
      grain: 'month',
      order: { by: 'average_order_value', direction: 'asc' },
      limit: 3,
    },
  ],
  [
    'what was our best single day in revenue',
    { metrics: ['revenue'], grain: 'day', order: { by: 'revenue', direction: 'desc' }, limit: 1 },
  ],
  [
    'best sellers in Q4 by units',
    {
      metrics: ['units'],
      by: ['product'],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'units', direction: 'desc' },
    },
  ],
  ['top seller in Drinkware', { asks: ['By revenue', 'By units sold'] }],
  [
    'largest location by customers',
    { metrics: ['customers'], by: ['location'], order: { by: 'customers', direction: 'desc' }, limit: 1 },
  ],
];
