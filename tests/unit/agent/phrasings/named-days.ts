/** Days that have a name. */
import type { PeriodExpression } from '../../../../tools/periods/period-expression.ts';
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
  // The data clock stands on Wednesday, 1 January 2020.
  [
    'orders this Monday',
    { metrics: ['orders'], period: { kind: 'range', from: '2019-12-30', to: '2019-12-30' } },
  ],
  ['orders this Friday', 'refuse'],
  ['revenue last Friday against the Friday before', sideBySide('2019-12-27', '2019-12-20')],
  ['revenue last Friday vs the previous Friday', sideBySide('2019-12-27', '2019-12-20')],
  [['revenue last Friday', 'compare with the Friday before'], sideBySide('2019-12-27', '2019-12-20')],
  [
    'revenue yesterday against the same day last week',
    sideBySide({ kind: 'calendar', unit: 'day', offset: -1 }, '2019-12-24'),
  ],
  [
    'revenue on 2019-11-29 compared to a week earlier',
    sideBySide({ kind: 'day', month: 11, day: 29, year: 2019 }, '2019-11-22'),
  ],
  ['revenue this Monday vs last Monday', sideBySide('2019-12-30', '2019-12-23')],
  ['revenue last Monday vs this Monday', sideBySide('2019-12-23', '2019-12-30')],
  [
    'revenue yesterday vs the Monday before',
    sideBySide({ kind: 'calendar', unit: 'day', offset: -1 }, '2019-12-30'),
  ],
  [
    'revenue in the last 30 days vs the 30 days before',
    {
      metrics: ['revenue'],
      period: { kind: 'last', count: 30, unit: 'day' },
      compareTo: { kind: 'previous' },
    },
  ],
  ['revenue in the last 30 days vs the 20 days before', 'refuse'],
  ['revenue in December vs a week earlier', 'refuse'],
  ['revenue the Friday before', 'refuse'],
];

function sideBySide(...days: readonly (string | PeriodExpression)[]): Phrasing[1] {
  const periods = days.map(
    (day): PeriodExpression => (typeof day !== 'string' ? day : { kind: 'range', from: day, to: day }),
  );
  return { metrics: ['revenue'], compareTo: { kind: 'periods', periods } };
}
