/** Parts of a whole. */
import type { Phrasing } from './phrasing.ts';

export const shares: readonly Phrasing[] = [
  [
    'what share of revenue comes from Nest-USA?',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in', values: ['Nest-USA'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'what percentage of orders came from Chicago',
    {
      metrics: ['orders'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'what proportion of revenue comes from women',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'what percent of orders used a coupon',
    {
      metrics: ['orders'],
      where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'what share of customers are female',
    {
      metrics: ['customers'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'what share of customers are returning in Q4',
    {
      metrics: ['customers'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['Returning'] }],
      period: { kind: 'quarter', quarter: 4 },
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'share of orders with a coupon',
    {
      metrics: ['orders'],
      where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'percentage of orders over $100',
    {
      metrics: ['orders'],
      where: [{ dimension: 'order_value', op: '>', values: ['100'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  ['% of customers who ordered more than once', { metrics: ['repeat_rate'] }],
  [
    "Chicago's share of revenue",
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'Nest-USA share of revenue in Q4',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in', values: ['Nest-USA'] }],
      period: { kind: 'quarter', quarter: 4 },
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'share of Chicago in revenue',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'what share of orders in Chicago comes from Apparel',
    {
      metrics: ['orders'],
      where: [
        { dimension: 'location', op: 'in', values: ['Chicago'] },
        { dimension: 'category', op: 'in', values: ['Apparel'] },
      ],
      transform: { kind: 'share', of: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
    },
  ],
  [
    'what percentage of revenue is from California in Q2',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['California'] }],
      period: { kind: 'quarter', quarter: 2 },
      transform: { kind: 'share', of: [] },
    },
  ],
  ['% of revenue by category', { metrics: ['revenue'], by: ['category'], transform: { kind: 'share' } }],
  ['share of revenue by category', { metrics: ['revenue'], by: ['category'], transform: { kind: 'share' } }],
  ['revenue share by gender', { metrics: ['revenue'], by: ['gender'], transform: { kind: 'share' } }],
  [
    'percentage of revenue by location in Q1',
    {
      metrics: ['revenue'],
      by: ['location'],
      period: { kind: 'quarter', quarter: 1 },
      transform: { kind: 'share' },
    },
  ],
  [
    'share of revenue from Chicago by month',
    {
      metrics: ['revenue'],
      grain: 'month',
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'what share of 2019 revenue was made in December',
    {
      metrics: ['revenue'],
      period: { kind: 'month', month: 12, year: 2019 },
      transform: { kind: 'share', within: { kind: 'year', year: 2019 } },
    },
  ],
  [
    "December's share of the year's revenue",
    {
      metrics: ['revenue'],
      period: { kind: 'month', month: 12 },
      transform: { kind: 'share', within: { kind: 'year', year: 2019 } },
    },
  ],
  [
    "what share of Chicago's 2019 revenue was made in Q4",
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      period: { kind: 'quarter', quarter: 4, year: 2019 },
      transform: { kind: 'share', within: { kind: 'year', year: 2019 } },
    },
  ],
  [
    'what share of revenue was made in December',
    {
      metrics: ['revenue'],
      period: { kind: 'month', month: 12 },
      transform: { kind: 'share', within: { kind: 'all' } },
    },
  ],
  ['share of revenue by month', { metrics: ['revenue'], grain: 'month', transform: { kind: 'share' } }],
  [
    'what percent of orders came from new customers in Q4',
    {
      metrics: ['orders'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['New'] }],
      period: { kind: 'quarter', quarter: 4 },
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'which categories make more than 10% of revenue',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [{ metric: 'share', op: '>', value: 0.1 }],
      transform: { kind: 'share' },
    },
  ],
  [
    'locations that account for at least 20% of orders in Q4',
    {
      metrics: ['orders'],
      by: ['location'],
      having: [{ metric: 'share', op: '>=', value: 0.2 }],
      period: { kind: 'quarter', quarter: 4 },
      transform: { kind: 'share' },
    },
  ],
  [
    'which months made more than 10% of revenue',
    {
      metrics: ['revenue'],
      grain: 'month',
      having: [{ metric: 'share', op: '>', value: 0.1 }],
      transform: { kind: 'share' },
    },
  ],
  ['how much of 2019 revenue was made in December', { asks: ['The amount', 'The share'] }],
  [
    'what share of customers spent more than 1000',
    {
      metrics: ['customers'],
      where: [{ dimension: 'customer_revenue', op: '>', values: ['1000'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  ['share of revenue in December', { asks: ['Of 2019', 'Of all dates'] }],
  ['share of new customers in December', 'refuse'],
  [
    'percentage of Office revenue from women',
    {
      metrics: ['revenue'],
      where: [
        { dimension: 'category', op: 'in', values: ['Office'] },
        { dimension: 'gender', op: 'in', values: ['F'] },
      ],
      transform: { kind: 'share', of: [{ dimension: 'category', op: 'in', values: ['Office'] }] },
    },
  ],
  [
    "Apparel's share of revenue from women",
    {
      metrics: ['revenue'],
      where: [
        { dimension: 'gender', op: 'in', values: ['F'] },
        { dimension: 'category', op: 'in', values: ['Apparel'] },
      ],
      transform: { kind: 'share', of: [{ dimension: 'gender', op: 'in', values: ['F'] }] },
    },
  ],
  ['share of revenue from women in Chicago', 'refuse'],
  // What is named is a part of each group's own, as it is of each month's.
  [
    'what share of revenue comes from women in each location',
    {
      metrics: ['revenue'],
      by: ['location'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'share of revenue from women by location',
    {
      metrics: ['revenue'],
      by: ['location'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      transform: { kind: 'share', of: [] },
    },
  ],
  // Where it is read: all of that divides over the groups.
  [
    'share of revenue in Chicago by category',
    {
      metrics: ['revenue'],
      by: ['category'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      transform: { kind: 'share' },
    },
  ],
  [
    'share of Office revenue by gender',
    {
      metrics: ['revenue'],
      by: ['gender'],
      where: [{ dimension: 'category', op: 'in', values: ['Office'] }],
      transform: { kind: 'share' },
    },
  ],
  ['share of each location in units', { metrics: ['units'], by: ['location'], transform: { kind: 'share' } }],
  [
    'revenue share of each category',
    { metrics: ['revenue'], by: ['category'], transform: { kind: 'share' } },
  ],
];
