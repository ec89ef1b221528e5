import { describe, expect, it } from 'vitest';
import { type Against, periodAgainst } from '../../../tools/metrics/compare-period.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { resolvePeriod } from '../../../tools/periods/resolve-period.ts';

const DATA = { from: '2015-01-01', to: '2019-12-31' };

function against(expression: PeriodExpression, which: Against, today = '2020-01-01', to = DATA.to): string {
  const period = resolvePeriod(expression, today, { from: DATA.from, to });
  if (period.kind !== 'period') throw new Error(period.because);
  const other = periodAgainst(expression, period, which);
  return `${other.from}..${other.to} ${other.label}`;
}

describe('the period before', () => {
  it.each<[PeriodExpression, string]>([
    [{ kind: 'month', month: 3 }, '2019-02-01..2019-02-28 February 2019'],
    [{ kind: 'quarter', quarter: 1 }, '2018-10-01..2018-12-31 Q4 2018'],
    [{ kind: 'half', half: 1 }, '2018-07-01..2018-12-31 H2 2018'],
    [{ kind: 'year', year: 2019 }, '2018-01-01..2018-12-31 2018'],
    [{ kind: 'months', fromMonth: 2, toMonth: 3 }, '2018-12-01..2019-01-31 December 2018 to January 2019'],
    [{ kind: 'calendar', unit: 'week', offset: -1 }, '2019-12-16..2019-12-22 16 – 22 Dec 2019'],
    [{ kind: 'calendar', unit: 'day', offset: -1 }, '2019-12-30..2019-12-30 30 Dec 2019'],
    [{ kind: 'last', count: 30, unit: 'day' }, '2019-11-02..2019-12-01 the 30 days before'],
    [{ kind: 'range', from: '2019-03-05', to: '2019-03-14' }, '2019-02-23..2019-03-04 23 Feb – 4 Mar 2019'],
  ])('of %j', (expression, expected) => {
    expect(against(expression, 'previous')).toBe(expected);
  });

  it('of a month that is not over has as many days', () => {
    expect(
      against({ kind: 'calendar', unit: 'month', offset: 0 }, 'previous', '2019-06-11', '2019-06-10'),
    ).toBe('2019-05-01..2019-05-10 1 – 10 May 2019');
  });

  it('of a month to date has the same days of the month before', () => {
    expect(against({ kind: 'toDate', unit: 'month' }, 'previous', '2019-03-31', '2019-03-30')).toBe(
      '2019-02-01..2019-02-28 February 2019',
    );
  });
});

describe('the year before', () => {
  it.each<[PeriodExpression, string]>([
    [{ kind: 'quarter', quarter: 4 }, '2018-10-01..2018-12-31 Q4 2018'],
    [{ kind: 'month', month: 2, year: 2017 }, '2016-02-01..2016-02-29 February 2016'],
    [{ kind: 'day', month: 2, day: 29, year: 2016 }, '2015-02-28..2015-02-28 28 Feb 2015'],
    [{ kind: 'range', from: '2019-03-05', to: '2019-03-14' }, '2018-03-05..2018-03-14 5 – 14 Mar 2018'],
  ])('of %j', (expression, expected) => {
    expect(against(expression, 'year_before')).toBe(expected);
  });
});
