/** From counts to the samples that are compared. */
import { acrossStrata } from '../../statistics/experiments/across-strata.ts';
import { adjustByCovariate, type CovariateSums } from '../../statistics/experiments/cuped.ts';
import { type Count, type Sample, sampleOfCount, sampleOfSums } from '../../statistics/experiments/sample.ts';
import { HOLD_OUT } from '../messages/assignment.ts';
import { type ArmCounts, type Counts, nobodyIn, type TestCounts } from './count-arms.ts';
import { type MetricId, metricOf } from './metrics.ts';
import type { AbTest } from './read-tests.ts';
import { sharesOf } from './shares.ts';

const HOLD_OUT_NAME = 'Hold-out';

export interface JudgedArm {
  readonly id: string;
  readonly name: string;
  /** The part of all people that was to come to it, relative to the others. */
  readonly weight: number;
  readonly counts: ArmCounts;
  /** By the metric; across epochs where shares moved, adjusted where the judgement says so. */
  readonly sample: Sample;
}

/** The arms of a test as they are compared: the control first, a hold-out last and only where anybody was seen in it. */
export function armsOf(test: AbTest, { arms: seen, epochs }: TestCounts): readonly JudgedArm[] {
  const names = test.variations.map(({ name }) => name);
  const listed = test.variations.map(({ id, name }) => ({
    id,
    name: names.indexOf(name) === names.lastIndexOf(name) ? name : id,
  }));
  const heldOut = seen.some(({ variation }) => variation === HOLD_OUT) && test.holdout > 0;
  const named = listed.some(({ id }) => id === HOLD_OUT);
  const all = heldOut && !named ? [...listed, { id: HOLD_OUT, name: HOLD_OUT_NAME }] : listed;
  const arms = all.map((arm) => ({
    ...arm,
    counts: seen.find(({ variation }) => variation === arm.id) ?? nobodyIn(arm.id, epochs.length),
  }));
  const counts = arms.map((arm) => arm.counts);
  const samples = samplesOf(counts, test.metric);
  return arms.map((arm, at) => ({
    ...arm,
    weight: weightOf(arm.id, test, counts, epochs),
    sample: samples[at] as Sample,
  }));
}

/** The share of the arm; where shares moved, of the people of each epoch by its own. */
function weightOf(
  id: string,
  test: AbTest,
  arms: readonly ArmCounts[],
  epochs: TestCounts['epochs'],
): number {
  const people = epochs.map((_, at) => arms.reduce((sum, arm) => sum + (arm.epochs[at]?.people ?? 0), 0));
  const all = people.reduce((sum, count) => sum + count, 0);
  if (all === 0) return sharesOf(test)[id] ?? 0;
  return epochs.reduce((sum, { shares }, at) => sum + (shares[id] ?? 0) * (people[at] ?? 0), 0) / all;
}

/** Each arm by a metric; where shares moved, compared within the people of each epoch. */
export function samplesOf(arms: readonly ArmCounts[], metric: MetricId): readonly Sample[] {
  const whole = (arm: Counts) => sampleOf(arm, metric);
  if (arms.every(({ epochs }) => epochs.length < 2)) return arms.map(whole);
  return acrossStrata(arms.map((arm) => ({ whole: whole(arm), strata: arm.epochs.map(whole) })));
}

export function sampleOf({ people, did, value, valueSquared }: Counts, metric: MetricId): Sample {
  return metricOf(metric).kind === 'mean'
    ? sampleOfSums(people, value, valueSquared)
    : sampleOfCount({ n: people, successes: did[metric] ?? 0 });
}

/**
 * People and who of them did it, as sure as the sample is: the arm's own where shares are fixed, fewer where moving them has
 * cost some.
 */
export function countOf({ counts, sample }: JudgedArm, metric: MetricId): Count {
  const plain = sampleOf(counts, metric);
  const certain = !(plain.variance > 0 && sample.variance > 0);
  const n = certain ? counts.people : Math.round((sample.n * plain.variance) / sample.variance);
  return { n, successes: Math.min(n, Math.round(n * sample.mean)) };
}

/** How values were adjusted for what people bought before the test. */
export interface Adjustment {
  /** The part of the variance that is gone, 0 to 1. */
  readonly varianceReduction: number;
  /** Mean of each arm as it was, in the order of the arms. */
  readonly unadjusted: readonly number[];
}

/** People per arm from which the slope is sure enough. */
const ENOUGH_TO_ADJUST = 100;

/** Everybody is adjusted by one slope, chosen without looking at which arm is better (CUPED). */
export function adjustArms(
  arms: readonly JudgedArm[],
  before: ReadonlyMap<string, CovariateSums> | null,
): { readonly arms: readonly JudgedArm[]; readonly adjustment: Adjustment | null } {
  const nothing = { n: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };
  const sums = arms.map(({ id }) => before?.get(id) ?? nothing);
  if (sums.some(({ n }) => n < ENOUGH_TO_ADJUST)) return { arms, adjustment: null };
  const { arms: samples, varianceReduction } = adjustByCovariate(sums);
  if (!sums.some(({ xx }) => xx > 0) || varianceReduction === 0) return { arms, adjustment: null };
  return {
    arms: arms.map((arm, at) => ({ ...arm, sample: samples[at] ?? arm.sample })),
    adjustment: { varianceReduction, unadjusted: arms.map(({ sample }) => sample.mean) },
  };
}
