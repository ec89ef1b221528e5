/** Campaigns whose spend climbs while what it brings does not. Pure. */
import { adjustByHolm } from '../../statistics/experiments/holm.ts';
import { normalCdf } from '../../statistics/normal.ts';
import { BASE_DAYS, RECENT_DAYS, type SpendWeek } from './read-spend.ts';

/** Of all campaigns looked at in a morning together: so often chance alone brings one forward. */
const ALPHA = 0.01;
const LEAST_MORE_SPEND = 1.3;
const LEAST_DEARER = 1.4;
const FEWEST_CONVERSIONS = 10;
const DAYS_PER_WEEK = 7;

export interface Sums {
  readonly spend: number;
  readonly conversions: number;
}

export interface Burning {
  readonly channel: string;
  readonly campaign: string | null;
  readonly recent: Sums;
  readonly base: Sums;
  /** What all other campaigns' conversions per spend have become, as a factor: the season, and what is counted. */
  readonly others: number;
  /** How much more weeks differ than chance explains; at least 1. */
  readonly dispersion: number;
  readonly adjusted: number;
  readonly looked: number;
}

/**
 * Compares each campaign's conversions per spend with its own past, less what changed for all others as well. The logarithm
 * of the ratio of two counts has about the variance 1/x + 1/y, widened by how much the weeks differ.
 */
export function findBurning(weeks: readonly SpendWeek[]): readonly Burning[] {
  const campaigns = new Map<string, SpendWeek[]>();
  for (const week of weeks) {
    const key = JSON.stringify([week.channel, week.campaign]);
    campaigns.set(key, [...(campaigns.get(key) ?? []), week]);
  }
  const all = { recent: sumOf(weeks.filter(isRecent)), base: sumOf(weeks.filter(isBase)) };
  const looked = [...campaigns.values()].flatMap((own) => compared(own, all));
  const adjusted = adjustByHolm(looked.map(({ pValue }) => pValue));
  return looked
    .map(({ pValue: _, ...each }, at) => ({ ...each, adjusted: adjusted[at] ?? 1, looked: looked.length }))
    .filter(
      (each) =>
        each.adjusted <= ALPHA &&
        perDay(each.recent, RECENT_DAYS) >= LEAST_MORE_SPEND * perDay(each.base, baseDays) &&
        costOf(each.recent) >= LEAST_DEARER * costOf(each.base),
    );
}

const baseDays = BASE_DAYS.from - BASE_DAYS.to + 1;
const isRecent = ({ week }: SpendWeek) => week < RECENT_DAYS / DAYS_PER_WEEK;
const isBase = ({ week }: SpendWeek) => week >= (BASE_DAYS.to - 1) / DAYS_PER_WEEK;
const perDay = ({ spend }: Sums, days: number): number => spend / days;

/** Spend for one conversion; infinite where there is none. */
export const costOf = ({ spend, conversions }: Sums): number => spend / conversions;

function compared(
  own: readonly SpendWeek[],
  all: { readonly recent: Sums; readonly base: Sums },
): readonly (Omit<Burning, 'adjusted' | 'looked'> & { readonly pValue: number })[] {
  const [first] = own;
  const base = own.filter(isBase);
  const [recentSum, baseSum] = [sumOf(own.filter(isRecent)), sumOf(base)];
  if (!first || recentSum.spend <= 0 || baseSum.conversions < FEWEST_CONVERSIONS) return [];
  const rest = {
    recent: lessOf(all.recent, recentSum),
    base: lessOf(all.base, baseSum),
  };
  const others =
    rest.base.conversions >= FEWEST_CONVERSIONS && rest.recent.conversions >= FEWEST_CONVERSIONS
      ? costOf(rest.base) / costOf(rest.recent)
      : 1;
  const expected = (baseSum.conversions / baseSum.spend) * recentSum.spend * others;
  const dispersion = dispersionOf(base);
  const seen = recentSum.conversions;
  const error = Math.sqrt(dispersion * (1 / Math.max(1, seen) + 1 / baseSum.conversions));
  const pValue = normalCdf(Math.log((seen + 0.5) / (expected + 0.5)) / error);
  return [
    {
      channel: first.channel,
      campaign: first.campaign,
      recent: recentSum,
      base: baseSum,
      others,
      dispersion,
      pValue,
    },
  ];
}

/** Pearson's χ² over its degrees of freedom, of the weeks around their common conversions per spend. */
function dispersionOf(weeks: readonly SpendWeek[]): number {
  const { spend, conversions } = sumOf(weeks);
  if (weeks.length < 2 || spend <= 0 || conversions <= 0) return 1;
  const squares = weeks.reduce((sum, week) => {
    const expected = (week.spend / spend) * conversions;
    return expected > 0 ? sum + (week.conversions - expected) ** 2 / expected : sum;
  }, 0);
  return Math.max(1, squares / (weeks.length - 1));
}

function sumOf(weeks: readonly SpendWeek[]): Sums {
  return weeks.reduce<Sums>(
    (sum, week) => ({ spend: sum.spend + week.spend, conversions: sum.conversions + week.conversions }),
    { spend: 0, conversions: 0 },
  );
}

const lessOf = (all: Sums, own: Sums): Sums => ({
  spend: all.spend - own.spend,
  conversions: all.conversions - own.conversions,
});
