/** Everyday turns of phrase around a number. */
import type { Phrasing } from './phrasing.ts';

export const everyday: readonly Phrasing[] = [
  [
    'orders worth more than 500 in December',
    {
      metrics: ['orders'],
      where: [{ dimension: 'order_value', op: '>', values: ['500'] }],
      period: { kind: 'month', month: 12 },
    },
  ],
  [
    'customers worth more than 5000',
    { metrics: ['revenue'], by: ['customer'], having: [{ metric: 'revenue', op: '>', value: 5000 }] },
  ],
  [
    'categories worth over 100k',
    { metrics: ['revenue'], by: ['category'], having: [{ metric: 'revenue', op: '>', value: 100000 }] },
  ],
  [
    'orders placed by men in Q3',
    {
      metrics: ['orders'],
      where: [{ dimension: 'gender', op: 'in', values: ['M'] }],
      period: { kind: 'quarter', quarter: 3 },
    },
  ],
  [
    'how much money was taken in New Jersey in week 10?',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['New Jersey'] }],
      period: { kind: 'range', from: '2019-03-04', to: '2019-03-10' },
    },
  ],
  [
    'How much were customers charged for shipping in October?',
    { metrics: ['delivery'], period: { kind: 'month', month: 10 } },
  ],
  [
    'gender split of revenue in New York',
    {
      metrics: ['revenue'],
      by: ['gender'],
      where: [{ dimension: 'location', op: 'in', values: ['New York'] }],
    },
  ],
  [
    'category mix for Q3 in units',
    { metrics: ['units'], by: ['category'], period: { kind: 'quarter', quarter: 3 } },
  ],
  [
    'Show me how revenue for Office trended over the year',
    {
      metrics: ['revenue'],
      grain: 'month',
      where: [{ dimension: 'category', op: 'in', values: ['Office'] }],
      period: { kind: 'calendar', unit: 'year', offset: 0 },
    },
  ],
  [
    'revenue by month throughout the year',
    { metrics: ['revenue'], grain: 'month', period: { kind: 'calendar', unit: 'year', offset: 0 } },
  ],
  ['revenue for full year 2019', { metrics: ['revenue'], period: { kind: 'year', year: 2019 } }],
  [
    'which locations make up more than half of Drinkware revenue',
    {
      metrics: ['revenue'],
      by: ['location'],
      where: [{ dimension: 'category', op: 'in', values: ['Drinkware'] }],
      having: [{ metric: 'share', op: '>', value: 0.5 }],
      transform: { kind: 'share' },
    },
  ],
  [
    'which products make up more than a tenth of revenue',
    {
      metrics: ['revenue'],
      by: ['product'],
      having: [{ metric: 'share', op: '>', value: 0.1 }],
      transform: { kind: 'share' },
    },
  ],
  [
    'revenue from everything apart from Nest-USA in December',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'not_in', values: ['Nest-USA'] }],
      period: { kind: 'month', month: 12 },
    },
  ],
  [
    "How many times higher is Chicago's revenue than California's?",
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California'] },
    },
  ],
  ['which categories are there?', { metrics: ['revenue'], by: ['category'] }],
  [
    'what products are in Drinkware',
    {
      metrics: ['revenue'],
      by: ['product'],
      where: [{ dimension: 'category', op: 'in', values: ['Drinkware'] }],
    },
  ],
  ['list customers', { asks: ['Revenue', 'Orders', 'Units sold'] }],
  ['wat was the revenue in May', { metrics: ['revenue'], period: { kind: 'month', month: 5 } }],
  ['revenue for all categories but Apparel and Office in May', { asks: ['Each by itself', 'All together'] }],
  [
    'revenue from all categories except Nest',
    { metrics: ['revenue'], where: [{ dimension: 'category', op: 'not_in', values: ['Nest'] }] },
  ],
  [
    'how many days in November had no orders?',
    {
      metrics: ['orders'],
      grain: 'day',
      having: [{ metric: 'orders', op: '=', value: 0 }],
      period: { kind: 'month', month: 11 },
      count: true,
    },
  ],
  ['which categories had no orders in May', 'refuse'],
  [
    'Orders w/ used coupons in Q2',
    {
      metrics: ['orders'],
      where: [{ dimension: 'coupon_status', op: 'in', values: ['Used'] }],
      period: { kind: 'quarter', quarter: 2 },
    },
  ],
  [
    'In what month did we acquire the most new customers?',
    {
      metrics: ['new_customers'],
      grain: 'month',
      order: { by: 'new_customers', direction: 'desc' },
      limit: 1,
    },
  ],
  ['how is discount rate calculated', { tool: 'define_term', args: { term: 'Discount rate' } }],
  ['how much tax did we collect per order', { metrics: ['tax_per_order'] }],
  [
    'what did acquiring a new customer cost us in March',
    { metrics: ['customer_acquisition_cost'], period: { kind: 'month', month: 3 } },
  ],
  [
    ['revenue by location in Q4', 'which is the lowest'],
    {
      metrics: ['revenue'],
      by: ['location'],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'revenue', direction: 'asc' },
      limit: 1,
    },
  ],
  [
    'revenue excl. Chicago',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'not_in', values: ['Chicago'] }] },
  ],
  [
    'How many orders had a value of at least $250 in Q4?',
    {
      metrics: ['orders'],
      where: [{ dimension: 'order_value', op: '>=', values: ['250'] }],
      period: { kind: 'quarter', quarter: 4 },
    },
  ],
  [['new customers by month', 'and returning ones?'], { metrics: ['returning_customers'], grain: 'month' }],
  ['hey, quick one: revenue in feb?', { metrics: ['revenue'], period: { kind: 'month', month: 2 } }],
  [
    ['orders by month', 'as a percentage of the total'],
    { metrics: ['orders'], grain: 'month', transform: { kind: 'share' } },
  ],
];
