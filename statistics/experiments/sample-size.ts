/** How many people a test needs, and what an audience can show. */
import { bisect } from '../bisect.ts';
import { normalQuantile } from '../normal.ts';
import { alwaysValidReach } from './always-valid.ts';

export interface Plan {
  /** Chance of a false alarm, two-sided. Divide it by the number of variations. Default .05. */
  readonly alpha?: number;
  /** Chance of seeing a difference that is there. Default .8. */
  readonly power?: number;
  /**
   * `once`: the test is read at its end. `any_day`: it is read daily by its always-valid interval, which takes about
   * 1.9 times as many people at most, and often stops sooner. Default any_day.
   */
  readonly looks?: 'once' | 'any_day';
}

/**
 * People per arm to tell two shares apart, with the pooled variance under “no difference” (Fleiss, Levin & Paik 2003,
 * equation 4.14). Not rounded. Throws a RangeError for shares outside (0, 1) or equal ones.
 */
export function peopleForProportions(control: number, variation: number, plan: Plan = {}): number {
  if (!(isShare(control) && isShare(variation) && control !== variation))
    throw new RangeError(`${control} and ${variation} are not two different shares`);
  const pooled = (control + variation) / 2;
  return peoplePerArm(
    { none: 2 * pooled * (1 - pooled), some: control * (1 - control) + variation * (1 - variation) },
    variation - control,
    plan,
  );
}

/** People per arm to tell two means apart that differ by `difference`, with `variance` between people. Not rounded. */
export function peopleForMeans(variance: number, difference: number, plan: Plan = {}): number {
  return peoplePerArm({ none: 2 * variance, some: 2 * variance }, difference, plan);
}

/**
 * The smallest relative lift of a share that a test with `perArm` people shows with the plan's power: .1 is 10% more.
 * Null where even everybody doing it would not be seen.
 */
export function smallestLift(control: number, perArm: number, plan: Plan = {}): number | null {
  const most = (1 - control) / control;
  const missing = (lift: number) => peopleForProportions(control, control * (1 + lift), plan) - perArm;
  const [least, largest] = [most * 1e-9, most * (1 - 1e-9)];
  if (missing(largest) > 0) return null;
  return missing(least) < 0 ? least : bisect(missing, least, largest);
}

/** The smallest difference of means that a test with `perArm` people shows with the plan's power. */
export function smallestDifference(variance: number, perArm: number, plan: Plan = {}): number {
  return Math.sqrt(peopleForMeans(variance, 1, plan) / perArm);
}

/** Variance of the difference of two people, one per arm, where there is no difference of means and where there is one. */
interface Variances {
  readonly none: number;
  readonly some: number;
}

function peoplePerArm({ none, some }: Variances, difference: number, plan: Plan): number {
  const { alpha = 0.05, power = 0.8, looks = 'any_day' } = plan;
  const beyond = normalQuantile(power);
  // The always-valid interval has each arm's own variance; tuned for n people, its reach at n depends on α alone.
  // Only the last look is counted, so the true power is a little higher.
  const wanted =
    looks === 'once'
      ? normalQuantile(1 - alpha / 2) * Math.sqrt(none) + beyond * Math.sqrt(some)
      : (alwaysValidReach(1, { alpha, tunedFor: 1 }) + beyond) * Math.sqrt(some);
  return (wanted / difference) ** 2;
}

function isShare(value: number): boolean {
  return value > 0 && value < 1;
}
