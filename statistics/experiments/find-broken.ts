import type { Metric } from './compare-arms.ts';
import { checkSampleRatio } from './sample-ratio.ts';
import type { TestSoFar } from './test-so-far.ts';

/** Why no figure of a test can be trusted. */
export type Broken =
  | {
      readonly kind: 'broken';
      readonly why: 'sample_ratio';
      readonly arms: readonly { readonly name: string; readonly people: number; readonly expected: number }[];
      readonly pValue: number;
    }
  | {
      readonly kind: 'broken';
      readonly why: 'impossible_share';
      readonly arm: string;
      readonly metric: Metric;
    };

/** The first thing that breaks the test: more who did it than people, or people split otherwise than planned. */
export function findBroken({ arms, metric, guardrails }: TestSoFar): Broken | null {
  for (const arm of arms)
    for (const [at, of] of [metric, ...guardrails].entries()) {
      const sample = [arm.primary, ...arm.guardrails][at];
      if (of.kind === 'share' && sample && sample.mean > 1)
        return { kind: 'broken', why: 'impossible_share', arm: arm.name, metric: of };
    }
  const { broken, pValue, expected } = checkSampleRatio(
    arms.map(({ assigned }) => assigned),
    arms.map(({ weight }) => weight),
  );
  if (!broken) return null;
  const counted = arms.map(({ name, assigned }, at) => ({
    name,
    people: assigned,
    expected: expected[at] as number,
  }));
  return { kind: 'broken', why: 'sample_ratio', arms: counted, pValue };
}
