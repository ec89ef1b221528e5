/** Only those that grew or fell. */
import type { Phrasing } from './phrasing.ts';

const quarters = {
  kind: 'periods' as const,
  periods: [
    { kind: 'quarter' as const, quarter: 3 },
    { kind: 'quarter' as const, quarter: 4 },
  ],
};

export const changes: readonly Phrasing[] = [
  [
    'which categories grew by more than 20% from Q3 to Q4',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [{ metric: 'change', op: '>', value: 0.2 }],
      compareTo: quarters,
    },
  ],
  [
    'categories that declined in Q4',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [{ metric: 'difference', op: '<', value: 0 }],
      period: { kind: 'quarter', quarter: 4 },
      compareTo: { kind: 'previous' },
    },
  ],
  [
    'categories whose orders fell by at least 10% between Q3 and Q4',
    {
      metrics: ['orders'],
      by: ['category'],
      having: [{ metric: 'change', op: '<=', value: -0.1 }],
      compareTo: quarters,
    },
  ],
  [
    'categories that declined by less than 10% from Q3 to Q4',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [
        { metric: 'change', op: '>', value: -0.1 },
        { metric: 'change', op: '<', value: 0 },
      ],
      compareTo: quarters,
    },
  ],
  [
    'categories with revenue growth over 20% from Q3 to Q4',
    {
      metrics: ['revenue'],
      by: ['category'],
      having: [{ metric: 'change', op: '>', value: 0.2 }],
      compareTo: quarters,
    },
  ],
  [
    'which locations grew by more than $10,000 from Q3 to Q4',
    {
      metrics: ['revenue'],
      by: ['location'],
      having: [{ metric: 'difference', op: '>', value: 10000 }],
      compareTo: quarters,
    },
  ],
  [
    'months where revenue grew',
    {
      metrics: ['revenue'],
      grain: 'month',
      having: [{ metric: 'growth', op: '>', value: 0 }],
      transform: { kind: 'growth' },
    },
  ],
  [
    'in which months did orders fall',
    {
      metrics: ['orders'],
      grain: 'month',
      having: [{ metric: 'growth', op: '<', value: 0 }],
      transform: { kind: 'growth' },
    },
  ],
  ['which categories grew', 'refuse'],
  ['categories that changed by more than 20% from Q3 to Q4', 'refuse'],
  ['which categories grew by more than 20 from Q3 to Q4', 'refuse'],
  ['which categories grew by 20% from Q3 to Q4', 'refuse'],
  ['which categories grew faster than revenue from Q3 to Q4', 'refuse'],
  [
    ['which categories grew from Q3 to Q4', 'and locations?'],
    {
      metrics: ['revenue'],
      by: ['location'],
      having: [{ metric: 'difference', op: '>', value: 0 }],
      compareTo: quarters,
    },
  ],
];
