/** Steps of funnels that lose more than they used to, beyond chance. Pure. */
import { adjustByHolm } from '../../statistics/experiments/holm.ts';
import { normalCdf } from '../../statistics/normal.ts';
import { BASE_DAYS, RECENT_DAYS, type StepDay } from './read-steps.ts';

/** Of all steps and devices looked at in a morning together: so often chance alone brings one forward. */
const ALPHA = 0.01;
/** A conversion that fell by less of itself is not worth saying. */
const LEAST_DROP = 0.15;
const FEWEST = { recent: 50, base: 200 };

export interface Rate {
  readonly visits: number;
  readonly went: number;
  readonly eventually: number;
  readonly bought: number;
}

export interface Drop {
  readonly step: number;
  /** Null: on every device. */
  readonly device: string | null;
  readonly recent: Rate;
  readonly base: Rate;
  /** Corrected for how many were looked at. */
  readonly adjusted: number;
  readonly looked: number;
  /** How much more days differ than chance explains; at least 1. */
  readonly dispersion: number;
}

/**
 * What fell on every device that has enough visits is one drop; otherwise each device is its own. The test of two shares has
 * its variance widened by how much the days before differ among themselves.
 */
export function findDrops(days: readonly StepDay[]): readonly Drop[] {
  const looked = [...groupBy(days, ({ step, device }) => `${step} ${device}`).values()].flatMap(compared);
  const adjusted = adjustByHolm(looked.map(({ pValue }) => pValue));
  const drops = looked.map((each, at) => ({
    ...each,
    adjusted: adjusted[at] ?? 1,
    looked: looked.length,
    fell: (adjusted[at] ?? 1) <= ALPHA && each.drop >= LEAST_DROP,
  }));
  return [...groupBy(drops, ({ step }) => String(step)).values()].flatMap((ofStep) => {
    const fallen = ofStep.filter(({ fell }) => fell);
    if (fallen.length < 2 || fallen.length < ofStep.length) return fallen.map(asDrop);
    const worst = fallen.reduce((a, b) => (a.adjusted > b.adjusted ? a : b));
    return [
      {
        ...asDrop(worst),
        device: null,
        recent: sumOf(fallen.map(({ recent }) => recent)),
        base: sumOf(fallen.map(({ base }) => base)),
      },
    ];
  });
}

interface Compared extends Omit<Drop, 'adjusted' | 'looked'> {
  readonly pValue: number;
  readonly drop: number;
}

function compared(days: readonly StepDay[]): readonly Compared[] {
  const [first] = days;
  const recentDays = days.filter(({ back }) => back <= RECENT_DAYS);
  const baseDays = days.filter(({ back }) => back >= BASE_DAYS.to && back <= BASE_DAYS.from);
  const recent = sumOf(recentDays);
  const base = sumOf(baseDays);
  if (!first || recent.visits < FEWEST.recent || base.visits < FEWEST.base || base.went === 0) return [];
  const before = base.went / base.visits;
  const now = recent.went / recent.visits;
  const dispersion = dispersionOf(baseDays, before);
  const pooled = (base.went + recent.went) / (base.visits + recent.visits);
  const error = Math.sqrt(dispersion * pooled * (1 - pooled) * (1 / base.visits + 1 / recent.visits));
  const pValue = error > 0 ? normalCdf((now - before) / error) : 1;
  return [
    { step: first.step, device: first.device, recent, base, dispersion, pValue, drop: 1 - now / before },
  ];
}

/** Pearson's χ² over its degrees of freedom, of the days around their common share. */
function dispersionOf(days: readonly StepDay[], share: number): number {
  if (days.length < 2 || share <= 0 || share >= 1) return 1;
  const squares = days.reduce(
    (sum, { visits, went }) => sum + (went - visits * share) ** 2 / (visits * share * (1 - share)),
    0,
  );
  return Math.max(1, squares / (days.length - 1));
}

function sumOf(rates: readonly Rate[]): Rate {
  const sum = (of: (rate: Rate) => number) => rates.reduce((total, rate) => total + of(rate), 0);
  return {
    visits: sum(({ visits }) => visits),
    went: sum(({ went }) => went),
    eventually: sum(({ eventually }) => eventually),
    bought: sum(({ bought }) => bought),
  };
}

const asDrop = ({ step, device, recent, base, dispersion, adjusted, looked }: Drop): Drop => ({
  step,
  device,
  recent,
  base,
  dispersion,
  adjusted,
  looked,
});

function groupBy<Each>(list: readonly Each[], keyOf: (each: Each) => string): Map<string, Each[]> {
  const groups = new Map<string, Each[]>();
  for (const each of list) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
