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
];
