/** What a sentence names beside its numbers: members of dimensions, and periods. */
import type { FoundDate } from './found.ts';
import type { Names } from './names.ts';
import { type PeriodFound, periodsIn, type SaidPeriod } from './said-periods.ts';

export interface Member {
  readonly dimension: string;
  /** As rows have it, where the name is what people read in its place. */
  readonly value: string;
}

/** All members that may be named, by their names. */
export interface KnownMembers {
  readonly names: Names;
  readonly byName: ReadonlyMap<string, readonly Member[]>;
}

export interface Mention {
  readonly from: number;
  readonly to: number;
  /** What the name may stand for; empty for a period. */
  readonly members: readonly Member[];
  /** Null for a member. */
  readonly period: SaidPeriod | null;
}

/** Names that say nothing by themselves. */
const EMPTY: ReadonlySet<string> = new Set(
  'other others unknown none total all new returning yes no true false n/a null not set (not set) (none) (other)'.split(
    ' ',
  ),
);

/** Members and periods in `text`, which is in NFKC, in order. `dates` are those that stand in it. */
export function mentionsIn(text: string, known: KnownMembers, dates: readonly FoundDate[]): Mention[] {
  const members = known.names
    .foundIn(text)
    .filter(({ name, from, to }) => isWritten(name, text.slice(from, to), from))
    .map(({ name, from, to }) => ({ from, to, members: known.byName.get(name) ?? [], period: null }));
  const whole = dates.filter(({ month, day, year, months }) =>
    day === null ? year !== null || month !== null || months !== null : month !== null,
  );
  const periods = withoutSpans(text, periodsIn(text, whole))
    .filter(({ from, to }) => !members.some((one) => from < one.to && one.from < to))
    .map(({ from, to, ...period }) => ({ from, to, members: [], period }));
  return [...members, ...periods].sort((a, b) => a.from - b.from);
}

/** “10 Jan – 31 Mar”, “from May to August”: neither end is what a number is said of. */
function withoutSpans(text: string, periods: readonly PeriodFound[]): PeriodFound[] {
  const goesOn = (one: PeriodFound | undefined, next: PeriodFound | undefined): boolean =>
    one !== undefined &&
    next !== undefined &&
    /^\s*(?:[–—-]|to|until|till|through)\s*(?:the\s+)?$/iu.test(text.slice(one.to, next.from));
  return periods.filter((one, at) => !goesOn(one, periods[at + 1]) && !goesOn(periods[at - 1], one));
}

/**
 * Whether a name is meant: “Used” of a coupon is, “a coupon was used” may not be. A name of several words, or with a sign or
 * a digit in it, is no word of the language.
 */
function isWritten(name: string, said: string, from: number): boolean {
  const plain = name.normalize('NFKC').trim();
  if (plain.length < 2 || EMPTY.has(plain.toLowerCase())) return false;
  if (/[^\p{L}]/u.test(plain)) return true;
  return said === plain || (from === 0 && said.toLowerCase() === plain);
}
