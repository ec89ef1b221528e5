/** Two or more side by side. */
import type { Phrasing } from './phrasing.ts';

export const comparisons: readonly Phrasing[] = [
  [
    'How do sales compare between Q3 and Q4?',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
    },
  ],
  [
    'Q3 vs Q4 revenue',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
    },
  ],
  [
    'compare revenue in March and April',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 3 },
          { kind: 'month', month: 4 },
        ],
      },
    },
  ],
  [
    'compare orders in March with April',
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 3 },
          { kind: 'month', month: 4 },
        ],
      },
    },
  ],
  [
    'revenue: December vs. November 2019',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 12, year: 2019 },
          { kind: 'month', month: 11, year: 2019 },
        ],
      },
    },
  ],
  [
    'revenue this month vs last month',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'calendar', unit: 'month', offset: 0 },
          { kind: 'calendar', unit: 'month', offset: -1 },
        ],
      },
    },
  ],
  [
    'how does revenue in Q4 compare to Q3',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 4 },
          { kind: 'quarter', quarter: 3 },
        ],
      },
    },
  ],
  [
    'How does December compare to November in orders?',
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 12 },
          { kind: 'month', month: 11 },
        ],
      },
    },
  ],
  [
    'was revenue in December higher than in November?',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 12 },
          { kind: 'month', month: 11 },
        ],
      },
    },
  ],
  [
    'was revenue in December higher than the month before?',
    { metrics: ['revenue'], period: { kind: 'month', month: 12 }, compareTo: { kind: 'previous' } },
  ],
  [
    'revenue in December compared to the month before',
    { metrics: ['revenue'], period: { kind: 'month', month: 12 }, compareTo: { kind: 'previous' } },
  ],
  [
    'revenue last month compared to the previous month',
    {
      metrics: ['revenue'],
      period: { kind: 'calendar', unit: 'month', offset: -1 },
      compareTo: { kind: 'previous' },
    },
  ],
  [
    'revenue in Q4 vs previous quarter',
    { metrics: ['revenue'], period: { kind: 'quarter', quarter: 4 }, compareTo: { kind: 'previous' } },
  ],
  ['revenue in November vs the same month last year', 'refuse'],
  [
    'revenue growth from March to April',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 3 },
          { kind: 'month', month: 4 },
        ],
      },
    },
  ],
  [
    'sales growth Q3 to Q4',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
    },
  ],
  [
    'change in revenue from Q3 to Q4 in percent',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
    },
  ],
  [
    'by how much did orders change from October to November',
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 10 },
          { kind: 'month', month: 11 },
        ],
      },
    },
  ],
  [
    'percent change in orders between November and December',
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 11 },
          { kind: 'month', month: 12 },
        ],
      },
    },
  ],
  [
    "what's the difference in revenue between Q3 and Q4",
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 3 },
          { kind: 'quarter', quarter: 4 },
        ],
      },
    },
  ],
  [
    'how much more revenue did we make in Q4 than in Q3',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 4 },
          { kind: 'quarter', quarter: 3 },
        ],
      },
    },
  ],
  [
    'did sales grow in Q4?',
    { metrics: ['revenue'], period: { kind: 'quarter', quarter: 4 }, compareTo: { kind: 'previous' } },
  ],
  [
    'how much did revenue fall in May',
    { metrics: ['revenue'], period: { kind: 'month', month: 5 }, compareTo: { kind: 'previous' } },
  ],
  ['year over year revenue', 'refuse'],
  [
    'Chicago versus California revenue',
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California'] },
    },
  ],
  [
    'how does Chicago compare to California in revenue',
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California'] },
    },
  ],
  [
    'difference in revenue between Chicago and New York',
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'New York'] },
    },
  ],
  [
    'compare orders in Chicago vs New York in November',
    {
      metrics: ['orders'],
      period: { kind: 'month', month: 11 },
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'New York'] },
    },
  ],
  [
    'compare Apparel and Office revenue by month',
    {
      metrics: ['revenue'],
      grain: 'month',
      compareTo: { kind: 'values', dimension: 'category', values: ['Apparel', 'Office'] },
    },
  ],
  [
    'compare Q1 and Q2 revenue by category',
    {
      metrics: ['revenue'],
      by: ['category'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 1 },
          { kind: 'quarter', quarter: 2 },
        ],
      },
    },
  ],
  [
    'orders for January, February and March side by side',
    {
      metrics: ['orders'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'month', month: 1 },
          { kind: 'month', month: 2 },
          { kind: 'month', month: 3 },
        ],
      },
    },
  ],
  [
    'new customers vs returning customers by month',
    {
      metrics: ['customers'],
      grain: 'month',
      compareTo: { kind: 'values', dimension: 'customer_type', values: ['New', 'Returning'] },
    },
  ],
  [
    '2019 vs 2018 revenue',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'year', year: 2019 },
          { kind: 'year', year: 2018 },
        ],
      },
    },
  ],
  [
    'Did revenue go up in December?',
    { metrics: ['revenue'], period: { kind: 'month', month: 12 }, compareTo: { kind: 'previous' } },
  ],
  [
    'compare sales in Q1 vs Q2 vs Q3',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'quarter', quarter: 1 },
          { kind: 'quarter', quarter: 2 },
          { kind: 'quarter', quarter: 3 },
        ],
      },
    },
  ],
  [
    'average order value in California vs Chicago',
    {
      metrics: ['average_order_value'],
      compareTo: { kind: 'values', dimension: 'location', values: ['California', 'Chicago'] },
    },
  ],
  [
    'offline vs online spend in 2019',
    {
      metrics: ['spend'],
      period: { kind: 'year', year: 2019 },
      compareTo: { kind: 'values', dimension: 'channel', values: ['Offline', 'Online'] },
    },
  ],
  // The shop's data begin in 2019.
  ['yoy revenue by month', 'refuse'],
  ['yoy orders', 'refuse'],
  // Two names for the same days are no comparison.
  [
    'revenue in H1 vs H2',
    {
      metrics: ['revenue'],
      compareTo: {
        kind: 'periods',
        periods: [
          { kind: 'half', half: 1 },
          { kind: 'half', half: 2 },
        ],
      },
    },
  ],
  // Nobody is both.
  // Values named side by side are compared in the order said, all of a dimension's or not.
  [
    'compare men and women by revenue',
    { metrics: ['revenue'], compareTo: { kind: 'values', dimension: 'gender', values: ['M', 'F'] } },
  ],
  [
    'compare revenue for women and men',
    { metrics: ['revenue'], compareTo: { kind: 'values', dimension: 'gender', values: ['F', 'M'] } },
  ],
  [
    'difference between men and women in AOV',
    {
      metrics: ['average_order_value'],
      compareTo: { kind: 'values', dimension: 'gender', values: ['M', 'F'] },
    },
  ],
  [
    'weekend vs weekday revenue',
    {
      metrics: ['revenue'],
      compareTo: { kind: 'values', dimension: 'weekend', values: ['Weekend', 'Weekday'] },
    },
  ],
  [
    'online vs offline spend',
    {
      metrics: ['spend'],
      compareTo: { kind: 'values', dimension: 'channel', values: ['Online', 'Offline'] },
    },
  ],
  [
    'used vs clicked coupons by orders in June',
    {
      metrics: ['orders'],
      period: { kind: 'month', month: 6 },
      compareTo: { kind: 'values', dimension: 'coupon_status', values: ['Used', 'Clicked'] },
    },
  ],
  [
    'compare Chicago, California and New York by orders',
    {
      metrics: ['orders'],
      compareTo: { kind: 'values', dimension: 'location', values: ['Chicago', 'California', 'New York'] },
    },
  ],
  ['compare men and Martians by revenue', 'refuse'],
  ['compare Chicago, California and Atlantis by orders', 'refuse'],
  ['large vs small orders', 'refuse'],
];
