/**
 * Whether the numbers of a sentence are said of what they belong to. A number belongs to its row: to the row's members, its
 * period, its column. Only what is clear counts: a number that stands right beside a name, and is in the results of others
 * alone. Where a sentence may be read in another way it passes.
 */
import type { Cited } from './cited.ts';
import {
  goesOn,
  isCloseTo,
  isJoinedAfter,
  isJoinedBefore,
  type Kind,
  mayBelongAfter,
  type Place,
} from './joined.ts';
import type { Member, Mention } from './mentions.ts';
import { isWhole, overlaps, rangeOf, touches, yearsIn } from './said-periods.ts';
import type { Stated } from './stated.ts';

/** True where some number of `text` is said of what it does not belong to. `all` are the numbers of all results. */
export function isMisattributed(
  text: string,
  numbers: readonly Cited[],
  mentions: readonly Mention[],
  all: readonly Stated[],
): boolean {
  const places = numbers
    .map((cited) => ({ from: cited.found.at, to: cited.found.at + cited.found.text.length, cited }))
    .sort((a, b) => a.from - b.from);
  return places.some((place, at) => {
    if (!isTelling(place.cited)) return false;
    let left = place.cited.stated;
    for (const kind of kindsOf(mentions)) {
      const named = mentions.filter((one) => isOf(one, kind));
      const beside = inPairs(text, places, at, named) ?? mentionsBeside(text, places, at, named, kind);
      const only = beside.close ?? beside.around;
      if (!beside.strong || only.length === 0) continue;
      const own = left.filter((stated) => only.some((mention) => mayBeSaidOf(stated, mention, kind)));
      if (own.length === 0) return true;
      left = own;
      if (beside.close && isOfTheWhole(left, beside.close, kind, all)) return true;
    }
    return false;
  });
}

function kindsOf(mentions: readonly Mention[]): Kind[] {
  const dimensions = mentions.flatMap(({ members }) => members.map(({ dimension }) => dimension));
  return [...new Set<Kind>(dimensions), ...(mentions.some(({ period }) => period) ? [null] : [])];
}

const isOf = ({ members, period }: Mention, kind: Kind): boolean =>
  kind === null ? period !== null : members.some(({ dimension }) => dimension === kind);

/** Small whole numbers are everywhere. */
function isTelling({ found }: Cited): boolean {
  const digits = found.text.replace(/\D/g, '').length;
  return (
    digits > 0 && !found.ofTime && !found.listed && (found.unit !== null || found.value >= 10 || digits > 1)
  );
}

interface Beside {
  /** Names before and after the number, up to the numbers next to it. */
  readonly around: readonly Mention[];
  /** The one that the number is joined to so closely that no other comes into question. */
  readonly close: readonly Mention[] | null;
  /** At least one of them is joined to the number by what stands between. */
  readonly strong: boolean;
}

function mentionsBeside(
  text: string,
  places: readonly Place[],
  at: number,
  mentions: readonly Mention[],
  kind: Kind,
): Beside {
  const place = places[at] as Place;
  const next = places[at + 1]?.from ?? text.length;
  const after = mentions.filter(({ from }) => from >= place.to && from < next);
  let before: readonly Mention[] = [];
  for (let back = at - 1; ; back -= 1) {
    const start = places[back]?.to ?? 0;
    before = mentions.filter(({ from, to }) => from >= start && to <= place.from);
    if (before.length > 0 || back < 0) break;
    if (!goesOn(text, places[back], place, kind)) break;
  }
  const nearest = before.at(-1);
  const first = after[0];
  const strongBefore = nearest !== undefined && before.some((one) => isJoinedBefore(text, one, place, kind));
  const strongAfter = first !== undefined && isJoinedAfter(text, place.to, first, kind);
  const isClose =
    nearest !== undefined &&
    before.length === 1 &&
    !(first && mayBelongAfter(text.slice(place.to, first.from))) &&
    strongBefore &&
    isCloseTo(text.slice(nearest.to, place.from), place.cited);
  return {
    around: [...before, ...after],
    close: isClose ? [nearest] : null,
    strong: strongBefore || strongAfter,
  };
}

/** “A and B made 1 and 2 respectively”: the first of each belong together, and so on. */
function inPairs(
  text: string,
  places: readonly Place[],
  at: number,
  mentions: readonly Mention[],
): Beside | null {
  const own = mentions[at];
  if (!own || mentions.length !== places.length || !/\brespectively\b/iu.test(text)) return null;
  return { around: [own], close: [own], strong: true };
}

/** Whether a result may have the number for what is named; where it does not say, it may. */
function mayBeSaidOf({ members, period }: Stated, mention: Mention, kind: Kind): boolean {
  if (kind === null) return !period || !mention.period || touches(mention.period, period);
  // A name may be one of several dimensions: it is that of the one it fits.
  const known = mention.members.filter(({ dimension }) => members.has(dimension));
  return known.length === 0 || known.some(({ dimension, value }) => members.get(dimension)?.has(value));
}

const isIn = ({ dimension, value }: Member, kind: Kind, values: ReadonlySet<string>): boolean =>
  dimension === kind && values.has(value);

/**
 * Whether a number is one of everything, said of a part of it (“Chicago made $4.4M”, which all places made), though the results
 * have the part's own.
 */
function isOfTheWhole(
  stated: readonly Stated[],
  close: readonly Mention[],
  kind: Kind,
  all: readonly Stated[],
): boolean {
  const [mention] = close;
  if (!mention || stated.some((one) => isOwn(one, mention, kind))) return false;
  if (kind === null && !stated.every(({ period }) => period && isPartOf(mention, period))) return false;
  return stated.every((one) =>
    all.some(
      (other) =>
        other.of === one.of &&
        other.kind === one.kind &&
        other.change === one.change &&
        isOwn(other, mention, kind) &&
        isAtSameTime(one, other, kind) &&
        [...other.members].every(([dimension]) => dimension === kind || one.members.has(dimension)),
    ),
  );
}

const isAtSameTime = (one: Stated, other: Stated, kind: Kind): boolean =>
  kind === null || (one.period?.from === other.period?.from && one.period?.to === other.period?.to);

function isOwn({ members, period }: Stated, mention: Mention, kind: Kind): boolean {
  if (kind === null) return period !== null && mention.period !== null && isWhole(mention.period, period);
  const values = members.get(kind);
  return values?.size === 1 && mention.members.some((one) => isIn(one, kind, values));
}

/** A month of a year that is longer than it. */
const isPartOf = ({ period }: Mention, whole: { readonly from: string; readonly to: string }): boolean =>
  period !== null &&
  yearsIn(whole).some((year) => {
    const part = rangeOf(period, period.year ?? year);
    return overlaps(part, whole) && (whole.from < part.from || part.to < whole.to);
  });
