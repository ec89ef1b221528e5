/** Which groups take to something more than others do, beyond chance. Pure. */
import { type Activity, type LaterThan, laterThan, othersOf } from '../../statistics/activity-centre.ts';
import { adjustByHolm } from '../../statistics/experiments/holm.ts';
import type { Cell, GroupActivity } from './read-group-activity.ts';

/** Of all groups looked at in a morning together: so often chance alone brings one forward. */
const ALPHA = 0.01;
/** Buyers in the newer half of half a year against the older. */
const LEAST_GROWTH = 1.2;
const RECENT_PERIODS = 3;
/** A narrower group that holds so much of a wider one says the same thing more exactly. */
const AS_GOOD_AS_ALL = 0.9;

export interface GrowingGroup extends GroupActivity {
  /** Of the category's own buyers, and of the whole shop's, whichever differs less. */
  readonly later: LaterThan;
  /** p corrected for how many groups were looked at. */
  readonly adjusted: number;
  readonly looked: number;
  /** Buyers of the last 90 days against the 90 before. */
  readonly growth: number;
}

/**
 * The group that stands out most; null where none does. It must have become active later than the other buyers of the
 * category (else the category is rising for everybody) and than the shop's customers as a whole (else only the others have
 * left), and have more buyers than it had.
 */
export function findGrowingGroup(groups: readonly GroupActivity[], shop: Activity): GrowingGroup | null {
  const categories = new Map(groups.filter(isWhole).map((whole) => [whole.category, whole]));
  const looked = groups
    .filter((group) => !isWhole(group))
    .map((group) => {
      const whole = categories.get(group.category);
      const [least] = [whole && laterThan(group, othersOf(whole, group)), laterThan(group, shop)]
        .map((later) => later ?? UNKNOWN)
        .sort((a, b) => b.pValue - a.pValue);
      return { group, later: least ?? UNKNOWN };
    });
  const adjusted = adjustByHolm(looked.map(({ later }) => later.pValue));
  const found = looked
    .map(({ group, later }, at) => ({
      ...group,
      later,
      adjusted: adjusted[at] ?? 1,
      looked: looked.length,
      growth: growthOf(group),
    }))
    .filter((group) => group.adjusted <= ALPHA && group.growth >= LEAST_GROWTH)
    // Wherever there are many people, all of these are as good as certain: the clearest comes first.
    .sort((a, b) => b.later.t - a.later.t);
  const [best] = found;
  if (!best) return null;
  const narrower = found.filter(
    (group) => isWithin(group, best) && group.people >= AS_GOOD_AS_ALL * best.people,
  );
  return narrower.sort((a, b) => a.people - b.people)[0] ?? best;
}

const UNKNOWN: LaterThan = { by: 0, t: 0, pValue: 1 };

const isWhole = ({ location, band, gender }: Cell): boolean =>
  location === null && band === null && gender === null;

/** True where `one` has every trait of `other`, and more. */
function isWithin(one: GroupActivity, other: GroupActivity): boolean {
  const traits = ['location', 'band', 'gender'] as const;
  return (
    one.category === other.category &&
    traits.every((trait) => other[trait] === null || one[trait] === other[trait]) &&
    traits.some((trait) => one[trait] !== other[trait])
  );
}

function growthOf({ buyers }: GroupActivity): number {
  const sum = (from: number) =>
    buyers.slice(from, from + RECENT_PERIODS).reduce((total, count) => total + count, 0);
  const before = sum(RECENT_PERIODS);
  return before > 0 ? sum(0) / before : 0;
}
