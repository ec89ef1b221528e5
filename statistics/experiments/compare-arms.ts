/** One variation against the control on one metric, as it may be read on any day. */
import { type AlwaysValid, alwaysValidInterval, alwaysValidP, alwaysValidReach } from './always-valid.ts';
import { fiellerInterval } from './relative-lift.ts';
import { differenceOfMeans, type Interval, type Sample } from './sample.ts';

export interface Metric {
  /** What follows a value in a sentence: “convert”, “unsubscribe”, “revenue per person”. */
  readonly words: string;
  /** A share of people, or a mean of numbers. */
  readonly kind: 'share' | 'mean';
  /** What is better. */
  readonly goal: 'more' | 'less';
  /** How a value is written. Default: percent for shares, two decimals for means. */
  readonly format?: (value: number) => string;
}

export interface NamedSample {
  readonly name: string;
  readonly sample: Sample;
}

/**
 * `same`: surely smaller than what would be worth having, in either direction. `too_few`: not enough people for the
 * interval to hold.
 */
export type Standing = 'better' | 'worse' | 'same' | 'open' | 'too_few';

export interface Comparison {
  readonly arm: NamedSample;
  readonly against: NamedSample;
  /** Difference of the means, arm less the one it is compared with. */
  readonly difference: number;
  /** Of the difference; without ends where there are too few people. */
  readonly interval: Interval;
  /** As a fraction of the mean it is compared with; null where that is not positive. */
  readonly lift: number | null;
  /** Leaves out 0 exactly where `interval` does. Null where the mean compared with is not surely positive. */
  readonly liftInterval: Interval | null;
  /** Always valid; not corrected for other comparisons. */
  readonly pValue: number;
  readonly standing: Standing;
}

/**
 * The usual demand of the normal approximation to shares: so many in either arm to expect who did it, and who did not,
 * if there were no difference.
 */
const LEAST_EXPECTED = 10;
const LEAST_PEOPLE = 100;

export interface CompareOptions {
  readonly metric: Metric;
  /** A lift within ± this is not worth having: .05 is 5%. */
  readonly worthHaving: number;
  readonly options: AlwaysValid;
}

/** Compares `arm` with `against`, with intervals that may be looked at on any day. */
export function compareArms(
  arm: NamedSample,
  against: NamedSample,
  { metric, worthHaving, options }: CompareOptions,
): Comparison {
  const [control, variation] = [against.sample, arm.sample];
  const n = control.n + variation.n;
  const difference = differenceOfMeans(control, variation);
  const enough = isEnough(control, variation, metric) && difference.standardError > 0;
  const interval = enough
    ? alwaysValidInterval(difference, n, options)
    : { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const liftInterval = enough ? fiellerInterval(control, variation, alwaysValidReach(n, options)) : null;
  return {
    arm,
    against,
    difference: difference.value,
    interval,
    lift: control.mean > 0 ? variation.mean / control.mean - 1 : null,
    liftInterval,
    pValue: enough ? alwaysValidP(difference, n, options) : 1,
    standing: enough ? standingOf(interval, liftInterval, metric, worthHaving) : 'too_few',
  };
}

function isEnough(control: Sample, variation: Sample, { kind }: Metric): boolean {
  const fewer = Math.min(control.n, variation.n);
  if (kind === 'mean') return fewer >= LEAST_PEOPLE;
  const successes = control.n * control.mean + variation.n * variation.mean;
  const pooled = successes / (control.n + variation.n);
  return fewer * Math.min(pooled, 1 - pooled) >= LEAST_EXPECTED;
}

function standingOf(
  { low, high }: Interval,
  lift: Interval | null,
  { goal }: Metric,
  worthHaving: number,
): Standing {
  if (lift && lift.low > -worthHaving && lift.high < worthHaving) return 'same';
  if (low > 0) return goal === 'more' ? 'better' : 'worse';
  if (high < 0) return goal === 'more' ? 'worse' : 'better';
  return 'open';
}
