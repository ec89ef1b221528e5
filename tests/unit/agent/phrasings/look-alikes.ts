/** Known words in a place where they mean something else: each with a twin that is what it looks like. */
import type { Phrasing } from './phrasing.ts';

export const lookAlikes: readonly Phrasing[] = [
  ["revenue in Dec '19", { metrics: ['revenue'], period: { kind: 'month', month: 12, year: 2019 } }],
  ['revenue on Dec 19', { metrics: ['revenue'], period: { kind: 'day', month: 12, day: 19 } }],
  ["Q4'19 revenue", { metrics: ['revenue'], period: { kind: 'quarter', quarter: 4, year: 2019 } }],
  ['revenue Q4 19', { metrics: ['revenue'], period: { kind: 'quarter', quarter: 4, year: 2019 } }],
  ['revenue in Q4 10 products', 'refuse'],

  ['repeat orders in Q4', { asks: ['Orders from returning customers'] }],
  ['repeat units in May', { asks: ['Units sold from returning customers'] }],
  ['repeat customers in May', { metrics: ['repeat_customers'], period: { kind: 'month', month: 5 } }],
  [
    ['revenue in Q4', 'repeat that for Q3'],
    { metrics: ['revenue'], period: { kind: 'quarter', quarter: 3 } },
  ],

  ['how many customers bought only Apparel in May', 'refuse'],
  ['customers who bought only Apparel in Q4', 'refuse'],
  ['how many customers bought Apparel only', 'refuse'],
  [
    'orders for Apparel only',
    { metrics: ['orders'], where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }] },
  ],

  ['orders with Apparel and Nest-USA', { asks: ['Either of them'] }],
  [
    'orders with Apparel or Nest-USA',
    { metrics: ['orders'], where: [{ dimension: 'category', op: 'in', values: ['Apparel', 'Nest-USA'] }] },
  ],
  [
    'revenue with Apparel and Nest-USA',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Apparel', 'Nest-USA'] }] },
  ],

  [
    'categories with a discount rate over 10%',
    {
      metrics: ['discount_rate'],
      by: ['category'],
      having: [{ metric: 'discount_rate', op: '>', value: 0.1 }],
    },
  ],

  ['growth of revenue by month', { metrics: ['revenue'], grain: 'month', transform: { kind: 'growth' } }],

  [
    'revenue divided by customers in May',
    { metrics: ['revenue_per_customer'], period: { kind: 'month', month: 5 } },
  ],
  ['revenue divided by orders', { metrics: ['average_order_value'] }],
  ['units divided by customers', { metrics: ['units_per_customer'] }],
  ['discount divided by customers', { metrics: ['discount_per_customers'] }],
  ['revenue divided by category', { metrics: ['revenue'], by: ['category'] }],

  ['units on order', 'refuse'],
  [
    'units on Sunday',
    { metrics: ['units'], where: [{ dimension: 'weekday', op: 'in', values: ['Sunday'] }] },
  ],

  ['customers with income over 50000', 'refuse'],
  ['customers by income', 'refuse'],
  ['income by month', { metrics: ['revenue'], grain: 'month' }],
  [
    'customers by revenue',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' } },
  ],

  ['revenue rank of Chicago among US cities', 'refuse'],
  ['rank of Chicago by revenue', 'refuse'],
  ['revenue by location among US cities', 'refuse'],
  [
    'rank locations by revenue',
    { metrics: ['revenue'], by: ['location'], order: { by: 'revenue', direction: 'desc' } },
  ],

  [
    'areas with the most women',
    {
      metrics: ['customers'],
      by: ['location'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      order: { by: 'customers', direction: 'desc' },
    },
  ],
  ['areas with the most men over 40', 'refuse'],
  [
    'areas with the most revenue from women',
    {
      metrics: ['revenue'],
      by: ['location'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      order: { by: 'revenue', direction: 'desc' },
    },
  ],

  ['average basket size', { asks: ['Average order value', 'Units per order'] }],
  ['basket size in May', { asks: ['Average order value', 'Units per order'] }],
  ['basket value in May', { metrics: ['average_order_value'], period: { kind: 'month', month: 5 } }],

  ['revenue in Augusta', { asks: ['August'] }],
  ['revenue in Auguts', { metrics: ['revenue'], period: { kind: 'month', month: 8 } }],
  ['revenue from Housewives', { asks: ['Housewares'] }],
  [
    'revenue from Houseware',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Housewares'] }] },
  ],

  ['refund customer 12748', 'refuse'],
  [
    'orders of customer 12748',
    { metrics: ['orders'], where: [{ dimension: 'customer', op: 'in', values: ['12748'] }] },
  ],
];
