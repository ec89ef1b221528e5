/** Is it a question of its own, or does it lean on the one before? And what does it lean with? */
import { carriesMeaning } from '../clause.ts';
import { type Item, is } from '../item.ts';
import type { Parsed } from '../parse.ts';

export interface Fragment {
  /** The items without the words that only say that it leans. */
  readonly items: readonly Item[];
  /** It said “and …”, “what about …”, “same for …”, “instead”. */
  readonly leans: boolean;
  /** “also”, “add”, “further”: what it names comes on top. */
  readonly adds: boolean;
  readonly instead: boolean;
  /** “only …”: it narrows what was asked. */
  readonly narrows: boolean;
  /** “those that …”, “which ones …”: it picks some of what the last answer lists. */
  readonly picks: boolean;
  /** “all locations”. */
  readonly all: boolean;
  /** “how many of them …”: it counts what the last answer counted. */
  readonly refers: boolean;
  /** “their revenue”: of the people that the last answer counted. */
  readonly theirs: boolean;
  /** Nothing but the name of a metric: what it leaves out is taken from before. */
  readonly bare: boolean;
  readonly clears: boolean;
  readonly reverses: boolean;
}

/** Takes the leaning words off both ends; `corrects` where “sorry, I meant” led into the text. */
export function fragmentOf(said: readonly Item[], corrects = false): Fragment {
  const { items, refers } = withoutOfThem(said);
  let start = 0;
  let end = items.length;
  let leans = corrects || refers;
  let adds = false;
  let instead = false;
  while (start < end && leansAt(items, start)) {
    const item = items[start];
    if ((is(item, 'add') && !is(item, 'prep')) || item?.key === 'plus' || item?.key === 'with') adds = true;
    if (!is(item, 'stop') && !is(item, 'comma') && !isPlainFiller(item)) leans = true;
    start++;
  }
  while (end > start && closesAt(items, start, end - 1)) {
    const item = items[end - 1];
    if (is(item, 'add')) adds = true;
    if (item?.key === 'instead' || item?.key === 'rather') instead = true;
    if (is(item, 'add') || is(item, 'instead')) leans = true;
    end--;
  }
  const rest = items.slice(start, end);
  return {
    items: rest.filter((item) => !is(item, 'clear') && !is(item, 'reverse')),
    leans,
    adds,
    instead,
    picks: items.some((item) => !carriesMeaning(item) && PICKS.test(item.key)),
    narrows: items.slice(0, start + 1).some((item) => is(item, 'only')),
    all: items.some(
      (item) => !carriesMeaning(item) && /^(?:for |in |across )?(?:all|every)\b/u.test(item.key),
    ),
    refers,
    theirs: items.some((item) => item.key === 'their'),
    bare: isBare(items),
    clears: items.some((item) => is(item, 'clear')),
    reverses: items.some((item) => is(item, 'reverse')),
  };
}

const PICKS = /^(?:those|these|ones|which(?: ones?| of(?: them| those| these)?)?)$/u;

/** “how many of them were women?” is “how many were women?” with a finger on what they are. */
function withoutOfThem(items: readonly Item[]): { items: readonly Item[]; refers: boolean } {
  const count = items.findIndex((item) => is(item, 'count'));
  const next = items.slice(count + 1, count + 3);
  const whole = next[0]?.key ?? '';
  const length = /^of (?:them|those|these)$/u.test(whole)
    ? 1
    : whole === 'of' && /^(?:them|those|these)$/u.test(next[1]?.key ?? '')
      ? 2
      : 0;
  return count < 0 || length === 0
    ? { items, refers: false }
    : { items: [...items.slice(0, count + 1), ...items.slice(count + 1 + length)], refers: true };
}

/** “AOV?”, “their revenue”, “of orders?”, “per customer”: no more than names of metrics. */
function isBare(items: readonly Item[]): boolean {
  const named = items.filter((item) => item.metrics.length > 0);
  const rest = items.filter((item) => item.metrics.length === 0);
  return (
    named.length > 0 &&
    named.every((item) => item.period === null && item.number === null && item.values.length === 0) &&
    rest.every(
      (item) =>
        is(item, 'stop') || is(item, 'comma') || is(item, 'and') || is(item, 'count') || BESIDE.has(item.key),
    )
  );
}

/** Words beside the name of a metric that ask for nothing more; “total” would. */
const BESIDE = new Set(['', 'per', 'their', 'its', 'the', 'of', 'on', 'in', 'show', 'show me', 'give me']);

const isPlainFiller = (item: Item | undefined): boolean => is(item, 'filler') && !is(item, 'followUp');

/** “only” and “without” lead into filters and are kept for them. */
function leansAt(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (!item || carriesMeaning(item) || is(item, 'not')) return false;
  if (item.key === 'with') return (items[at + 1]?.metrics.length ?? 0) > 0;
  if (is(item, 'compare') || is(item, 'versus')) return false;
  return (
    is(item, 'followUp') ||
    is(item, 'add') ||
    item.key === 'plus' ||
    is(item, 'instead') ||
    is(item, 'stop') ||
    is(item, 'comma') ||
    isPlainFiller(item)
  );
}

function closesAt(items: readonly Item[], start: number, at: number): boolean {
  const item = items[at];
  if (item === undefined || carriesMeaning(item)) return false;
  // “top 3 only” narrows nothing but the list.
  const ranks = items.slice(start, at).some((before) => is(before, 'top') || is(before, 'bottom'));
  if (is(item, 'only') && ranks) return items.slice(start, at).every((before) => !carriesMeaning(before));
  return is(item, 'instead') || is(item, 'add') || is(item, 'stop') || item.key === 'again';
}

/** A question with a metric of its own that does not lean stands alone. */
export function standsAlone(parsed: Parsed, fragment: Fragment): boolean {
  if (fragment.leans || fragment.bare || fragment.clears || fragment.reverses) return false;
  const { draft } = parsed;
  return (
    draft.count ||
    draft.metrics.length > 0 ||
    draft.verbs.length > 0 ||
    draft.who ||
    draft.howMuch ||
    draft.when
  );
}
