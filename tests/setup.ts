import fc from 'fast-check';
import { afterAll, expect, vi } from 'vitest';

// CI repeats itself, so that a red run is the change's doing; everybody else explores with fresh seeds.
if (process.env.CI) fc.configureGlobal({ seed: 20_261_121 });

// Files share a process, one after the other: each leaves it as it found it.
const processNow = () => ({ env: { ...process.env }, directory: process.cwd(), title: process.title });
const found = processNow();
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  expect(processNow()).toEqual(found);
});
