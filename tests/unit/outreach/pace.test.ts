import { expect, it } from 'vitest';
import { createPace } from '../../../jobs/outreach/pace.ts';

it('gives turns at even distances, and saves none up', async () => {
  let clock = 0;
  const slept: number[] = [];
  const pace = createPace(10, { ticks: () => clock, sleep: async (ms) => void slept.push(ms) });
  for (let turn = 0; turn < 4; turn++) await pace.turn();
  expect(slept).toEqual([100, 200, 300]);
  clock = 10_000;
  await pace.turn();
  await pace.turn();
  expect(slept.slice(3)).toEqual([100]);
});

it('takes back a turn that was not needed', async () => {
  const slept: number[] = [];
  const pace = createPace(10, { ticks: () => 0, sleep: async (ms) => void slept.push(ms) });
  await pace.turn();
  await pace.turn();
  pace.giveBack();
  await pace.turn();
  expect(slept).toEqual([100, 100]);
});

it('is closed until the latest time that a provider asked for', () => {
  const pace = createPace(10, { ticks: () => 0, sleep: async () => undefined });
  const at = (seconds: number) => new Date(seconds * 1000);
  expect(pace.isOpen(at(0))).toBe(true);
  pace.pause(at(60));
  pace.pause(at(30));
  expect([pace.isOpen(at(59)), pace.isOpen(at(60))]).toEqual([false, true]);
});
