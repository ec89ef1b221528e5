/** Some of what the last answer lists, all of it as one number, or each part by itself. */
import type { MetricQueryInput } from '../../../../tools/metrics/metric-query.ts';
import type { Phrasing } from './phrasing.ts';

const quarters: MetricQueryInput = {
  metrics: ['revenue'],
  by: ['category'],
  compareTo: {
    kind: 'periods',
    periods: [
      { kind: 'quarter', quarter: 3 },
      { kind: 'quarter', quarter: 4 },
    ],
  },
};
const BEFORE = 'revenue by category Q3 vs Q4';
const grew = { metric: 'difference', op: '>', value: 0 } as const;
const fell = { metric: 'difference', op: '<', value: 0 } as const;
const cities = { dimension: 'location', values: ['Chicago', 'New York'] };

export const pickedAndJoined: readonly Phrasing[] = [
  [[BEFORE, 'only those that grew'], { ...quarters, having: [grew] }],
  [[BEFORE, 'just the growing ones'], { ...quarters, having: [grew] }],
  [[BEFORE, 'which ones fell?'], { ...quarters, having: [fell] }],
  [[BEFORE, 'which of them grew?'], { ...quarters, having: [grew] }],
  [[BEFORE, 'only those that grew', 'only the ones that fell'], { ...quarters, having: [fell] }],
  [
    [BEFORE, 'only those that grew by more than 20%'],
    { ...quarters, having: [{ metric: 'change', op: '>', value: 0.2 }] },
  ],
  [
    ['revenue by month', 'only the ones that fell'],
    {
      metrics: ['revenue'],
      grain: 'month',
      transform: { kind: 'growth' },
      having: [{ metric: 'growth', op: '<', value: 0 }],
    },
  ],
  [[BEFORE, 'only those that changed'], 'refuse'],
  [[BEFORE, 'growth?'], 'refuse'],
  [['revenue by category', 'only those that grew'], 'refuse'],
  [['which 3 categories grew the most in amount from Q3 to Q4', 'only those that grew'], 'refuse'],
  [
    ['revenue Chicago vs New York', 'both together'],
    { metrics: ['revenue'], where: [{ ...cities, op: 'in' }] },
  ],
  [
    ['revenue in Chicago and New York', 'each by itself'],
    { metrics: ['revenue'], compareTo: { kind: 'values', ...cities } },
  ],
  [['revenue in Chicago and New York', 'both together'], 'refuse'],
  [
    ['revenue Q3 vs Q4', 'added up'],
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-07-01', to: '2019-12-31' } },
  ],
  [['revenue Q1 vs Q4', 'added up'], 'refuse'],
  [['revenue by category', 'all together'], { metrics: ['revenue'] }],
  [['top 5 categories by revenue', 'added up'], 'refuse'],
  [
    ['revenue in March and April together'],
    { metrics: ['revenue'], period: { kind: 'months', fromMonth: 3, toMonth: 4 } },
  ],
  ['revenue in Chicago together', 'refuse'],
];
