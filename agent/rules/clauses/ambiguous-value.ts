/** A word that is a value of two dimensions, or that has a narrow and a wide reading: asked about. */
import { sourcesOf } from '../../../tools/metrics/model.ts';
import type { KnownValue } from '../../../tools/metrics/vocabulary.ts';
import type { Reading } from '../clause.ts';
import type { Draft, SaidFilter } from '../draft.ts';
import type { Item } from '../item.ts';

/** Pushes a choice, or settles it where only one home can go with the number asked for. False where there is nothing to settle. */
export function ambiguousValue(reading: Reading, item: Item, at: number, negative: boolean): boolean {
  const homes = [...new Map(item.values.map(({ value }) => [value.dimension, value])).values()];
  if (homes.length < 2) return !negative && withoutSomething(reading, item, at);
  const filterOn = (value: KnownValue): SaidFilter => ({
    dimension: value.dimension,
    op: negative ? 'not_in' : 'in',
    values: [value.value],
    at,
    list: 'and',
  });
  const possible = recordedWithMetric(reading, homes);
  const [only, second] = possible;
  if (only && !second) {
    put(reading.draft, filterOn(only));
    return true;
  }
  reading.choices.push({
    question: `“${item.text}” is known in more than one place. Which do you mean?`,
    options: possible.slice(0, 5).map((value) => ({
      label: `${reading.knowledge.dimension(value.dimension)?.label ?? value.dimension}: ${value.label}`,
      apply: (draft) => put(draft, filterOn(value)),
    })),
  });
  return true;
}

/** A page that is called like a category is no reading where sales are asked for: sales have no page. */
function recordedWithMetric(reading: Reading, homes: readonly KnownValue[]): readonly KnownValue[] {
  const { items, knowledge, thread } = reading;
  const said = items.flatMap((item) => item.metrics);
  const sources = (said.length > 0 ? said : (thread?.metrics ?? [])).flatMap((id) => {
    const metric = knowledge.metric(id);
    return metric ? sourcesOf(metric, knowledge.model) : [];
  });
  const fitting = homes.filter((value) => sources.some((source) => value.sources.includes(source)));
  return fitting.length > 0 ? fitting : homes;
}

/** “without coupon”: those marked as without, or all that are not marked as with? */
function withoutSomething(reading: Reading, item: Item, at: number): boolean {
  const only = item.values[0];
  const thing = /^(?:without(?: an?)?|no) (.+?)s?$/u.exec(only?.phrase ?? '')?.[1];
  if (!only || !thing) return false;
  const { dimension } = only.value;
  const known = reading.knowledge.vocabulary.values(dimension);
  const positive = reading.knowledge.vocabulary
    .find(`with ${thing}`)
    .find((value) => value.dimension === dimension);
  if (!positive || known.length < 3) return false;
  const others = known.filter((value) => value.value !== positive.value).map((value) => `“${value.label}”`);
  reading.choices.push({
    question: `Without ${thing}: only those marked “${only.value.label}”, or everything that is not “${positive.label}” (${others.join(', ')})?`,
    options: [
      {
        label: `Only “${only.value.label}”`,
        apply: (draft) => put(draft, { dimension, op: 'in', values: [only.value.value], at, list: 'and' }),
      },
      {
        label: `Everything but “${positive.label}”`,
        apply: (draft) => put(draft, { dimension, op: 'not_in', values: [positive.value], at, list: 'and' }),
      },
    ],
  });
  return true;
}

function put(draft: Draft, filter: SaidFilter): void {
  if (draft.share && draft.partFollows) draft.part.push(filter);
  else draft.where.push(filter);
}
