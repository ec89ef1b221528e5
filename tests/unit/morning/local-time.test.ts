import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it, test } from 'vitest';
import { dayAfter, dayIn, instantOf, weekdayOf } from '../../../jobs/morning/local-time.ts';

const utc = (day: string, time: string, zone: string) => instantOf(day, time, zone).toISOString();

describe('on an ordinary day', () => {
  it('is the instant at which the clocks there show the time', () => {
    expect(utc('2026-11-20', '08:00', 'Europe/Berlin')).toBe('2026-11-20T07:00:00.000Z');
    expect(utc('2026-07-20', '08:00:00', 'America/New_York')).toBe('2026-07-20T12:00:00.000Z');
    expect(utc('2026-07-20', '08:00', 'Asia/Kathmandu')).toBe('2026-07-20T02:15:00.000Z');
  });
});

describe('where the clocks are put forward', () => {
  test.each([
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '02:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-03-08', '02:15', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['2026-10-04', '02:10', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    // Midnight itself does not exist.
    ['2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2026-09-06', '00:30', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ])('%s %s in %s is the first moment after the gap', (day, time, zone, expected) => {
    expect(utc(day, time, zone)).toBe(expected);
  });
});

describe('where the clocks are put back', () => {
  test.each([
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ])('%s %s in %s is the first of the two', (day, time, zone, expected) => {
    expect(utc(day, time, zone)).toBe(expected);
  });
});

const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Tehran',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'Asia/Kolkata',
  'UTC',
);
const days = fc.integer({ min: 0, max: 365 * 12 }).map((days) => dayAfter('2018-01-01', days));
const times = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map(
    (minutes) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
  );

test('an instant is on its day, at its time or right after the gap, and no earlier instant is', () => {
  fc.assert(
    fc.property(days, times, zones, (day, time, zone) => {
      const at = instantOf(day, time, zone);
      const local = DateTime.fromJSDate(at, { zone });
      expect(dayIn(zone, at)).toBe(day);
      expect(local.toFormat('HH:mm') >= time).toBe(true);
      // A minute before, the clocks showed less, or the day before.
      const before = local.minus({ minutes: 1 });
      expect(before.toFormat('yyyy-MM-dd HH:mm') < `${day} ${time}`).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('later times of a day are never earlier instants', () => {
  fc.assert(
    fc.property(days, times, times, zones, (day, one, other, zone) => {
      const [early, late] = one < other ? [one, other] : [other, one];
      expect(instantOf(day, early, zone) <= instantOf(day, late, zone)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('weekdays are those of ISO', () => {
  expect([weekdayOf('2026-11-20'), weekdayOf('2026-11-22')]).toEqual([5, 7]);
});
