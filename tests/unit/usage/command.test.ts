import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sayDollars, sayTokens } from '../../../tools/usage/amounts.ts';
import { parseBudget, parseUsage, routeUsage } from '../../../tools/usage/command.ts';
import { stretchOf } from '../../../tools/usage/stretch.ts';

it('reads what to show', () => {
  expect(parseUsage('')).toEqual({});
  expect(parseUsage('This Week by people')).toEqual({ period: 'week', by: 'person' });
  expect(parseUsage('mine today')).toEqual({ mine: true, period: 'today' });
  expect(parseUsage('of the website by country')).toBe(null);
  expect(routeUsage('today')).toBe(null);
});

it('reads caps', () => {
  expect(parseBudget('person=$0.50/day team=1,000 person-tokens=100k/day team-tokens=1.5M')).toEqual({
    person: 0.5,
    team: 1000,
    personTokens: 100_000,
    teamTokens: 1_500_000,
  });
  expect(parseBudget('team=off')).toEqual({ team: 'off' });
  expect(parseBudget('team=5/day')).toEqual({ team: '5/day' });
});

it('writes small amounts so that they are not nothing', () => {
  expect([0, 0.0012, 0.055, 0.5, 1.239, 1234.5].map(sayDollars)).toEqual([
    ...['$0.00', '$0.0012', '$0.0550', '$0.50', '$1.24', '$1,234.50'],
  ]);
  expect([1, 12_345].map(sayTokens)).toEqual(['1 token', '12,345 tokens']);
});

it('holds every moment in its day, week and month', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
  const moments = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, zones, fc.constantFrom('today', 'week', 'month'), (now, zone, name) => {
      const { from, to } = stretchOf(name, now, zone);
      expect(from <= now && now < to).toBe(true);
      expect(stretchOf(name, from, zone).from).toEqual(from);
      expect(stretchOf(name, to, zone).from).toEqual(to);
    }),
  );
});
