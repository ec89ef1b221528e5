/** Two things named, and which is the greater. */
import type { Phrasing } from './phrasing.ts';

export const eitherOr: readonly Phrasing[] = [
  [
    'is aov higher for men or women',
    {
      metrics: ['average_order_value'],
      compareTo: { kind: 'values', dimension: 'gender', values: ['M', 'F'] },
    },
  ],
  [
    'Which was better for revenue, July or August?',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 7 },
          { kind: 'month', month: 8 },
        ],
      },
    },
  ],
  [
    'which had more orders, Q1 or Q2',
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 1 },
          { kind: 'quarter', quarter: 2 },
        ],
      },
    },
  ],
  [
    'which had the most orders: Q1, Q2 or Q3',
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 1 },
          { kind: 'quarter', quarter: 2 },
          { kind: 'quarter', quarter: 3 },
        ],
      },
    },
  ],
  [
    'who spends more, men or women?',
    { metrics: ['revenue'], compareTo: { kind: 'values', dimension: 'gender', values: ['M', 'F'] } },
  ],
  [
    'do women spend more than men?',
    { metrics: ['revenue'], compareTo: { kind: 'values', dimension: 'gender', values: ['F', 'M'] } },
  ],
  [
    'was revenue from women higher in Q1 or in Q2',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 1 },
          { kind: 'quarter', quarter: 2 },
        ],
      },
    },
  ],
  [
    'which is better for revenue, Chicago or California',
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California'] },
    },
  ],
  ['did we sell more in July or in August?', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['revenue in July or August', 'refuse'],
  ['more revenue', 'refuse'],
  ['which is better', 'refuse'],
  [
    'did new or returning customers bring in more revenue in Q4?',
    { metrics: ['revenue'], by: ['customer_type'], period: { kind: 'quarter', quarter: 4 } },
  ],
  [
    'Bags or Headgear, which sold more units?',
    {
      metrics: ['units'],
      compareTo: { kind: 'values', dimension: 'category', values: ['Bags', 'Headgear'] },
    },
  ],
  [
    'Chicago or California: who has the higher aov',
    {
      metrics: ['average_order_value'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California'] },
    },
  ],
];
