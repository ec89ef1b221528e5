import { describe, expect, it } from 'vitest';
import { byRank, priorityOf, worthOf } from '../../../tools/proposals/rank.ts';
import { type Earlier, fateOf } from '../../../tools/proposals/settle.ts';
import { snoozedUntil } from '../../../tools/proposals/snooze.ts';

const now = new Date('2026-03-18T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const proposal = { type: 'spend_alert', severity: 10, coolDownDays: 7 } as const;
const earlier = (fields: Partial<Earlier>): Earlier => ({
  id: 'sg_1',
  type: 'spend_alert',
  state: 'open',
  severity: 10,
  proposedAt: daysAgo(1),
  decidedAt: null,
  snoozedUntil: null,
  ...fields,
});

describe('whether it is told again', () => {
  it.each([
    ['the same, while it is open', earlier({}), 10, 'kept'],
    ['a little worse, while it is open', earlier({}), 14.9, 'kept'],
    ['half as much again, while it is open', earlier({}), 15, 'new'],
    ['the same, open longer than its cool-down', earlier({ proposedAt: daysAgo(7) }), 10, 'new'],
    ['worse, while it is snoozed', earlier({ state: 'snoozed', snoozedUntil: daysAgo(-1) }), 99, 'kept'],
    ['the same, when its snooze is over', earlier({ state: 'snoozed', snoozedUntil: daysAgo(0) }), 1, 'new'],
  ] as const)('%s', (_, live, severity, fate) => {
    expect(fateOf({ ...proposal, severity }, live, live, now)).toBe(fate);
  });

  it.each([
    ['expired yesterday', earlier({ state: 'expired' }), 10, 'reopened'],
    ['expired yesterday, and worse', earlier({ state: 'expired' }), 15, 'new'],
    ['expired long ago', earlier({ state: 'expired', proposedAt: daysAgo(30) }), 10, 'new'],
    ['accepted yesterday', earlier({ state: 'accepted', decidedAt: daysAgo(1) }), 10, 'quiet'],
    ['accepted yesterday, and worse', earlier({ state: 'accepted', decidedAt: daysAgo(1) }), 19, 'quiet'],
    [
      'accepted yesterday, and twice as bad',
      earlier({ state: 'accepted', decidedAt: daysAgo(1) }),
      20,
      'new',
    ],
    ['accepted a week ago', earlier({ state: 'accepted', decidedAt: daysAgo(7) }), 10, 'new'],
    ['dismissed yesterday, and worse', earlier({ state: 'dismissed', decidedAt: daysAgo(1) }), 50, 'quiet'],
    ['dismissed a year ago', earlier({ state: 'dismissed', decidedAt: daysAgo(365) }), 10, 'quiet'],
    ['dismissed a week ago, and worse', earlier({ state: 'dismissed', decidedAt: daysAgo(7) }), 15, 'new'],
  ] as const)('%s', (_, last, severity, fate) => {
    expect(fateOf({ ...proposal, severity }, null, last, now)).toBe(fate);
  });

  it('takes the place of another type about the same thing', () => {
    const live = earlier({ type: 'ab_test_winner' });
    expect(fateOf(proposal, live, null, now)).toBe('new');
    expect(fateOf(proposal, live, earlier({ state: 'expired' }), now)).toBe('new');
  });
});

describe('priority and order', () => {
  const money = (expected: number) => ({ expected, low: 0, high: 2 * expected });

  it('goes by urgency, then by what it brings beside a month of revenue', () => {
    const of = (expected: number | null, confidence = 0.5, urgent = false) =>
      priorityOf({ value: expected === null ? null : money(expected), confidence, urgent }, 100_000);
    expect(of(null, 0.1, true)).toBe('high');
    // Eleven customers, a few dollars, hardly a chance: nothing to hurry for.
    expect(of(30, 0.06, true)).toBe('low');
    expect(of(30, 0.5, true)).toBe('high');
    expect(of(4000)).toBe('high');
    expect(of(3999)).toBe('medium');
    expect(of(500)).toBe('medium');
    expect(of(499)).toBe('low');
    expect(of(-10, 1)).toBe('low');
    expect(of(null, 0.8)).toBe('medium');
    expect(of(null, 0.79)).toBe('low');
  });

  it('puts what is urgent without money behind other high ones and before everything medium', () => {
    const one = (id: string, priority: 'high' | 'medium' | 'low', expected: number | null) => ({
      id,
      priority,
      value: expected === null ? null : money(expected),
      confidence: 0.9,
      urgent: false,
    });
    const ranked = [
      one('medium', 'medium', 9000),
      one('broken', 'high', null),
      one('low', 'low', null),
      one('large', 'high', 9),
    ].sort(byRank);
    expect(ranked.map(({ id }) => id)).toEqual(['large', 'broken', 'medium', 'low']);
    expect(worthOf({ value: money(-5), confidence: 1 })).toBe(0);
  });
});

describe('snooze', () => {
  it.each([
    ['tomorrow', '2026-03-28T12:00:00Z', '2026-03-28T23:00:00.000Z'],
    // The day is 23 hours long: the clock is put forward.
    ['tomorrow', '2026-03-29T12:00:00Z', '2026-03-29T22:00:00.000Z'],
    ['three_days', '2026-03-18T23:30:00Z', '2026-03-21T23:00:00.000Z'],
    ['next_week', '2026-03-18T12:00:00Z', '2026-03-22T23:00:00.000Z'],
    ['next_week', '2026-03-23T12:00:00Z', '2026-03-29T22:00:00.000Z'],
  ] as const)('%s from %s ends with the day before begins in Berlin', (snooze, from, until) => {
    expect(snoozedUntil(snooze, new Date(from), 'Europe/Berlin').toISOString()).toBe(until);
  });
});
