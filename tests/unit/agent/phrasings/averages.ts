/** Means over units of time, and the averages that are none. */
import type { Phrasing } from './phrasing.ts';

export const averages: readonly Phrasing[] = [
  [
    'average daily revenue in May',
    {
      metrics: ['revenue'],
      period: { kind: 'month', month: 5 },
      transform: { kind: 'average_per', grain: 'day' },
    },
  ],
  [
    'average monthly revenue in 2019',
    {
      metrics: ['revenue'],
      period: { kind: 'year', year: 2019 },
      transform: { kind: 'average_per', grain: 'month' },
    },
  ],
  [
    'average number of orders per day in November',
    {
      metrics: ['orders'],
      period: { kind: 'month', month: 11 },
      transform: { kind: 'average_per', grain: 'day' },
    },
  ],
  [
    'how many orders do we get per day on average?',
    { metrics: ['orders'], transform: { kind: 'average_per', grain: 'day' } },
  ],
  ['weekly average of units', { metrics: ['units'], transform: { kind: 'average_per', grain: 'week' } }],
  [
    'average daily revenue by category',
    { metrics: ['revenue'], by: ['category'], transform: { kind: 'average_per', grain: 'day' } },
  ],
  [
    ['revenue in May', 'average per day'],
    {
      metrics: ['revenue'],
      period: { kind: 'month', month: 5 },
      transform: { kind: 'average_per', grain: 'day' },
    },
  ],
  ['orders per day in May', { metrics: ['orders'], grain: 'day', period: { kind: 'month', month: 5 } }],
  ['average order value per day', { metrics: ['average_order_value'], grain: 'day' }],
  ['average revenue per customer', { metrics: ['revenue_per_customer'] }],
  [
    '7-day rolling average of daily revenue',
    { metrics: ['revenue'], grain: 'day', transform: { kind: 'rolling', window: 7 } },
  ],
  ['average daily revenue by month', 'refuse'],
  ['average revenue by month', 'refuse'],
  [
    'average daily revenue per visitor',
    { metrics: ['revenue_per_visitors'], transform: { kind: 'average_per', grain: 'day' } },
  ],
];
