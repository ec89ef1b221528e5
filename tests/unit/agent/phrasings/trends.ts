/** A number over time. */
import type { Phrasing } from './phrasing.ts';

export const trends: readonly Phrasing[] = [
  ['monthly revenue in 2019', { metrics: ['revenue'], grain: 'month', period: { kind: 'year', year: 2019 } }],
  ['REVENUE BY MONTH', { metrics: ['revenue'], grain: 'month' }],
  [
    'revenue per month in 2019',
    { metrics: ['revenue'], grain: 'month', period: { kind: 'year', year: 2019 } },
  ],
  ['revenue over time', { metrics: ['revenue'], grain: 'month' }],
  ['revenue trend', { metrics: ['revenue'], grain: 'month' }],
  ['trend of orders', { metrics: ['orders'], grain: 'month' }],
  [
    'show me the trend of orders in May',
    { metrics: ['orders'], grain: 'day', period: { kind: 'month', month: 5 } },
  ],
  ['daily orders in March', { metrics: ['orders'], grain: 'day', period: { kind: 'month', month: 3 } }],
  ['orders per day in December', { metrics: ['orders'], grain: 'day', period: { kind: 'month', month: 12 } }],
  ['weekly revenue in Q4', { metrics: ['revenue'], grain: 'week', period: { kind: 'quarter', quarter: 4 } }],
  ['quarterly sales', { metrics: ['revenue'], grain: 'quarter' }],
  ['orders by quarter', { metrics: ['orders'], grain: 'quarter' }],
  ['revenue each month', { metrics: ['revenue'], grain: 'month' }],
  [
    'revenue for each week in May',
    { metrics: ['revenue'], grain: 'week', period: { kind: 'month', month: 5 } },
  ],
  ['month by month revenue', { metrics: ['revenue'], grain: 'month' }],
  ['how has revenue developed over time', { metrics: ['revenue'], grain: 'month' }],
  [
    'number of orders by month for Chicago',
    {
      metrics: ['orders'],
      grain: 'month',
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
    },
  ],
  [
    'monthly orders for Apparel in 2019',
    {
      metrics: ['orders'],
      grain: 'month',
      where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }],
      period: { kind: 'year', year: 2019 },
    },
  ],
  ['new customers by month', { metrics: ['new_customers'], grain: 'month' }],
  ['ROAS by month', { metrics: ['roas'], grain: 'month' }],
  ['AOV by month', { metrics: ['average_order_value'], grain: 'month' }],
  ['spend by week in Q2', { metrics: ['spend'], grain: 'week', period: { kind: 'quarter', quarter: 2 } }],
  ['plot revenue by week', { metrics: ['revenue'], grain: 'week', view: 'chart' }],
  ['chart of orders by month', { metrics: ['orders'], grain: 'month', view: 'chart' }],
  ['show me a graph of monthly revenue', { metrics: ['revenue'], grain: 'month', view: 'chart' }],
  ['revenue and orders by month', { metrics: ['revenue', 'orders'], grain: 'month' }],
  ['orders vs revenue by month', { metrics: ['orders', 'revenue'], grain: 'month' }],
  ['revenue by month as a table', { metrics: ['revenue'], grain: 'month', view: 'table' }],
];
