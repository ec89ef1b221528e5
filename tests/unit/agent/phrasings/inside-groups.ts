/** The first or last of every group. */
import type { Phrasing } from './phrasing.ts';

export const insideGroups: readonly Phrasing[] = [
  [
    'top 2 categories in each location by revenue',
    {
      metrics: ['revenue'],
      by: ['location', 'category'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 2,
      each: 'location',
    },
  ],
  [
    'top 3 categories by revenue in each location',
    {
      metrics: ['revenue'],
      by: ['location', 'category'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 3,
      each: 'location',
    },
  ],
  [
    'top 3 products per quarter by revenue',
    {
      metrics: ['revenue'],
      by: ['product'],
      grain: 'quarter',
      order: { by: 'revenue', direction: 'desc' },
      limit: 3,
      each: 'time',
    },
  ],
  [
    'best-selling product in each category by revenue',
    {
      metrics: ['revenue'],
      by: ['category', 'product'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
      each: 'category',
    },
  ],
  [
    'for each location, the top category by orders',
    {
      metrics: ['orders'],
      by: ['location', 'category'],
      order: { by: 'orders', direction: 'desc' },
      limit: 1,
      each: 'location',
    },
  ],
  [
    'best month for each category',
    {
      metrics: ['revenue'],
      by: ['category'],
      grain: 'month',
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
      each: 'category',
    },
  ],
  [
    'which category sold the most units in each quarter?',
    {
      metrics: ['units'],
      by: ['category'],
      grain: 'quarter',
      order: { by: 'units', direction: 'desc' },
      limit: 1,
      each: 'time',
    },
  ],
  [
    'the second best category in each location by revenue',
    {
      metrics: ['revenue'],
      by: ['location', 'category'],
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
      place: 2,
      each: 'location',
    },
  ],
  [
    'worst weekday in each location for orders',
    {
      metrics: ['orders'],
      by: ['location', 'weekday'],
      order: { by: 'orders', direction: 'asc' },
      limit: 1,
      each: 'location',
    },
  ],
  [
    'top 3 categories by month in revenue',
    { asks: ['Yes, in each month', 'No, those of the whole period, by month'] },
  ],
  ['top 3 products by category in revenue', { asks: ['Yes, in each category'] }],
  ['top categories in each location', { asks: ['The first one', 'The first 3', 'The first 5'] }],
  [
    ['top category in each location', 'only women'],
    {
      metrics: ['revenue'],
      by: ['location', 'category'],
      where: [{ dimension: 'gender', op: 'in', values: ['F'] }],
      order: { by: 'revenue', direction: 'desc' },
      limit: 1,
      each: 'location',
    },
  ],
  [
    ['top category in each location', 'by orders'],
    {
      metrics: ['orders'],
      by: ['location', 'category'],
      order: { by: 'orders', direction: 'desc' },
      limit: 1,
      each: 'location',
    },
  ],
  [['top category in each location', 'by gender'], { metrics: ['revenue'], by: ['gender'] }],
];
