/** A test as it is shown: plain data for cards, facts and the model. */
import { z } from 'zod';
import { wilsonInterval } from '../../statistics/experiments/proportion-intervals.ts';
import { type Interval, squaredError } from '../../statistics/experiments/sample.ts';
import { checkSampleRatio } from '../../statistics/experiments/sample-ratio.ts';
import { normalQuantile } from '../../statistics/normal.ts';
import { contentText } from '../messages/variations.ts';
import { chancesOf } from './chances.ts';
import type { Judgement } from './judge.ts';
import { METRIC_IDS, metricOf } from './metrics.ts';
import type { Read } from './read-judgement.ts';
import { type AbTest, abTest } from './read-tests.ts';
import { countOf, type JudgedArm, samplesOf } from './samples.ts';

const range = z.object({ low: z.number(), high: z.number() }).nullable();

const shownArm = z.object({
  id: z.string(),
  name: z.string(),
  content: z.string().nullable(),
  people: z.number(),
  /** The metric: a share or a mean per person; null without people. */
  value: z.number().nullable(),
  /** 95%, for a single look. */
  interval: range,
  /** Against the control, as a fraction of it. */
  lift: z.number().nullable(),
  /** Always valid. */
  liftInterval: range,
  guardrails: z.array(z.number().nullable()),
  /** 0 to 1, and what choosing the arm costs on average where another is better; null where it cannot be told. */
  probabilityBest: z.number().nullable(),
  expectedLoss: z.number().nullable(),
});
export type ShownArm = z.infer<typeof shownArm>;

export const shownTest = z.object({
  test: abTest,
  /** The metric that decides the test; `test.metric` is the one shown. */
  decidedBy: abTest.shape.metric,
  verdict: z.enum(['none', 'winner', 'no_difference', 'keep_running', 'broken']),
  sentence: z.string(),
  /** Id of the variation that won. */
  winner: z.string().nullable(),
  days: z.number(),
  arms: z.array(shownArm),
  guardrails: z.array(z.object({ id: z.enum(METRIC_IDS), label: z.string(), harmed: z.boolean() })),
  /** How values were adjusted for what people bought before the test; null where they are as they were. */
  adjustment: z.object({ varianceReduction: z.number(), unadjusted: z.array(z.number()) }).nullable(),
  /** p of the sample-ratio check; null where somebody is missing in an arm. */
  splitP: z.number().nullable(),
  contaminated: z.number(),
  /** Results from after the stop. */
  late: z.number(),
  strays: z.number(),
});
export type ShownTest = z.infer<typeof shownTest>;

/** Puts counts and judgement of a test together. */
export function shownOf(test: AbTest, { counts, judgement }: Read): ShownTest {
  const { arms, verdict, sentence, winner, days, strays, adjustment } = judgement;
  const chances = chancesOf(test, judgement);
  const guards = test.guardrails.map((id) =>
    samplesOf(
      arms.map((arm) => arm.counts),
      id,
    ),
  );
  const harms = 'harms' in verdict ? verdict.harms : [];
  return {
    test,
    decidedBy: test.metric,
    verdict: verdict.kind,
    sentence,
    winner,
    days,
    arms: arms.map((arm, at) => ({
      ...shownArmOf(test, arm, judgement),
      guardrails: guards.map((samples) => (arm.counts.people > 0 ? (samples[at]?.mean ?? null) : null)),
      probabilityBest: chances.get(arm.id)?.probabilityBest ?? null,
      expectedLoss: chances.get(arm.id)?.expectedLoss ?? null,
    })),
    guardrails: test.guardrails.map((id) => ({
      id,
      label: metricOf(id).label,
      harmed: harms.some(({ metric }) => metric.words === metricOf(id).words),
    })),
    adjustment: adjustment && { ...adjustment, unadjusted: [...adjustment.unadjusted] },
    splitP:
      arms.length > 1 && arms.some(({ counts: { people } }) => people > 0)
        ? checkSampleRatio(
            arms.map(({ counts: { people } }) => people),
            arms.map(({ weight }) => weight),
          ).pValue
        : null,
    contaminated: counts.contaminated,
    late: counts.late,
    strays,
  };
}

function shownArmOf(
  test: AbTest,
  arm: JudgedArm,
  { verdict }: Judgement,
): Omit<ShownArm, 'guardrails' | 'probabilityBest' | 'expectedLoss'> {
  const { sample, counts } = arm;
  const comparisons = 'comparisons' in verdict ? verdict.comparisons : [];
  const compared = comparisons.find((comparison) => comparison.arm.name === arm.name);
  const variation = test.variations.find(({ id }) => id === arm.id);
  return {
    id: arm.id,
    name: arm.name,
    content: variation ? contentText(variation) : null,
    people: counts.people,
    value: sample.n > 0 ? sample.mean : null,
    interval: intervalOf(test, arm),
    lift: compared?.lift ?? null,
    liftInterval: compared?.liftInterval ?? null,
  };
}

const Z = normalQuantile(0.975);

function intervalOf({ metric }: AbTest, arm: JudgedArm): Interval | null {
  const { sample } = arm;
  if (sample.n === 0) return null;
  if (metricOf(metric).kind === 'share') return wilsonInterval(countOf(arm, metric));
  const half = Z * Math.sqrt(squaredError(sample));
  return { low: sample.mean - half, high: sample.mean + half };
}
