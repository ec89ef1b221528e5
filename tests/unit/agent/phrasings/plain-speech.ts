/** Everyday ways to say what the grammar knows, each with a twin that says something else. */
import type { Phrasing } from './phrasing.ts';

export const plainSpeech: readonly Phrasing[] = [
  ['totl sales in Ocotber', { metrics: ['revenue'], period: { kind: 'month', month: 10 } }],
  ['tool sales in October', 'refuse'],
  ['averge ordr value in Januray', { metrics: ['average_order_value'], period: { kind: 'month', month: 1 } }],
  ['hw many ordrs in febuary', { metrics: ['orders'], period: { kind: 'month', month: 2 } }],
  [
    'revenue in the states of New York and New Jersey in Q1',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['New York', 'New Jersey'] }],
      period: { kind: 'quarter', quarter: 1 },
    },
  ],
  ['revenue in the suburbs of New York', 'refuse'],
  [
    'revenue from all categories except Nest-USA, Nest and Nest-Canada',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'not_in', values: ['Nest-USA', 'Nest', 'Nest-Canada'] }],
    },
  ],
  ['revenue from all categories except the best one', 'refuse'],
  [
    'revenue from new vs returning customers in March',
    { metrics: ['revenue'], by: ['customer_type'], period: { kind: 'month', month: 3 } },
  ],
  [
    'categories with revenue over 100,000 and more than 5,000 orders',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [
        { metric: 'revenue', op: '>', value: 100_000 },
        { metric: 'orders', op: '>', value: 5_000 },
      ],
    },
  ],
  ['categories with revenue over 100,000 and more', 'refuse'],
  [
    'compare Chicago, California and New York by orders',
    {
      metrics: ['orders'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California', 'New York'] },
    },
  ],
  [
    'which gender spends more?',
    {
      metrics: ['revenue'],
      by: ['gender'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
    },
  ],
  ['which gender spends more time here', 'refuse'],
  [
    'which channel did we spend the most on?',
    { metrics: ['spend'], by: ['channel'], order: { by: 'spend', direction: 'desc' }, limit: 1 },
  ],
  ['which channel did we spend the most on travel', 'refuse'],
  [
    'how many categories did we sell in May',
    { metrics: ['categories_sold'], period: { kind: 'month', month: 5 } },
  ],
  [
    'how big is the share of Nest-USA in December revenue',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'category', op: 'in', values: ['Nest-USA'] }],
      period: { kind: 'month', month: 12 },
      transform: { kind: 'share', of: [] },
    },
  ],
  [
    'revenue from Washington',
    { metrics: ['revenue'], where: [{ dimension: 'location', op: 'in', values: ['Washington DC'] }] },
  ],
  ['revenue from Washington Heights', 'refuse'],
  [
    'NY revenue in November',
    {
      metrics: ['revenue'],
      where: [{ dimension: 'location', op: 'in', values: ['New York'] }],
      period: { kind: 'month', month: 11 },
    },
  ],
  ['TX revenue in November', 'refuse'],
];
