import { describe, expect, it } from 'vitest';
import { type Format, formatChange, formatValue } from '../../../cards/format.ts';

describe('values as people read them', () => {
  it.each<[string | number | boolean | null, Format, string]>([
    [472680.947, { kind: 'currency', currency: 'USD' }, '$472,680.95'],
    [-5, { kind: 'currency', currency: 'EUR' }, '−€5.00'],
    [1234.5, { kind: 'currency', currency: '?' }, '1,234.50'],
    [25061, { kind: 'integer' }, '25,061'],
    [0.5467, { kind: 'percent' }, '54.7%'],
    [2.5153, { kind: 'number', decimals: 2 }, '2.52'],
    [-0.1278, { kind: 'points' }, '−12.8 points'],
    [null, { kind: 'integer' }, '–'],
    [true, { kind: 'text' }, 'yes'],
    ['2019-12-31', { kind: 'date' }, '31 Dec 2019'],
    ['2019-09-02', { kind: 'bucket', grain: 'week' }, 'week of 2 Sep 2019'],
    ['2019-01', { kind: 'bucket', grain: 'month' }, 'Jan 2019'],
    ['2019-Q3', { kind: 'bucket', grain: 'quarter' }, 'Q3 2019'],
    ['2019-07-01', { kind: 'bucket', grain: 'quarter' }, 'Q3 2019'],
    ['2019', { kind: 'bucket', grain: 'year' }, '2019'],
  ])('%j as %j', (value, format, expected) => {
    expect(formatValue(value, format)).toBe(expected);
  });

  it('tells a change as amount and per cent, and of a percentage in points', () => {
    const money = { kind: 'currency', currency: 'USD' } as const;
    expect(formatChange({ difference: 10, ratio: 0.1, format: money, against: 'Q3' })).toBe(
      '+$10.00 (+10.0%) vs Q3',
    );
    expect(formatChange({ difference: -10, ratio: null, format: money, against: 'Q3' })).toBe(
      '−$10.00 vs Q3',
    );
    expect(formatChange({ difference: 0, ratio: 0, format: money, against: 'Q3' })).toBe('unchanged vs Q3');
    expect(formatChange({ difference: 0.021, ratio: 0.1, format: { kind: 'percent' }, against: 'Q3' })).toBe(
      '+2.1 points vs Q3',
    );
  });
});
