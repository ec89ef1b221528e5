/** Running figures. */
import type { Phrasing } from './phrasing.ts';

export const series: readonly Phrasing[] = [
  [
    'cumulative revenue by month',
    { metrics: ['revenue'], grain: 'month', transform: { kind: 'cumulative' } },
  ],
  ['cumulative revenue', { metrics: ['revenue'], grain: 'month', transform: { kind: 'cumulative' } }],
  [
    'cumulative orders by week in Q1',
    {
      metrics: ['orders'],
      grain: 'week',
      period: { kind: 'quarter', quarter: 1 },
      transform: { kind: 'cumulative' },
    },
  ],
  [
    'running total of orders in 2019',
    {
      metrics: ['orders'],
      grain: 'month',
      period: { kind: 'year', year: 2019 },
      transform: { kind: 'cumulative' },
    },
  ],
  [
    'running total of revenue by day in March',
    {
      metrics: ['revenue'],
      grain: 'day',
      period: { kind: 'month', month: 3 },
      transform: { kind: 'cumulative' },
    },
  ],
  [
    '7 day rolling average of revenue',
    { metrics: ['revenue'], grain: 'day', transform: { kind: 'rolling', window: 7 } },
  ],
  [
    '7-day moving average of orders in December',
    {
      metrics: ['orders'],
      grain: 'day',
      period: { kind: 'month', month: 12 },
      transform: { kind: 'rolling', window: 7 },
    },
  ],
  [
    '30-day moving average of revenue',
    { metrics: ['revenue'], grain: 'day', transform: { kind: 'rolling', window: 30 } },
  ],
  [
    '4 week rolling average of orders',
    { metrics: ['orders'], grain: 'week', transform: { kind: 'rolling', window: 4 } },
  ],
  [
    '3 month rolling average of revenue',
    { metrics: ['revenue'], grain: 'month', transform: { kind: 'rolling', window: 3 } },
  ],
  [
    'rolling average of revenue over 7 days',
    { metrics: ['revenue'], grain: 'day', transform: { kind: 'rolling', window: 7 } },
  ],
  [
    'month over month revenue growth',
    { metrics: ['revenue'], grain: 'month', transform: { kind: 'growth' } },
  ],
  ['revenue growth by month', { metrics: ['revenue'], grain: 'month', transform: { kind: 'growth' } }],
  ['monthly growth of orders', { metrics: ['orders'], grain: 'month', transform: { kind: 'growth' } }],
  [
    'revenue growth month over month in 2019',
    {
      metrics: ['revenue'],
      grain: 'month',
      period: { kind: 'year', year: 2019 },
      transform: { kind: 'growth' },
    },
  ],
  ['quarter over quarter revenue', { metrics: ['revenue'], grain: 'quarter', transform: { kind: 'growth' } }],
  [
    'rolling average of revenue over 30 days',
    { metrics: ['revenue'], grain: 'day', transform: { kind: 'rolling', window: 30 } },
  ],
];
