/**
 * Whether a group of customers is made up like all customers: a look at fairness. Pure.
 *
 * If members were drawn from all customers by chance, the members of a kind would be hypergeometric: of N customers,
 * K of the kind, n drawn, the mean is nK/N and the variance nK/N · (1 − K/N) · (N − n)/(N − 1).
 */

import { probit } from 'simple-statistics';

/** A share outside these multiples of the share among all customers is far over or under. */
export const FAIR = { least: 0.8, most: 1.25 } as const;
/** Fewer expected than this says nothing. */
const LEAST_EXPECTED = 10;
/** The risk of calling one of all the kinds looked at uneven by chance. */
const RISK = 0.05;

export interface KindCount {
  readonly dimension: string;
  readonly kind: string;
  /** Of the kind, among all customers and among the members. */
  readonly everyone: number;
  readonly members: number;
}

export interface KindShare extends KindCount {
  /** Of those whose kind is known. */
  readonly share: number;
  readonly everywhere: number;
  /** share ÷ everywhere; null where nobody is of the kind. */
  readonly ratio: number | null;
  readonly flag: 'over' | 'under' | null;
}

/**
 * The share of every kind, and a flag where it is far over or under and more than chance would make it: by the normal
 * approximation with Bonferroni's correction for the kinds looked at.
 */
export function makeupOf(counts: readonly KindCount[]): readonly KindShare[] {
  const totals = new Map<string, { everyone: number; members: number }>();
  for (const { dimension, everyone, members } of counts) {
    const total = totals.get(dimension) ?? { everyone: 0, members: 0 };
    totals.set(dimension, { everyone: total.everyone + everyone, members: total.members + members });
  }
  const shares = counts.map((count) => {
    const total = totals.get(count.dimension) ?? { everyone: 0, members: 0 };
    const share = total.members > 0 ? count.members / total.members : 0;
    const everywhere = total.everyone > 0 ? count.everyone / total.everyone : 0;
    return { ...count, share, everywhere, ratio: everywhere > 0 ? share / everywhere : null, total };
  });
  const testable = shares.filter(({ everywhere, total }) => isTestable(everywhere, total));
  const border = probit(1 - RISK / 2 / Math.max(1, testable.length));
  return shares.map(({ total, ...kind }) => ({
    ...kind,
    flag:
      testable.some((each) => each.dimension === kind.dimension && each.kind === kind.kind) &&
      Math.abs(deviation(kind, total)) > border
        ? flagOf(kind.ratio)
        : null,
  }));
}

type Total = { readonly everyone: number; readonly members: number };

function isTestable(everywhere: number, { everyone, members }: Total): boolean {
  return everywhere < 1 && members < everyone && members * everywhere >= LEAST_EXPECTED;
}

/** Standard deviations from what chance would give. */
function deviation({ members, everywhere }: Omit<KindShare, 'flag'>, total: Total): number {
  const expected = total.members * everywhere;
  const variance =
    expected * (1 - everywhere) * ((total.everyone - total.members) / Math.max(1, total.everyone - 1));
  return (members - expected) / Math.sqrt(variance);
}

function flagOf(ratio: number | null): KindShare['flag'] {
  if (ratio === null) return null;
  if (ratio > FAIR.most) return 'over';
  return ratio < FAIR.least ? 'under' : null;
}
