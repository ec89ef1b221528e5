/** Conditions on a number that a person or a line has: “with tenure over 24 months”, “with us for over 2 years”, “aged over 40”. */
import { after, type Clause, type Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { type Bound, boundAt } from './bound.ts';

export const numberFilterClause: Clause = (reading, at) => {
  if (sinceDay(reading, at)) return 1;
  const read = namedFirst(reading, at) ?? sinceWhen(reading, at) ?? namedLast(reading, at);
  if (!read) return 0;
  const { bound, dimension, next, scale } = read;
  const { draft, refusals, knowledge } = reading;
  if (!knowledge.vocabulary.dimensions.has(dimension)) {
    refusals.push(
      `No ${knowledge.dimension(dimension)?.plural.toLowerCase() ?? dimension} are recorded here.`,
    );
    return next - at;
  }
  if (bound.value.ambiguous || bound.value.unit === 'percent') {
    refusals.push(`“${reading.items[bound.next - 1]?.text ?? ''}” is no number I can hold that against.`);
    return next - at;
  }
  const ends = [bound.value.value, ...(bound.upper ? [bound.upper.value] : [])].map((end) =>
    String(end * scale),
  );
  const [low = '', high = low] = ends;
  const target = draft.share && draft.partFollows ? draft.part : draft.where;
  target.push({
    dimension,
    op: bound.op === '=' ? 'between' : bound.op,
    values: bound.op === 'between' || bound.op === '=' ? [low, high] : [low],
    at,
    list: 'and',
  });
  return next - at;
};

interface Read {
  readonly bound: Bound;
  readonly dimension: string;
  readonly next: number;
  /** Years are kept as months. */
  readonly scale: number;
}

/** “with [a] tenure of over 24 months”, “whose age is between 30 and 40”, “aged over 40”. */
function namedFirst(reading: Reading, at: number): Read | null {
  const { items } = reading;
  const place = afterLinks(reading, at);
  const older = /^(?:older|younger) than$/u.test(items[place]?.key ?? '') ? boundAt(reading, place) : null;
  if (older) return withUnit(reading, older, CONVENTIONS.age);
  const dimension = numberIn(reading, items[place]) ?? wordFor(items[place]);
  if (!dimension) return null;
  const bound = boundAt(reading, afterLinks(reading, place + 1));
  return bound ? withUnit(reading, bound, dimension) : null;
}

/** “with us since 2018” asks when they came, which a period of sales does not tell. */
function sinceDay({ items, refusals, draft }: Reading, at: number): boolean {
  if (items[at]?.key !== 'with us' || !is(items[at + 1], 'since')) return false;
  if (draft.metrics.every(({ id }) => id !== CONVENTIONS.people)) return false;
  refusals.push(
    'I know for how many months customers have been with you. Ask for example for “customers with us over 24 months”.',
  );
  return true;
}

/** “[who have been] with us [for] over 24 months”. */
function sinceWhen(reading: Reading, at: number): Read | null {
  const { items } = reading;
  const place = afterLinks(reading, at);
  if (items[place]?.key !== 'with us') return null;
  const bound = boundAt(reading, afterLinks(reading, place + 1));
  const read = bound ? withUnit(reading, bound, CONVENTIONS.tenure) : null;
  // “with us over 24” says of what only with its unit.
  return read && bound && read.next > bound.next ? read : null;
}

/** “over 24 months of tenure”, “over 40 years old”. */
function namedLast(reading: Reading, at: number): Read | null {
  const bound = boundAt(reading, afterLinks(reading, at));
  if (!bound) return null;
  const place = reading.items[bound.next]?.key === 'of' ? bound.next + 1 : bound.next;
  const dimension = numberIn(reading, reading.items[place]);
  return dimension ? { bound, dimension, next: place + 1, scale: 1 } : null;
}

function withUnit({ items }: Reading, bound: Bound, dimension: string): Read | null {
  const item = items[bound.next];
  const unit = item?.grain?.form === 'adverb' ? undefined : item?.grain?.unit;
  if (unit === undefined) return { bound, dimension, next: bound.next, scale: 1 };
  const scale = dimension === CONVENTIONS.tenure ? TENURE_UNITS[unit] : unit === 'year' ? 1 : undefined;
  return scale === undefined ? null : { bound, dimension, next: bound.next + 1, scale };
}

const TENURE_UNITS: Readonly<Record<string, number>> = { month: 1, year: 12 };

/** A number that each row has by itself; amounts of whole orders and customers have words of their own. */
function numberIn({ knowledge }: Reading, item: Item | undefined): string | null {
  const id = item?.dimensions.find((each) => {
    const dimension = knowledge.dimension(each);
    return dimension?.kind === 'number' && dimension.per === null;
  });
  return id ?? null;
}

/** “tenure” by itself is a band to split by; with a number behind it, it is the months. */
const wordFor = (item: Item | undefined): string | null =>
  item?.dimensions.includes('tenure') || item?.metrics.includes('average_tenure')
    ? CONVENTIONS.tenure
    : item?.dimensions.includes('age_band') || is(item, 'aged')
      ? CONVENTIONS.age
      : null;

/** The first place behind words that only link: “with a”, “who are”, “whose … is”, “for”, “of”. */
function afterLinks(reading: Reading, at: number): number {
  let place = after(reading, at);
  while (place - at < 5) {
    const item = reading.items[place];
    const links =
      item && (is(item, 'relative') || is(item, 'filler') || LINKS.has(item.key)) && !meansSomething(item);
    if (!links || boundAt(reading, place)) return place;
    place++;
  }
  return place;
}

const LINKS = new Set(['with', 'with a', 'for', 'of', 'been', 'have been', 'and', 'from']);
const meansSomething = (item: Item): boolean =>
  item.dimensions.length > 0 || item.metrics.length > 0 || item.values.length > 0;
