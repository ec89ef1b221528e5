/** “how many female customers”, “how many men”, “how many Nest-USA did we sell”: the value says what is counted. */
import type { Reading } from '../clause.ts';
import { type Item, type ItemValue, is } from '../item.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';

/** Sets the metric that the values imply where they stand right after “how many”. */
export function impliedMetric(
  reading: Reading,
  at: number,
  values: readonly ItemValue[],
  last: Item | undefined,
): void {
  const { draft, items, knowledge } = reading;
  if (draft.metrics.some((metric) => metric.counted)) return;
  const noun = metricNoun(reading, last);
  const counted = is(items[at - 1], 'count') || (is(items[at], 'count') && at === 0);
  if (noun && (counted || draft.metrics.length === 0)) {
    draft.metrics.push({ id: noun, dimension: CONVENTIONS.customer, counted, at });
    return;
  }
  if (draft.metrics.length > 0) return;
  // “areas with the most women”: the people are what is counted.
  const most = draft.rankedByCount && PEOPLE.has(values[0]?.value.dimension ?? '');
  if (most && (is(items[at - 1], 'top') || is(items[at - 1], 'bottom'))) {
    draft.metrics.push({ id: CONVENTIONS.people, dimension: null, counted: true, at });
    return;
  }
  if (!counted) return;
  // “how many female orders”: the noun still follows.
  if (items.slice(at + 1, at + 3).some((item) => item.metrics.length > 0)) return;
  const dimension = values[0]?.value.dimension ?? '';
  const home = knowledge.dimension(dimension)?.expressions.join(' ') ?? '';
  if (PEOPLE.has(dimension))
    draft.metrics.push({ id: CONVENTIONS.people, dimension: CONVENTIONS.customer, counted: true, at });
  else if (home.includes('product.'))
    draft.metrics.push({ id: CONVENTIONS.pieces, dimension: null, counted: true, at });
}

/** Dimensions whose values are said of people. */
export const PEOPLE: ReadonlySet<string> = new Set(['gender', 'customer_type', 'segment', 'age_band']);

/** The metric that the last word of a spelling names: “female customers”. */
function metricNoun(reading: Reading, item: Item | undefined): string | null {
  const word = item?.values[0]?.phrase.split(' ').at(-1);
  if (!word || !item?.key.includes(' ')) return null;
  const token = { kind: 'word', text: word, raw: word } as const;
  const metrics = reading.knowledge.terms
    .at([token], 0)
    .flatMap((match) => match.meanings)
    .filter((meaning) => meaning.kind === 'metric')
    .map((meaning) => meaning.id);
  return metrics.includes(CONVENTIONS.people) ? CONVENTIONS.people : null;
}
