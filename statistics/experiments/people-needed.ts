import { bisect } from '../bisect.ts';
import { type CompareOptions, type Comparison, compareArms, type Standing } from './compare-arms.ts';

/** What a comparison comes to. */
export interface Settled {
  readonly morePerArm: number;
  readonly standing: Standing;
}

const MOST_TIMES = 1e6;

/**
 * How many more people per arm settle an open comparison, and how, if means and spread stay as they are. Null where
 * even a million times as many do not.
 */
export function peopleNeeded({ arm, against }: Comparison, options: CompareOptions): Settled | null {
  const after = (times: number) => compareArms(grown(arm, times), grown(against, times), options).standing;
  if (after(MOST_TIMES) === 'open') return null;
  // Once settled it stays so: the interval only shrinks, around the same figure.
  const times = Math.exp(
    bisect((log) => (after(Math.exp(log)) === 'open' ? -1 : 1), 0, Math.log(MOST_TIMES)),
  );
  const perArm = (arm.sample.n + against.sample.n) / 2;
  return { morePerArm: Math.max(1, Math.ceil((times - 1) * perArm)), standing: after(times * (1 + 1e-9)) };
}

function grown({ name, sample }: Comparison['arm'], times: number): Comparison['arm'] {
  return { name, sample: { ...sample, n: sample.n * times } };
}
