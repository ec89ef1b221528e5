import { describe, expect, it } from 'vitest';
import { dueFor, type Team, type Wish } from '../../../jobs/morning/due.ts';

const wish = (fields: Partial<Wish> = {}): Wish => ({
  subscriptionId: 'a',
  sendAt: '08:00:00',
  timezone: 'Europe/Berlin',
  quietDays: [],
  since: new Date('2026-01-01T00:00:00Z'),
  lastAt: null,
  ...fields,
});
const team = (wishes: readonly Wish[], fields: Partial<Team> = {}): Team => ({
  tenantId: 't',
  timezone: 'Europe/Berlin',
  hasData: true,
  analysed: true,
  wishes,
  ...fields,
});
const at = (iso: string) => new Date(iso);
const briefs = (one: Team, now: string) =>
  dueFor(one, at(now)).briefs.map(({ at: slot, subscriptionIds, missed }) => [
    slot.toISOString(),
    missed ? 'missed' : subscriptionIds.join(),
  ]);

// A Friday.
const EIGHT = '2026-11-20T07:00:00.000Z';

describe('a brief', () => {
  it('is due from its minute on, not before', () => {
    expect(briefs(team([wish()]), '2026-11-20T06:59:59Z')).toEqual([]);
    expect(briefs(team([wish()]), EIGHT)).toEqual([[EIGHT, 'a']]);
  });

  it('is made up for until the evening, and only the latest', () => {
    const late = team([wish({ lastAt: at('2026-11-17T07:00:00Z') })]);
    expect(briefs(late, '2026-11-20T19:00:00Z')).toEqual([[EIGHT, 'a']]);
    expect(briefs(late, '2026-11-20T19:00:01Z')).toEqual([[EIGHT, 'missed']]);
    expect(briefs(late, '2026-11-20T23:00:00Z')).toEqual([]);
  });

  it('that is wanted in the evening may be an hour late', () => {
    const evening = team([wish({ sendAt: '21:00' })]);
    expect(briefs(evening, '2026-11-20T20:30:00Z')).toEqual([['2026-11-20T20:00:00.000Z', 'a']]);
    expect(briefs(evening, '2026-11-20T21:01:00Z')).toEqual([['2026-11-20T20:00:00.000Z', 'missed']]);
  });

  it('does not come on quiet days of whoever gets it', () => {
    const noFridays = team([wish({ quietDays: [5] })]);
    expect(briefs(noFridays, '2026-11-20T09:00:00Z')).toEqual([]);
    // Friday in Berlin, Saturday in Auckland.
    const far = team([wish({ quietDays: [6], timezone: 'Pacific/Auckland' })]);
    expect(briefs(far, '2026-11-20T19:30:00Z')).toEqual([]);
  });

  it('does not come for a time of day that passed before it was asked for', () => {
    const fresh = team([wish({ since: at('2026-11-20T09:00:00Z') })]);
    expect(briefs(fresh, '2026-11-20T09:01:00Z')).toEqual([]);
    expect(briefs(fresh, '2026-11-21T07:00:00Z')).toEqual([['2026-11-21T07:00:00.000Z', 'a']]);
  });

  it('comes once a day where its time is changed after it came', () => {
    const moved = team([wish({ sendAt: '18:00', lastAt: at(EIGHT) })]);
    expect(briefs(moved, '2026-11-20T17:30:00Z')).toEqual([]);
    expect(briefs(moved, '2026-11-21T17:00:00Z')).toEqual([['2026-11-21T17:00:00.000Z', 'a']]);
  });

  it('goes on where its own slot is half done', () => {
    expect(briefs(team([wish({ lastAt: at(EIGHT) })]), '2026-11-20T07:02:00Z')).toEqual([[EIGHT, 'a']]);
  });

  it('shares a slot with others of the same instant, in whatever zones', () => {
    const both = team([wish(), wish({ subscriptionId: 'b', sendAt: '07:00', timezone: 'Europe/London' })]);
    expect(briefs(both, EIGHT)).toEqual([[EIGHT, 'a,b']]);
  });

  it('comes once on the days on which the clocks are changed', () => {
    const night = team([wish({ sendAt: '02:30' })]);
    const slots = new Set<string>();
    for (const day of ['2026-03-29', '2026-10-25'])
      for (let minute = 0; minute < 24 * 60; minute += 10) {
        const now = new Date(Date.parse(`${day}T00:00:00Z`) - 2 * 3_600_000 + minute * 60_000);
        for (const [slot] of briefs(night, now.toISOString())) if (slot) slots.add(slot);
      }
    const onThoseDays = [...slots].filter((slot) => /-03-29T0[0-3]|-10-25T0[0-3]/.test(slot)).sort();
    expect(onThoseDays).toEqual(['2026-03-29T01:00:00.000Z', '2026-10-25T00:30:00.000Z']);
  });
});

describe('the analysis', () => {
  const walker = (one: Team, now: string) => dueFor(one, at(now)).walker.map((slot) => slot.toISOString());

  it('is due at the earliest time somebody wants a brief, at eight where nobody does', () => {
    expect(walker(team([]), '2026-11-20T06:59:00Z')).toEqual([]);
    expect(walker(team([]), EIGHT)).toEqual(['2026-11-19T23:00:00.000Z']);
    expect(walker(team([wish({ sendAt: '06:00' })]), '2026-11-20T05:00:00Z')).toEqual([
      '2026-11-19T23:00:00.000Z',
    ]);
    expect(walker(team([], { hasData: false }), '2026-11-20T12:00:00Z')).toEqual([]);
  });

  it('is one a day of the team, whoever wants a brief where', () => {
    const mixed = team([
      wish(),
      wish({ subscriptionId: 'b', sendAt: '08:00', timezone: 'America/New_York' }),
    ]);
    expect(walker(mixed, '2026-11-20T13:00:00Z')).toEqual(['2026-11-19T23:00:00.000Z']);
  });

  it('is of the day on which the brief is due, for somebody who is a day ahead', () => {
    // Saturday 08:00 in Auckland is Friday evening in Berlin.
    const ahead = team([wish({ timezone: 'Pacific/Auckland' })]);
    const now = '2026-11-20T19:05:00Z';
    expect(briefs(ahead, now)).toEqual([['2026-11-20T19:00:00.000Z', 'a']]);
    expect(walker(ahead, now)).toEqual(['2026-11-19T23:00:00.000Z']);
  });

  it('is not made late at night when nobody waits for it, but for the first', () => {
    expect(walker(team([wish()]), '2026-11-20T20:00:00Z')).toEqual([]);
    expect(walker(team([], { analysed: false }), '2026-11-20T20:00:00Z')).toEqual([
      '2026-11-19T23:00:00.000Z',
    ]);
    expect(walker(team([], { analysed: false, hasData: false }), '2026-11-20T20:00:00Z')).toEqual([]);
  });
});
