import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysFromTo, endOf, maxDay, startOf } from '../../../tools/periods/calendar.ts';
import { GRAINS, type PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { type DataBounds, resolvePeriod } from '../../../tools/periods/resolve-period.ts';

/** One year of data, and the clock on the day after it. */
const YEAR = { from: '2019-01-01', to: '2019-12-31' };
const AFTER = '2020-01-01';

function days(expression: PeriodExpression, today = AFTER, bounds: DataBounds = YEAR): string {
  const resolved = resolvePeriod(expression, today, bounds);
  return resolved.kind === 'invalid' ? resolved.because : `${resolved.kind} ${resolved.from}..${resolved.to}`;
}

describe('a period as said becomes days', () => {
  const cases: readonly [string, PeriodExpression, string][] = [
    ['all the data', { kind: 'all' }, 'period 2019-01-01..2019-12-31'],
    [
      '1 to 15 March',
      { kind: 'range', from: '2019-03-01', to: '2019-03-15' },
      'period 2019-03-01..2019-03-15',
    ],
    ['since May', { kind: 'since', from: '2019-05-01' }, 'period 2019-05-01..2019-12-31'],
    ['until May', { kind: 'until', to: '2019-05-31' }, 'period 2019-01-01..2019-05-31'],
    ['2019', { kind: 'year', year: 2019 }, 'period 2019-01-01..2019-12-31'],
    ['the first half', { kind: 'half', half: 1 }, 'period 2019-01-01..2019-06-30'],
    ['H2', { kind: 'half', half: 2 }, 'period 2019-07-01..2019-12-31'],
    ['Q2', { kind: 'quarter', quarter: 2 }, 'period 2019-04-01..2019-06-30'],
    ['Q4 2019', { kind: 'quarter', quarter: 4, year: 2019 }, 'period 2019-10-01..2019-12-31'],
    ['November', { kind: 'month', month: 11 }, 'period 2019-11-01..2019-11-30'],
    ['February', { kind: 'month', month: 2 }, 'period 2019-02-01..2019-02-28'],
    ['5 March', { kind: 'day', month: 3, day: 5 }, 'period 2019-03-05..2019-03-05'],
    ['January to March', { kind: 'months', fromMonth: 1, toMonth: 3 }, 'period 2019-01-01..2019-03-31'],
    ['last month', { kind: 'calendar', unit: 'month', offset: -1 }, 'period 2019-12-01..2019-12-31'],
    ['last quarter', { kind: 'calendar', unit: 'quarter', offset: -1 }, 'period 2019-10-01..2019-12-31'],
    ['last year', { kind: 'calendar', unit: 'year', offset: -1 }, 'period 2019-01-01..2019-12-31'],
    ['yesterday', { kind: 'calendar', unit: 'day', offset: -1 }, 'period 2019-12-31..2019-12-31'],
    // 1 January 2020 is a Wednesday.
    ['last week', { kind: 'calendar', unit: 'week', offset: -1 }, 'period 2019-12-23..2019-12-29'],
    ['the last 60 days', { kind: 'last', count: 60, unit: 'day' }, 'period 2019-11-02..2019-12-31'],
    ['the last 2 weeks', { kind: 'last', count: 2, unit: 'week' }, 'period 2019-12-16..2019-12-29'],
    ['the last 3 months', { kind: 'last', count: 3, unit: 'month' }, 'period 2019-10-01..2019-12-31'],
    ['the last 2 quarters', { kind: 'last', count: 2, unit: 'quarter' }, 'period 2019-07-01..2019-12-31'],
    ['year to date', { kind: 'toDate', unit: 'year' }, 'period 2019-01-01..2019-12-31'],
    ['month to date', { kind: 'toDate', unit: 'month' }, 'period 2019-12-01..2019-12-31'],
  ];
  it.each(cases)('%s', (_, expression, expected) => {
    expect(days(expression)).toBe(expected);
  });
});

describe('a period without its year', () => {
  it('is the last that has begun: nothing of January 2020 has data on its first day', () => {
    expect(days({ kind: 'month', month: 1 })).toBe('period 2019-01-01..2019-01-31');
    expect(days({ kind: 'quarter', quarter: 1 })).toBe('period 2019-01-01..2019-03-31');
  });

  it('is the running one as soon as a day of it may have data', () => {
    const bounds = { from: '2018-01-01', to: '2020-01-01' };
    expect(days({ kind: 'month', month: 1 }, '2020-01-02', bounds)).toBe('period 2020-01-01..2020-01-31');
    expect(days({ kind: 'month', month: 2 }, '2020-01-02', bounds)).toBe('period 2019-02-01..2019-02-28');
  });

  it('wraps the year where it ends in an earlier month', () => {
    const bounds = { from: '2017-01-01', to: '2019-08-31' };
    const wrapped: PeriodExpression = { kind: 'months', fromMonth: 11, toMonth: 2 };
    expect(days(wrapped, '2019-09-01', bounds)).toBe('period 2018-11-01..2019-02-28');
    expect(days({ ...wrapped, toYear: 2018 }, '2019-09-01', bounds)).toBe('period 2017-11-01..2018-02-28');
    expect(days({ ...wrapped, fromYear: 2018 }, '2019-09-01', bounds)).toBe('period 2018-11-01..2019-02-28');
  });

  it('finds the last leap day', () => {
    const bounds = { from: '2000-01-01', to: '2023-05-31' };
    expect(days({ kind: 'day', month: 2, day: 29 }, '2023-06-01', bounds)).toBe(
      'period 2020-02-29..2020-02-29',
    );
  });
});

describe('days that do not exist', () => {
  it.each<[PeriodExpression, string]>([
    [{ kind: 'day', month: 2, day: 29, year: 2019 }, 'There is no 29 February in 2019.'],
    [{ kind: 'day', month: 2, day: 30 }, 'There is no 30 February in any year.'],
    [{ kind: 'range', from: '2019-02-01', to: '2019-02-30' }, 'There is no such day as 2019-02-30.'],
    [
      { kind: 'range', from: '2019-03-02', to: '2019-03-01' },
      'The period ends on 1 Mar 2019, before it begins on 2 Mar 2019.',
    ],
  ])('%j', (expression, because) => {
    expect(days(expression)).toBe(because);
  });
});

describe('a period outside the data', () => {
  it('before it is empty, and says since when there is data', () => {
    expect(resolvePeriod({ kind: 'year', year: 2018 }, AFTER, YEAR)).toMatchObject({
      kind: 'empty',
      because: 'There is no data before 1 Jan 2019, so none for 2018.',
    });
  });

  it('after it is empty, and says until when there is data', () => {
    expect(resolvePeriod({ kind: 'month', month: 1, year: 2020 }, AFTER, YEAR)).toMatchObject({
      kind: 'empty',
      because: 'There is no data for January 2020 yet: the newest is of 31 Dec 2019.',
    });
  });

  it.each(['week', 'month', 'quarter', 'year'] as const)(
    'this %s is read like the one to date, also where the clock has just left it',
    (unit) => {
      const current = resolvePeriod({ kind: 'calendar', unit, offset: 0 }, AFTER, YEAR);
      const toDate = resolvePeriod({ kind: 'toDate', unit }, AFTER, YEAR);
      expect(current.kind === 'period' && current.read).toEqual(toDate.kind === 'period' && toDate.read);
      expect(current.kind).toBe('period');
    },
  );

  it('partly outside is read where there is data, and flagged', () => {
    expect(resolvePeriod({ kind: 'range', from: '2018-12-01', to: '2020-02-01' }, AFTER, YEAR)).toMatchObject(
      {
        beyondData: 'both',
        read: YEAR,
      },
    );
  });

  it('a running month is partial and read until yesterday', () => {
    const live = { from: '2019-01-01', to: '2019-06-13' };
    expect(resolvePeriod({ kind: 'calendar', unit: 'month', offset: 0 }, '2019-06-15', live)).toMatchObject({
      from: '2019-06-01',
      to: '2019-06-30',
      partial: true,
      read: { from: '2019-06-01', to: '2019-06-14' },
    });
  });

  it('an empty workspace has no period at all', () => {
    expect(resolvePeriod({ kind: 'all' }, AFTER, null)).toMatchObject({ kind: 'empty' });
  });
});

describe('for every period and day', () => {
  const day = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const bounds = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
  const unit = fc.constantFrom(...GRAINS);
  const month = fc.integer({ min: 1, max: 12 });
  const year = fc.option(fc.integer({ min: -5, max: 20_000 }), { nil: undefined });
  const expression: fc.Arbitrary<PeriodExpression> = fc.oneof(
    fc.constant<PeriodExpression>({ kind: 'all' }),
    fc.record({ kind: fc.constant('range' as const), from: day, to: day }),
    fc.record({ kind: fc.constant('since' as const), from: day }),
    fc.record({ kind: fc.constant('until' as const), to: day }),
    fc.record({ kind: fc.constant('year' as const), year: fc.integer() }),
    fc.record({ kind: fc.constant('half' as const), half: fc.constantFrom(1, 2), year }),
    fc.record({ kind: fc.constant('quarter' as const), quarter: fc.integer({ min: 1, max: 4 }), year }),
    fc.record({ kind: fc.constant('month' as const), month, year }),
    fc.record({ kind: fc.constant('day' as const), month, day: fc.integer({ min: 1, max: 31 }), year }),
    fc.record({
      kind: fc.constant('months' as const),
      fromMonth: month,
      fromYear: year,
      toMonth: month,
      toYear: year,
    }),
    fc.record({
      kind: fc.constant('calendar' as const),
      unit,
      offset: fc.integer({ min: -100_000, max: 100_000 }),
    }),
    fc.record({ kind: fc.constant('last' as const), count: fc.integer({ min: 1, max: 10_000 }), unit }),
    fc.record({ kind: fc.constant('toDate' as const), unit }),
  );

  it('gives days in order, and reads within both the period and the data', () => {
    fc.assert(
      fc.property(expression, day, bounds, (said, today, data) => {
        const resolved = resolvePeriod(said, today, data);
        if (resolved.kind === 'invalid') return;
        expect(resolved.from <= resolved.to).toBe(true);
        if (resolved.kind === 'empty') return;
        const { read, from, to } = resolved;
        expect(read.from <= read.to && from <= read.from && read.to <= to && data.from <= read.from).toBe(
          true,
        );
        const newest = maxDay(data.to, addDays(today, -1));
        expect(read.to <= newest).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('"last N" ends before the unit of today and is N units long', () => {
    fc.assert(
      fc.property(day, unit, fc.integer({ min: 1, max: 40 }), (today, of, count) => {
        const resolved = resolvePeriod({ kind: 'last', count, unit: of }, today, {
          from: '1900-01-01',
          to: '2060-01-01',
        });
        if (resolved.kind !== 'period') throw new Error(resolved.kind);
        expect(addDays(resolved.to, 1)).toBe(startOf(of, today));
        let units = 0;
        for (let start = resolved.from; start <= resolved.to; start = addDays(endOf(of, start), 1))
          units += 1;
        expect(units).toBe(count);
      }),
    );
  });

  it('a week has seven days and starts on a Monday', () => {
    fc.assert(
      fc.property(day, (any) => {
        const monday = startOf('week', any);
        expect(new Date(monday).getUTCDay()).toBe(1);
        expect(daysFromTo(monday, endOf('week', any))).toBe(6);
      }),
    );
  });
});
