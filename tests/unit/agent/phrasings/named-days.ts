/** Days that have a name. */
import type { Phrasing } from './phrasing.ts';

export const namedDays: readonly Phrasing[] = [
  [
    'revenue on Black Friday',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-11-29', to: '2019-11-29' } },
  ],
  [
    'sales on cyber monday 2019',
    { metrics: ['revenue'], period: { kind: 'range', from: '2019-12-02', to: '2019-12-02' } },
  ],
  [
    'orders on easter sunday',
    { metrics: ['orders'], period: { kind: 'range', from: '2019-04-21', to: '2019-04-21' } },
  ],
  [
    'revenue on good friday 2018',
    { metrics: ['revenue'], period: { kind: 'range', from: '2018-03-30', to: '2018-03-30' } },
  ],
  ["revenue on Valentine's Day", { metrics: ['revenue'], period: { kind: 'day', month: 2, day: 14 } }],
];
