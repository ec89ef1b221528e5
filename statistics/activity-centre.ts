/** Whether a group became active later than others: each person counts once, however often they were active. */
import { studentTwoSided } from './student-t.ts';

/**
 * Sums over people, of the number of periods in which each was active (a) and of the sum of those periods' numbers (b), the
 * periods numbered from the oldest up.
 */
export interface Activity {
  readonly people: number;
  readonly a: number;
  readonly b: number;
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

/** Everybody but the group. */
export function othersOf(all: Activity, group: Activity): Activity {
  return {
    people: all.people - group.people,
    a: all.a - group.a,
    b: all.b - group.b,
    aa: all.aa - group.aa,
    ab: all.ab - group.ab,
    bb: all.bb - group.bb,
  };
}

interface Centre {
  /** The mean period of activity. */
  readonly at: number;
  /** Its variance: a ratio of sums over people (Cochran 1977, chapter 6), so somebody's many periods are not independent. */
  readonly variance: number;
}

function centreOf({ people, a, b, aa, ab, bb }: Activity): Centre | null {
  if (people < 2 || a <= 0) return null;
  const at = b / a;
  const squares = Math.max(0, bb - 2 * at * ab + at * at * aa);
  return { at, variance: ((people / (people - 1)) * squares) / (a * a) };
}

export interface LaterThan {
  /** Periods by which the group's activity lies later. */
  readonly by: number;
  readonly t: number;
  /** One-sided: how often chance alone would put it this much later. */
  readonly pValue: number;
}

/** Compares when two groups were active; null where either is too small to say. Student's t with the group's people less one. */
export function laterThan(group: Activity, others: Activity): LaterThan | null {
  const mine = centreOf(group);
  const theirs = centreOf(others);
  if (!mine || !theirs || mine.variance + theirs.variance <= 0) return null;
  const by = mine.at - theirs.at;
  const t = by / Math.sqrt(mine.variance + theirs.variance);
  const tail = studentTwoSided(t, Math.min(group.people, others.people) - 1) / 2;
  return { by, t, pValue: t > 0 ? tail : 1 - tail };
}
