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
  readonly clears: boolean;
  readonly reverses: boolean;
}

/** Takes the leaning words off both ends. */
export function fragmentOf(items: readonly Item[]): Fragment {
  let start = 0;
  let end = items.length;
  let leans = false;
  let adds = false;
  while (start < end && leansAt(items, start)) {
    const item = items[start];
    if (is(item, 'add') && !is(item, 'prep')) adds = true;
    if (!is(item, 'stop') && !is(item, 'comma') && !isPlainFiller(item)) leans = true;
    start++;
  }
  while (end > start && closesAt(items[end - 1])) {
    const item = items[end - 1];
    if (is(item, 'add')) adds = true;
    if (is(item, 'add') || is(item, 'instead')) leans = true;
    end--;
  }
  const rest = items.slice(start, end);
  return {
    items: rest.filter((item) => !is(item, 'clear') && !is(item, 'reverse')),
    leans,
    adds,
    clears: items.some((item) => is(item, 'clear')),
    reverses: items.some((item) => is(item, 'reverse')),
  };
}

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
    is(item, 'instead') ||
    is(item, 'stop') ||
    is(item, 'comma') ||
    isPlainFiller(item)
  );
}

const closesAt = (item: Item | undefined): boolean =>
  item !== undefined &&
  !carriesMeaning(item) &&
  (is(item, 'instead') || is(item, 'add') || is(item, 'stop') || item.key === 'again');

/** A question with a metric of its own that does not lean stands alone. */
export function standsAlone(parsed: Parsed, fragment: Fragment): boolean {
  if (fragment.leans || fragment.clears || fragment.reverses) return false;
  const { draft } = parsed;
  return draft.metrics.length > 0 || draft.verbs.length > 0 || draft.who || draft.howMuch || draft.when;
}
