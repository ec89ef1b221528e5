import { describe, expect, it } from 'vitest';
import { drawPoisson } from '../../../statistics/draw-count.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { findOddDays } from '../../../tools/watch/find-odd-days.ts';
import type { SalesDay } from '../../../tools/watch/read-days.ts';

const WEEKEND = 1.4;
/** 200 days of chance around a mean, weekends busier; `change` alters a day's mean. */
function days(mean: number, seed: number, change: (at: number) => number = () => 1): SalesDay[] {
  const random = seededRandom(seed);
  return Array.from({ length: 200 }, (_, at) => {
    const orders = drawPoisson(mean * (at % 7 > 4 ? WEEKEND : 1) * change(at), random);
    const day = new Date(Date.UTC(2025, 0, 6 + at)).toISOString().slice(0, 10);
    return { day, orders, revenue: orders * 50 };
  });
}

describe('odd days', () => {
  it.each([12, 30, 200])('are rare where there is only chance: %i orders a day', (mean) => {
    const shops = 400;
    let wrong = 0;
    for (let seed = 1; seed <= shops; seed += 1)
      if (findOddDays(days(mean, seed * 7919)).length > 0) wrong += 1;
    expect(wrong / shops).toBeLessThanOrEqual(0.02);
  });

  it.each([150, 170, 199])('are found where a day broke down: the %ith', (broken) => {
    const found = findOddDays(days(30, 5, (at) => (at === broken ? 0.05 : 1)));
    expect(found).toHaveLength(1);
    const [day] = found;
    expect(day?.day).toBe(days(30, 5)[broken]?.day);
    expect(day?.expected).toBeGreaterThan(22);
    expect(day?.expectedRevenue).toBeCloseTo((day?.expected ?? 0) * 50, 6);
    expect(day?.revenueInterval.low).toBeLessThan(day?.expectedRevenue ?? 0);
    expect(day?.revenueInterval.high).toBeGreaterThan(day?.expectedRevenue ?? 0);
  });

  it('are found upwards too, and not for a weekend, a season that turns, or a small shop', () => {
    const at = (found: ReturnType<typeof findOddDays>) => found.map(({ z }) => Math.sign(z));
    expect(at(findOddDays(days(30, 5, (day) => (day === 180 ? 3 : 1))))).toEqual([1]);
    expect(findOddDays(days(100, 3, (day) => 1 + Math.sin(day / 30) / 3))).toEqual([]);
    expect(findOddDays(days(3, 3, (day) => (day === 180 ? 0 : 1)))).toEqual([]);
    expect(findOddDays(days(30, 5).slice(0, 60))).toEqual([]);
    expect(findOddDays([])).toEqual([]);
  });
});
