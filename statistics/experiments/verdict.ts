/** What a running test says today. It may be asked every day: its intervals are always valid. */
import type { AlwaysValid } from './always-valid.ts';
import { type Comparison, compareArms, type Metric, type NamedSample } from './compare-arms.ts';
import { type Broken, findBroken } from './find-broken.ts';
import { peopleNeeded, type Settled } from './people-needed.ts';
import { type ArmSoFar, onGuardrail, onPrimary, type TestSoFar } from './test-so-far.ts';

/** A guardrail that a variation surely makes worse. */
export interface Harm {
  readonly metric: Metric;
  readonly comparison: Comparison;
}

export interface Findings {
  readonly control: NamedSample;
  readonly metric: Metric;
  readonly worthHaving: number;
  /** Each variation against the control; the intervals hold together. */
  readonly comparisons: readonly Comparison[];
  /** Variations that do harm cannot win. */
  readonly harms: readonly Harm[];
  /** The arm to use, or the leading one, against the hold-out. */
  readonly overHoldOut: Comparison | null;
}

export type Verdict =
  /** `arm` is the control where every variation is surely worse or does harm. */
  | (Findings & { readonly kind: 'winner'; readonly arm: string })
  /** Every variation is surely not better by what would be worth having. */
  | (Findings & { readonly kind: 'no_difference' })
  | (Findings & KeepRunning)
  | Broken;

interface KeepRunning {
  readonly kind: 'keep_running';
  /** The best of the variations that are not settled, if its mean is better than the control's. */
  readonly leading: string | null;
  /** If means and spread stay as they are; null where that is out of sight. */
  readonly morePerArm: number | null;
  readonly moreDays: number | null;
  readonly pastPlan: boolean;
}

/**
 * Reads the test. A variation that does harm is out; of the others the best that is surely better wins. With m
 * variations each interval has α ÷ m (Bonferroni): for the first winner that is what Holm asks as well, and interval
 * and verdict then agree. Throws a RangeError where the control is not among the arms or nothing is compared with it.
 */
export function verdict(test: TestSoFar): Verdict {
  const broken = findBroken(test);
  if (broken) return broken;
  const { control, variations } = rolesOf(test);
  const options = optionsOf(test, variations.length);
  const comparisons = variations.map((arm) =>
    compareArms(onPrimary(arm), onPrimary(control), { ...test, options }),
  );
  const harms = findHarms(test, control, variations);
  const sound = comparisons.filter(({ arm }) => !harms.some((harm) => harm.comparison.arm.name === arm.name));
  const open = sound.filter(({ standing }) => standing === 'open' || standing === 'too_few');
  const better = best(sound, test.metric, ({ standing }) => standing === 'better');
  const leading = best(open, test.metric, (one) => gain(one, test.metric) > 0);
  const findings: Findings = {
    control: onPrimary(control),
    metric: test.metric,
    worthHaving: test.worthHaving,
    comparisons,
    harms,
    overHoldOut: compareWithHoldOut(test, (better ?? leading)?.arm ?? onPrimary(control)),
  };
  if (better) return { ...findings, kind: 'winner', arm: better.arm.name };
  if (sound.every(({ standing }) => standing === 'worse'))
    return { ...findings, kind: 'winner', arm: control.name };
  if (open.length === 0) return { ...findings, kind: 'no_difference' };
  return { ...findings, ...stillToCome(test, open, leading, options) };
}

function rolesOf({ arms, control: name, holdOut }: TestSoFar) {
  const control = arms.find((arm) => arm.name === name);
  const variations = arms.filter((arm) => arm.name !== name && arm.name !== holdOut);
  if (!control || variations.length === 0)
    throw new RangeError(`a test needs its control “${name}” and a variation among its arms`);
  return { control, variations };
}

function optionsOf({ alpha = 0.05, plannedPerArm }: TestSoFar, comparisons: number): AlwaysValid {
  return { alpha: alpha / comparisons, tunedFor: 2 * plannedPerArm };
}

function findHarms(test: TestSoFar, control: ArmSoFar, variations: readonly ArmSoFar[]): Harm[] {
  const options = optionsOf(test, variations.length * test.guardrails.length);
  return test.guardrails
    .flatMap((metric, at) =>
      variations.map((arm) => ({
        metric,
        comparison: compareArms(onGuardrail(arm, at), onGuardrail(control, at), {
          metric,
          worthHaving: 0,
          options,
        }),
      })),
    )
    .filter(({ comparison }) => comparison.standing === 'worse');
}

function compareWithHoldOut(test: TestSoFar, arm: NamedSample): Comparison | null {
  const holdOut = test.arms.find(({ name }) => name === test.holdOut);
  if (!holdOut || holdOut.name === test.control) return null;
  return compareArms(arm, onPrimary(holdOut), { ...test, options: optionsOf(test, 1) });
}

/** Until the leading variation wins or all open ones are settled, whichever comes first. */
function stillToCome(
  test: TestSoFar,
  open: readonly Comparison[],
  leading: Comparison | null,
  options: AlwaysValid,
): KeepRunning {
  const perArm = test.arms.reduce((sum, { primary }) => sum + primary.n, 0) / test.arms.length;
  const toPlan: Settled | null =
    test.plannedPerArm > perArm
      ? { morePerArm: Math.ceil(test.plannedPerArm - perArm), standing: 'too_few' }
      : null;
  const needed = open.map((one) =>
    one.standing === 'too_few' ? toPlan : peopleNeeded(one, { ...test, options }),
  );
  const won = needed[leading ? open.indexOf(leading) : -1];
  const more =
    won?.standing === 'better'
      ? won.morePerArm
      : Math.max(...needed.map((one) => one?.morePerArm ?? Number.POSITIVE_INFINITY));
  const inSight = Number.isFinite(more);
  return {
    kind: 'keep_running',
    leading: leading?.arm.name ?? null,
    morePerArm: inSight ? more : null,
    moreDays: inSight && perArm > 0 && test.days > 0 ? Math.ceil((more * test.days) / perArm) : null,
    pastPlan: test.arms.every(({ primary }) => primary.n >= test.plannedPerArm),
  };
}

function best(
  comparisons: readonly Comparison[],
  metric: Metric,
  holds: (one: Comparison) => boolean,
): Comparison | null {
  return comparisons
    .filter(holds)
    .reduce<Comparison | null>(
      (found, one) => (found && gain(found, metric) >= gain(one, metric) ? found : one),
      null,
    );
}

/** How much better, whatever better means. */
function gain({ difference }: Comparison, { goal }: Metric): number {
  return goal === 'more' ? difference : -difference;
}
