/** The words of people who market: budgets, returns, currencies, the busiest day, one of a ranking. */
import type { Phrasing } from './phrasing.ts';

const MAY = { kind: 'month', month: 5 } as const;
const DESCENDING = { by: 'revenue', direction: 'desc' } as const;

export const marketersWords: readonly Phrasing[] = [
  ['ad budget spent in May', { metrics: ['spend'], period: MAY }],
  ["what is next month's ad budget", 'refuse'],
  ['what did we turn over in May', { metrics: ['revenue'], period: MAY }],
  ['net revenue after returns in May', { metrics: ['revenue'], period: MAY }],
  ['how many orders did we issue in May', { metrics: ['orders'], period: MAY }],
  ['how many customers have we got in total', { metrics: ['customers'] }],
  // Goods come back in money or in pieces; customers who return are others.
  ['how much was returned in May', { asks: ['Value of returns', 'Units returned'] }],
  ['most returned product', { asks: ['Value of returns', 'Units returned'] }],
  // The shop's amounts are dollars.
  ['revenue in dollars in May', { metrics: ['revenue'], period: MAY }],
  ['revenue in USD', { metrics: ['revenue'] }],
  ['revenue in euros in May', 'refuse'],
  ['revenue in May in EUR', 'refuse'],
  [
    'tax paid by women in May',
    { metrics: ['tax'], where: [{ dimension: 'gender', op: 'in', values: ['F'] }], period: MAY },
  ],
  // One of a ranking shows in the ranking; there are too many products to list.
  ['where does Chicago rank by revenue', { metrics: ['revenue'], by: ['location'], order: DESCENDING }],
  [
    'where does Nest rank among categories by units',
    { metrics: ['units'], by: ['category'], order: { by: 'units', direction: 'desc' } },
  ],
  [
    'revenue on the busiest day',
    { metrics: ['orders', 'revenue'], grain: 'day', order: { by: 'orders', direction: 'desc' }, limit: 1 },
  ],
  ['revenue in the best month', { metrics: ['revenue'], grain: 'month', order: DESCENDING, limit: 1 }],
  ['orders on the best', 'refuse'],
  [
    'top 5 Drinkware by revenue',
    {
      metrics: ['revenue'],
      by: ['product'],
      where: [{ dimension: 'category', op: 'in', values: ['Drinkware'] }],
      order: DESCENDING,
      limit: 5,
    },
  ],
  ['top 5 Chicago by revenue', 'refuse'],
  [
    'revenue new vs returning customers by month',
    { metrics: ['revenue'], by: ['customer_type'], grain: 'month' },
  ],
  [
    'how much did we spend on marketing per new customer in May',
    { metrics: ['customer_acquisition_cost'], period: MAY },
  ],
  // Along weeks, two months in a row are one stretch of time.
  [
    'weekly orders for November and December',
    { metrics: ['orders'], grain: 'week', period: { kind: 'months', fromMonth: 11, toMonth: 12 } },
  ],
  ['orders in November and December', { asks: ['Together', 'Side by side'] }],
  [
    ['revenue by location in May', 'share of each'],
    { metrics: ['revenue'], by: ['location'], period: MAY, transform: { kind: 'share' } },
  ],
  ['what dimensions can I break sales down by', { tool: 'capabilities', args: {} }],
  ['what columns does my data have', { tool: 'capabilities', args: {} }],
  ['most refunded category', { asks: ['Value of returns', 'Units returned'] }],
  ['how many invoices in May', { metrics: ['orders'], period: MAY }],
  [
    'revenue in calendar week 12',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-03-18', to: '2019-03-24' } },
  ],
  [
    'revenue in May vs the same period last month',
    { metrics: ['revenue'], period: MAY, compareTo: { kind: 'previous' } },
  ],
  [
    ['orders by location in December', 'vs November', 'only the ones that grew'],
    {
      metrics: ['orders'],
      by: ['location'],
      having: [{ metric: 'difference', op: '>', value: 0 }],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 12 },
          { kind: 'month', month: 11 },
        ],
      },
    },
  ],
];
