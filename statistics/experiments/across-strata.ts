/**
 * Arms that were given different parts of the people at different times. Whoever came in a good week, or has had longer to
 * answer, is then not in every arm alike, and plain means compare weeks as well as arms.
 */
import type { Sample } from './sample.ts';

/** What an arm showed in a stratum: people among whom the parts of the arms were fixed. */
interface Stratum {
  readonly n: number;
  readonly mean: number;
}

export interface StratifiedArm {
  /** All its people together. */
  readonly whole: Sample;
  /** In the order of time, the same strata for every arm. */
  readonly strata: readonly Stratum[];
}

/**
 * Each arm's mean as if every stratum had its part of all people in every arm (post-stratification: Holt & Smith 1979), with
 * the variance that this costs. Differences of them are free of what differs between strata, and since the parts within a
 * stratum do not depend on how its people answer, they add up to a martingale, on which always-valid intervals stand. A
 * stratum without people of some arm is taken together with the next. Arms without anybody stay as they are.
 */
export function acrossStrata(arms: readonly StratifiedArm[]): readonly Sample[] {
  const strata = complete(arms.filter(({ whole }) => whole.n > 0).map((arm) => arm.strata));
  const sizes = strata.map((cells) => cells.reduce((sum, { n }) => sum + n, 0));
  const people = sizes.reduce((sum, size) => sum + size, 0);
  let at = 0;
  return arms.map(({ whole }) => {
    if (whole.n === 0) return whole;
    const cells = strata.map((each) => each[at] as Stratum);
    at += 1;
    const parts = cells.map((cell, which) => ({ ...cell, part: (sizes[which] as number) / people }));
    const mean = parts.reduce((sum, cell) => sum + cell.part * cell.mean, 0);
    // The variance between all of an arm's people: that of a few in one stratum may come out as none.
    const cost = whole.n * parts.reduce((sum, { part, n }) => sum + part ** 2 / n, 0);
    return { n: whole.n, mean, variance: whole.variance * cost };
  });
}

/** By stratum, the cells of all arms; each cell has people. */
function complete(arms: readonly (readonly Stratum[])[]): Stratum[][] {
  const found: Stratum[][] = [];
  let open: Stratum[] | null = null;
  for (const at of (arms[0] ?? []).keys()) {
    const cells = arms.map((strata) => strata[at] as Stratum);
    open = open ? together(open, cells) : cells;
    if (open.some(({ n }) => n === 0)) continue;
    found.push(open);
    open = null;
  }
  const last = found.at(-1);
  if (open && last) found[found.length - 1] = together(last, open);
  return found;
}

function together(one: readonly Stratum[], other: readonly Stratum[]): Stratum[] {
  return one.map((a, at) => {
    const b = other[at] as Stratum;
    const n = a.n + b.n;
    return { n, mean: n > 0 ? (a.n * a.mean + b.n * b.mean) / n : 0 };
  });
}
