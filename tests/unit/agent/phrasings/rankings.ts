/** First and last. */
import type { Phrasing } from './phrasing.ts';

export const rankings: readonly Phrasing[] = [
  [
    'Show me top 10 customers by revenue',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 10 },
  ],
  [
    'top ten customers by revenue',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 10 },
  ],
  [
    'top 5 products by units sold in December',
    {
      metrics: ['units'],
      by: ['product'],
      period: { kind: 'month', month: 12 },
      order: { by: 'units', direction: 'desc' },
      limit: 5,
    },
  ],
  [
    'bottom 3 categories by revenue',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'asc' }, limit: 3 },
  ],
  [
    'the 3 lowest categories in revenue',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'asc' }, limit: 3 },
  ],
  [
    '5 best categories by orders',
    { metrics: ['orders'], by: ['category'], order: { by: 'orders', direction: 'desc' }, limit: 5 },
  ],
  [
    'worst 3 months for revenue',
    { metrics: ['revenue'], grain: 'month', order: { by: 'revenue', direction: 'asc' }, limit: 3 },
  ],
  [
    'top customers',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 10 },
  ],
  [
    'best customers',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 10 },
  ],
  [
    'biggest customers in Chicago',
    {
      metrics: ['revenue'],
      by: ['customer'],
      where: [{ dimension: 'location', op: 'in', values: ['Chicago'] }],
      order: { by: 'revenue', direction: 'desc' },
      limit: 10,
    },
  ],
  [
    'who are our biggest customers?',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 10 },
  ],
  [
    'who is our best customer?',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 1 },
  ],
  [
    'who spent the most in December',
    {
      metrics: ['revenue'],
      by: ['customer'],
      period: { kind: 'month', month: 12 },
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'top customers in Q4 by orders',
    {
      metrics: ['orders'],
      by: ['customer'],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'orders', direction: 'desc' },
      limit: 10,
    },
  ],
  [
    'top 5 female customers by revenue',
    {
      metrics: ['revenue'],
      by: ['customer'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      order: { by: 'revenue', direction: 'desc' },
      limit: 5,
    },
  ],
  [
    'top 5 locations',
    { metrics: ['revenue'], by: ['location'], order: { by: 'revenue', direction: 'desc' }, limit: 5 },
  ],
  [
    'top 5 Apparel products by revenue',
    {
      metrics: ['revenue'],
      by: ['product'],
      where: [{ dimension: 'category', op: 'in', values: ['Apparel'] }],
      order: { by: 'revenue', direction: 'desc' },
      limit: 5,
    },
  ],
  [
    'top 5 products in Nest-USA by units',
    {
      metrics: ['units'],
      by: ['product'],
      where: [{ dimension: 'category', op: 'in', values: ['Nest-USA'] }],
      order: { by: 'units', direction: 'desc' },
      limit: 5,
    },
  ],
  [
    'which location has the most customers?',
    { metrics: ['customers'], by: ['location'], order: { by: 'customers', direction: 'desc' }, limit: 1 },
  ],
  [
    'which location has the fewest orders',
    { metrics: ['orders'], by: ['location'], order: { by: 'orders', direction: 'asc' }, limit: 1 },
  ],
  [
    'which category has the highest revenue?',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'desc' }, limit: 1 },
  ],
  [
    'which category had the lowest sales in May',
    {
      metrics: ['revenue'],
      by: ['category'],
      period: { kind: 'month', month: 5 },
      order: { by: 'revenue', direction: 'asc' },
      limit: 1,
    },
  ],
  [
    'the category with the lowest revenue',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'asc' }, limit: 1 },
  ],
  [
    'category with most orders in December',
    {
      metrics: ['orders'],
      by: ['category'],
      period: { kind: 'month', month: 12 },
      order: { by: 'orders', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'highest AOV category',
    {
      metrics: ['average_order_value'],
      by: ['category'],
      order: { by: 'average_order_value', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'best location for AOV',
    {
      metrics: ['average_order_value'],
      by: ['location'],
      order: { by: 'average_order_value', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'which month had the highest revenue?',
    { metrics: ['revenue'], grain: 'month', order: { by: 'revenue', direction: 'desc' }, limit: 1 },
  ],
  [
    'what was our best month?',
    { metrics: ['revenue'], grain: 'month', order: { by: 'revenue', direction: 'desc' }, limit: 1 },
  ],
  [
    'best month for orders',
    { metrics: ['orders'], grain: 'month', order: { by: 'orders', direction: 'desc' }, limit: 1 },
  ],
  [
    'which quarter had the highest sales',
    { metrics: ['revenue'], grain: 'quarter', order: { by: 'revenue', direction: 'desc' }, limit: 1 },
  ],
  [
    'which day had the most orders?',
    { metrics: ['orders'], grain: 'day', order: { by: 'orders', direction: 'desc' }, limit: 1 },
  ],
  [
    'which weekday has the most orders',
    { metrics: ['orders'], by: ['weekday'], order: { by: 'orders', direction: 'desc' }, limit: 1 },
  ],
  [
    'What was the best day in November by revenue?',
    {
      metrics: ['revenue'],
      grain: 'day',
      period: { kind: 'month', month: 11 },
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'top 3 months by orders',
    { metrics: ['orders'], grain: 'month', order: { by: 'orders', direction: 'desc' }, limit: 3 },
  ],
  [
    'worst performing category',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'asc' }, limit: 1 },
  ],
  [
    'which products sold the most units in December?',
    {
      metrics: ['units'],
      by: ['product'],
      period: { kind: 'month', month: 12 },
      order: { by: 'units', direction: 'desc' },
    },
  ],
  [
    'top selling products by revenue',
    { metrics: ['revenue'], by: ['product'], order: { by: 'revenue', direction: 'desc' } },
  ],
  [
    'which location sells best by units',
    { metrics: ['units'], by: ['location'], order: { by: 'units', direction: 'desc' }, limit: 1 },
  ],
  [
    'which product made the most money',
    { metrics: ['revenue'], by: ['product'], order: { by: 'revenue', direction: 'desc' }, limit: 1 },
  ],
  [
    'which customer placed the most orders',
    { metrics: ['orders'], by: ['customer'], order: { by: 'orders', direction: 'desc' }, limit: 1 },
  ],
  [
    'What are the top three coupon codes by orders?',
    { metrics: ['orders'], by: ['coupon_code'], order: { by: 'orders', direction: 'desc' }, limit: 3 },
  ],
  [
    'list the categories by revenue',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'desc' } },
  ],
  [
    'rank locations by AOV',
    {
      metrics: ['average_order_value'],
      by: ['location'],
      order: { by: 'average_order_value', direction: 'desc' },
    },
  ],
  [
    'categories ranked by units',
    { metrics: ['units'], by: ['category'], order: { by: 'units', direction: 'desc' } },
  ],
  [
    'sort categories by revenue ascending',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'asc' } },
  ],
  [
    'revenue by category, highest first',
    { metrics: ['revenue'], by: ['category'], order: { by: 'revenue', direction: 'desc' } },
  ],
  [
    'which category has the largest share of revenue',
    {
      metrics: ['revenue'],
      by: ['category'],
      transform: { kind: 'share' },
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'which month had the highest revenue growth',
    {
      metrics: ['revenue'],
      grain: 'month',
      transform: { kind: 'growth' },
      order: { by: 'growth', direction: 'desc' },
      limit: 1,
    },
  ],
  [
    'Which 3 products sold the most units in 2019?',
    {
      metrics: ['units'],
      by: ['product'],
      period: { kind: 'year', year: 2019 },
      order: { by: 'units', direction: 'desc' },
      limit: 3,
    },
  ],
  [
    'who are our top 5 spenders',
    { metrics: ['revenue'], by: ['customer'], order: { by: 'revenue', direction: 'desc' }, limit: 5 },
  ],
  [
    'which locations have the highest AOV',
    {
      metrics: ['average_order_value'],
      by: ['location'],
      order: { by: 'average_order_value', direction: 'desc' },
    },
  ],
  [
    'top 3 locations by number of customers',
    { metrics: ['customers'], by: ['location'], order: { by: 'customers', direction: 'desc' }, limit: 3 },
  ],
  [
    'what is the worst month for sales',
    { metrics: ['revenue'], grain: 'month', order: { by: 'revenue', direction: 'asc' }, limit: 1 },
  ],
];
