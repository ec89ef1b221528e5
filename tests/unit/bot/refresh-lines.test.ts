import { expect, it } from 'vitest';
import { describePhase } from '../../../bot/cli/refresh.ts';

it.each([
  [
    {
      phase: 'profiles',
      state: 'done',
      ms: 1_240,
      result: { built: 2_000, removed: 0, ms: 1_240, notes: ['First time.'] },
    },
    'profiles        1.2 s    built 2,000\n  First time.',
  ],
  [
    { phase: 'erased people', state: 'done', ms: 3, result: { people: 0, rows: 0 } },
    'erased people   0.0 s    nothing new',
  ],
  [
    { phase: 'scores', state: 'failed', ms: 10, result: { error: 'It broke.' } },
    'scores          FAILED\n  It broke.',
  ],
] as const)('a phase is told by what came of it: %o', (report, said) => {
  expect(describePhase(report)).toBe(said);
});
