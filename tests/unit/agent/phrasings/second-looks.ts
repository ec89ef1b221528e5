/** Questions whose first reading was another one: verbs that look like names, orders, periods a year apart. */
import type { Phrasing } from './phrasing.ts';

const NOVEMBER = { kind: 'month', month: 11 } as const;

export const secondLooks: readonly Phrasing[] = [
  // What people do is no list of people.
  [
    'what did customers pay for delivery in May',
    { metrics: ['delivery'], period: { kind: 'month', month: 5 } },
  ],
  ['what did customers spend in May', { metrics: ['revenue'], period: { kind: 'month', month: 5 } }],
  // “lost” is a segment of customers; categories go down.
  ['which category lost the most between November and December', { asks: ['In amount', 'In per cent'] }],
  [
    'which categories lost revenue between November and December',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [{ metric: 'difference', op: '<', value: 0 }],
      compareTo: { kind: 'periods', periods: [NOVEMBER, { kind: 'month', month: 12 }] },
    },
  ],
  [
    'which locations gained revenue from November to December',
    {
      metrics: ['revenue'],
      by: ['location'],
      having: [{ metric: 'difference', op: '>', value: 0 }],
      compareTo: { kind: 'periods', periods: [NOVEMBER, { kind: 'month', month: 12 }] },
    },
  ],
  [
    'which categories gained the most revenue between November and December',
    { asks: ['In amount', 'In per cent'] },
  ],
  [
    'which 3 categories lost the most revenue between November and December',
    { asks: ['In amount', 'In per cent'] },
  ],
  ['what revenue did we gain in November', { metrics: ['revenue'], period: NOVEMBER }],
  [
    'customers by location, sorted by name',
    { metrics: ['customers'], by: ['location'], order: { by: 'location', direction: 'asc' } },
  ],
  [
    ['customers by location', 'sorted by name'],
    { metrics: ['customers'], by: ['location'], order: { by: 'location', direction: 'asc' } },
  ],
  ['top 3 locations by revenue sorted by name', 'refuse'],
  // A number that comes with the list, and not in its place.
  [
    ['top 5 products by units', 'with revenue'],
    {
      metrics: ['units', 'revenue'],
      by: ['product'],
      order: { by: 'units', direction: 'desc' },
      limit: 5,
    },
  ],
  // “The previous month” leans on the thread's period.
  [
    ['revenue in November', 'compared to the previous month'],
    { metrics: ['revenue'], period: NOVEMBER, compareTo: { kind: 'previous' } },
  ],
  [['revenue in Q4', 'compared to the previous month'], 'refuse'],
  // The share of one of those listed.
  [
    ['revenue by category in November', 'what share is Nest?'],
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in', values: ['Nest'] }],
      period: NOVEMBER,
      transform: { kind: 'share', of: [] },
    },
  ],
  // No stretch of time.
  ['orders in the last month of each quarter', 'refuse'],
  ['revenue in the first week of every month', 'refuse'],
  [
    'revenue in the last month of Q2',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-06-01', to: '2019-06-30' } },
  ],
  [
    'revenue last 3 months vs previous 3 months',
    {
      metrics: ['revenue'],
      period: { kind: 'last', count: 3, unit: 'month' },
      compareTo: { kind: 'previous' },
    },
  ],
  // A ranking goes by the number behind “by”, and the other one stands beside it.
  [
    'revenue of the top 3 categories in Q4',
    {
      metrics: ['revenue'],
      by: ['category'],
      period: { kind: 'quarter', quarter: 4 },
      order: { by: 'revenue', direction: 'desc' },
      limit: 3,
    },
  ],
  [
    'revenue for the top 3 locations by orders',
    {
      metrics: ['orders', 'revenue'],
      by: ['location'],
      order: { by: 'orders', direction: 'desc' },
      limit: 3,
    },
  ],
  ['top 3 locations by revenue by orders', 'refuse'],
  ['revenue by location by orders', 'refuse'],
  ['revenue by orders', 'refuse'],
  // A year before December is no stretch of twelve months that ends with November.
  [
    ['orders last month', 'and the year before?'],
    { metrics: ['orders'], period: { kind: 'range', from: '2018-12-01', to: '2018-12-31' } },
  ],
  [
    ['orders in March 2019', 'and the year before?'],
    { metrics: ['orders'], period: { kind: 'month', month: 3, year: 2018 } },
  ],
  // Behind a comparison the change is in per cent already.
  [['revenue by location in Q4', 'compare with Q3', 'in percent'], 'refuse'],
  [
    ['revenue by location in May', 'in percent'],
    {
      metrics: ['revenue'],
      by: ['location'],
      period: { kind: 'month', month: 5 },
      transform: { kind: 'share' },
    },
  ],
];
