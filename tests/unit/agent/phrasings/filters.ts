/** Which rows. */
import type { Phrasing } from './phrasing.ts';

export const filters: readonly Phrasing[] = [
  [
    'gross sales for Apparel in Q4',
    {
      metrics: ['gross_sales'],
      where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }],
      period: { kind: 'quarter', quarter: 4 },
    },
  ],
  [
    'revenue from Chicago last quarter',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      period: { kind: 'calendar', unit: 'quarter', offset: -1 },
    },
  ],
  [
    'revenue excluding California in 2019',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'not_in', values: ['California'] }],
      period: { kind: 'year', year: 2019 },
    },
  ],
  [
    'revenue from Chicago and New York',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago', 'New York'] }] },
  ],
  [
    'revenue from Chicago or New York',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago', 'New York'] }] },
  ],
  [
    'revenue from Chicago plus New York',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago', 'New York'] }] },
  ],
  [
    'revenue from Chicago, New York and New Jersey in Q2',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago', 'New York', 'New Jersey'] }],
      period: { kind: 'quarter', quarter: 2 },
    },
  ],
  [
    'revenue not from Chicago',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'not_in', values: ['Chicago'] }] },
  ],
  [
    'revenue outside of California',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'not_in', values: ['California'] }] },
  ],
  [
    'revenue without Apparel',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'not_in', values: ['Apparel'] }] },
  ],
  [
    'sales except Nest and Nest-USA',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'not_in', values: ['Nest', 'Nest-USA'] }] },
  ],
  [
    'orders from everywhere except California',
    { metrics: ['orders'], where: [{ dimension: 'location', op: 'not_in', values: ['California'] }] },
  ],
  [
    'revenue in May except Chicago without Nest',
    {
      metrics: ['revenue'],
      where: [
        { dimension: 'location', op: 'not_in', values: ['Chicago'] },
        { dimension: 'category', op: 'not_in', values: ['Nest'] },
      ],
      period: { kind: 'month', month: 5 },
    },
  ],
  [
    'revenue in November for Apparel and Office excluding Chicago',
    {
      metrics: ['revenue'],
      where: [
        { dimension: 'category', op: 'in', values: ['Apparel', 'Office'] },
        { dimension: 'location', op: 'not_in', values: ['Chicago'] },
      ],
      period: { kind: 'month', month: 11 },
    },
  ],
  [
    'only Chicago revenue',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
  ],
  [
    'Chicago only revenue',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
  ],
  [
    'Chicago revenue',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
  ],
  ['Nest revenue', { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Nest'] }] }],
  [
    'nest usa revenue',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Nest-USA'] }] },
  ],
  [
    'revenue for Nest-Canada',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Nest-Canada'] }] },
  ],
  [
    'notebooks and journals revenue',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Notebooks & Journals'] }] },
  ],
  [
    'revenue in the Apparel category',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }] },
  ],
  [
    'revenue for category Apparel',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }] },
  ],
  [
    'revenue from Chicago customers',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }] },
  ],
  [
    'how many female customers ordered in August?',
    {
      metrics: ['customers'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      period: { kind: 'month', month: 8 },
    },
  ],
  [
    'revenue from male customers',
    { metrics: ['revenue'], where: [{ dimension: 'gender', op: 'in', values: ['M'] }] },
  ],
  ['revenue from men', { metrics: ['revenue'], where: [{ dimension: 'gender', op: 'in', values: ['M'] }] }],
  ["women's revenue", { metrics: ['revenue'], where: [{ dimension: 'gender', op: 'in', values: ['F'] }] }],
  ['orders by women', { metrics: ['orders'], where: [{ dimension: 'gender', op: 'in', values: ['F'] }] }],
  [
    'revenue from women in Chicago',
    {
      metrics: ['revenue'],
      where: [
        { dimension: 'gender', op: 'in', values: ['F'] },
        { dimension: 'location', op: 'in', values: ['Chicago'] },
      ],
    },
  ],
  [
    'how many men bought in March',
    {
      metrics: ['customers'],
      where: [{ dimension: 'gender', op: 'in', values: ['M'] }],
      period: { kind: 'month', month: 3 },
    },
  ],
  [
    'how many women ordered Apparel',
    {
      metrics: ['customers'],
      where: [
        { dimension: 'gender', op: 'in', values: ['F'] },
        { dimension: 'category', op: 'in', values: ['Apparel'] },
      ],
    },
  ],
  [
    'how many customers are from New Jersey',
    { metrics: ['customers'], where: [{ dimension: 'location', op: 'in', values: ['New Jersey'] }] },
  ],
  [
    'how many Nest-USA did we sell in May',
    {
      metrics: ['units'],
      where: [{ dimension: 'category', op: 'in', values: ['Nest-USA'] }],
      period: { kind: 'month', month: 5 },
    },
  ],
  [
    'how many units of Drinkware were sold in June',
    {
      metrics: ['units'],
      where: [{ dimension: 'category', op: 'in', values: ['Drinkware'] }],
      period: { kind: 'month', month: 6 },
    },
  ],
  [
    'how many Maze Pens did we sell',
    { metrics: ['units'], where: [{ dimension: 'product', op: 'in', values: ['Maze Pen'] }] },
  ],
  [
    'revenue from Maze Pen',
    { metrics: ['revenue'], where: [{ dimension: 'product', op: 'in', values: ['Maze Pen'] }] },
  ],
  [
    'revenue from customer 15311',
    { metrics: ['revenue'], where: [{ dimension: 'customer', op: 'in', values: ['15311'] }] },
  ],
  ['revenue from new customers', { metrics: ['new_customer_revenue'] }],
  [
    'orders from new customers in June',
    {
      metrics: ['orders'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['New'] }],
      period: { kind: 'month', month: 6 },
    },
  ],
  [
    'AOV of returning customers',
    {
      metrics: ['average_order_value'],
      where: [{ dimension: 'customer_type', op: 'in', values: ['Returning'] }],
    },
  ],
  [
    'orders with coupon used',
    { metrics: ['orders'], where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }] },
  ],
  [
    'orders with coupons',
    { metrics: ['orders'], where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }] },
  ],
  [
    'how many orders used a coupon in May?',
    {
      metrics: ['orders'],
      where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }],
      period: { kind: 'month', month: 5 },
    },
  ],
  [
    'orders where coupon status is clicked',
    { metrics: ['orders'], where: [{ dimension: 'coupon_status', op: 'in', values: ['Clicked'] }] },
  ],
  [
    'orders with coupon code SALE20',
    { metrics: ['orders'], where: [{ dimension: 'coupon_code', op: 'in', values: ['SALE20'] }] },
  ],
  [
    'revenue on weekends',
    { metrics: ['revenue'], where: [{ dimension: 'weekend', op: 'in', values: ['Weekend'] }] },
  ],
  [
    'orders on Mondays',
    { metrics: ['orders'], where: [{ dimension: 'weekday', op: 'in', values: ['Monday'] }] },
  ],
  [
    'how many orders were made by men in July',
    {
      metrics: ['orders'],
      where: [{ dimension: 'gender', op: 'in', values: ['M'] }],
      period: { kind: 'month', month: 7 },
    },
  ],
  [
    'orders containing Apparel',
    { metrics: ['orders'], where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }] },
  ],
  [
    'how many customers bought Nest-USA or Apparel',
    { metrics: ['customers'], where: [{ dimension: 'category', op: 'in', values: ['Nest-USA', 'Apparel'] }] },
  ],
  [
    'number of customers who bought Nest-USA in November',
    {
      metrics: ['customers'],
      where: [{ dimension: 'category', op: 'in', values: ['Nest-USA'] }],
      period: { kind: 'month', month: 11 },
    },
  ],
  [
    'revenue by month, location Chicago',
    {
      metrics: ['revenue'],
      grain: 'month',
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
    },
  ],
  [
    'orders weekday Monday',
    { metrics: ['orders'], where: [{ dimension: 'weekday', op: 'in', values: ['Monday'] }] },
  ],
  [
    'revenue when coupons were clicked',
    { metrics: ['revenue'], where: [{ dimension: 'coupon_status', op: 'in', values: ['Clicked'] }] },
  ],
  [
    'revenue from customer 17850',
    { metrics: ['revenue'], where: [{ dimension: 'customer', op: 'in', values: ['17850'] }] },
  ],
  [
    'orders of customer 12748 in 2019',
    {
      metrics: ['orders'],
      where: [{ dimension: 'customer', op: 'in', values: ['12748'] }],
      period: { kind: 'year', year: 2019 },
    },
  ],
  [
    'revenue of customers 17850 and 12748',
    { metrics: ['revenue'], where: [{ dimension: 'customer', op: 'in', values: ['17850', '12748'] }] },
  ],
  ['revenue from customer 99999', 'refuse'],
  ['revenue from 17850', 'refuse'],
  [
    'customers with revenue over 17850',
    { metrics: ['revenue'], by: ['customer'], having: [{ metric: 'revenue', op: '>', value: 17_850 }] },
  ],
  [
    'revenue by customer 2019',
    { metrics: ['revenue'], by: ['customer'], period: { kind: 'year', year: 2019 } },
  ],
];
