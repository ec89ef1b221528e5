/** A number split by one or two things. */
import type { Phrasing } from './phrasing.ts';

export const breakdowns: readonly Phrasing[] = [
  ['revenue by location', { metrics: ['revenue'], by: ['location'] }],
  [
    "What's the average order value by product category?",
    { metrics: ['average_order_value'], by: ['category'] },
  ],
  ['sales for each category', { metrics: ['revenue'], by: ['category'] }],
  ['revenue per location', { metrics: ['revenue'], by: ['location'] }],
  ['orders split by gender', { metrics: ['orders'], by: ['gender'] }],
  ['revenue broken down by category', { metrics: ['revenue'], by: ['category'] }],
  ['breakdown of revenue by category', { metrics: ['revenue'], by: ['category'] }],
  ['revenue breakdown by category', { metrics: ['revenue'], by: ['category'] }],
  ['revenue across locations', { metrics: ['revenue'], by: ['location'] }],
  ['category-wise revenue', { metrics: ['revenue'], by: ['category'] }],
  ['month wise sales', { metrics: ['revenue'], grain: 'month' }],
  ['revenue by city', { metrics: ['revenue'], by: ['location'] }],
  ['revenue for each of our locations', { metrics: ['revenue'], by: ['location'] }],
  ['orders by coupon status', { metrics: ['orders'], by: ['coupon_status'] }],
  ['orders by coupon code', { metrics: ['orders'], by: ['coupon_code'] }],
  ['orders by day of the week', { metrics: ['orders'], by: ['weekday'] }],
  ['orders by weekday', { metrics: ['orders'], by: ['weekday'] }],
  ['orders by weekday vs weekend', { metrics: ['orders'], by: ['weekend'] }],
  ['revenue by customer type', { metrics: ['revenue'], by: ['customer_type'] }],
  ['customers by location', { metrics: ['customers'], by: ['location'] }],
  ['how many customers per location', { metrics: ['customers'], by: ['location'] }],
  ['revenue by category and month', { metrics: ['revenue'], by: ['category'], grain: 'month' }],
  ['revenue by gender and location', { metrics: ['revenue'], by: ['gender', 'location'] }],
  ['revenue by month and gender', { metrics: ['revenue'], by: ['gender'], grain: 'month' }],
  [
    'revenue, orders and AOV by location',
    { metrics: ['revenue', 'orders', 'average_order_value'], by: ['location'] },
  ],
  ['revenue per customer by location', { metrics: ['revenue_per_customer'], by: ['location'] }],
  ['average number of items per order by category', { metrics: ['units_per_order'], by: ['category'] }],
  ['spend by channel', { metrics: ['spend'], by: ['channel'] }],
  ['online and offline spend', { metrics: ['spend'], by: ['channel'] }],
  ['online and offline spend by month', { metrics: ['spend'], by: ['channel'], grain: 'month' }],
  ['new vs returning customers', { metrics: ['customers'], by: ['customer_type'] }],
  [
    'how many men and women bought in May',
    { metrics: ['customers'], by: ['gender'], period: { kind: 'month', month: 5 } },
  ],
  ['where do our customers come from', { metrics: ['customers'], by: ['location'] }],
  ['categories and their revenue', { metrics: ['revenue'], by: ['category'] }],
  ['bar chart of revenue by category', { metrics: ['revenue'], by: ['category'], view: 'chart' }],
  [
    'revenue by product category and coupon status in Q3 2019 as a chart',
    {
      metrics: ['revenue'],
      by: ['category', 'coupon_status'],
      period: { kind: 'quarter', quarter: 3, year: 2019 },
      view: 'chart',
    },
  ],
  // One value of its own axis is a number, not a ranking.
  [
    'revenue by location in Chicago',
    {
      metrics: ['revenue'],
      by: ['location'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
    },
  ],
  ['top 5 locations by revenue in Chicago', 'refuse'],
  [
    'revenue by location in Chicago and California',
    {
      metrics: ['revenue'],
      by: ['location'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago', 'California'] }],
    },
  ],
  // Every customer is one customer.
  ['revenue by customer', { metrics: ['revenue'], by: ['customer'] }],
  ['revenue by men and women', { metrics: ['revenue'], by: ['gender'] }],
];
