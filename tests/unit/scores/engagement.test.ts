import fc from 'fast-check';
import { expect, it } from 'vitest';
import { engagementOf } from '../../../tools/scores/engagement.ts';

const NOTHING = {
  silent_days: null,
  active_days: 0,
  active_days_before: 0,
  purchase_days: 0,
  purchase_days_before: 0,
};

it.each([
  ['nobody ever saw them', NOTHING, 0],
  ['seen today, no more', { ...NOTHING, silent_days: 0 }, 40],
  ['seen a month ago, no more', { ...NOTHING, silent_days: 30 }, 20],
  ['active on four days, last today', { ...NOTHING, silent_days: 0, active_days: 4 }, 55],
  ['bought once this month, today', { ...NOTHING, silent_days: 0, purchase_days: 1 }, 55],
  ['bought twice, two months ago', { ...NOTHING, silent_days: 60, purchase_days_before: 2 }, 25],
])('%s', (_, activity, expected) => {
  expect(engagementOf(activity, true)).toBeCloseTo(expected, 10);
});

it('without events counts recency and purchases half each', () => {
  expect(engagementOf({ ...NOTHING, silent_days: 0, purchase_days: 1 }, false)).toBe(75);
});

it('stays between 0 and 100, and more of anything never lowers it', () => {
  const days = fc.nat(90);
  const activity = fc.record({
    silent_days: fc.option(fc.nat(2000)),
    active_days: days,
    active_days_before: days,
    purchase_days: days,
    purchase_days_before: days,
  });
  fc.assert(
    fc.property(activity, fc.boolean(), (seen, hasEvents) => {
      const score = engagementOf(seen, hasEvents);
      const more = engagementOf(
        { ...seen, purchase_days: seen.purchase_days + 1, silent_days: 0 },
        hasEvents,
      );
      return score >= 0 && score <= 100 && more >= score;
    }),
  );
});
