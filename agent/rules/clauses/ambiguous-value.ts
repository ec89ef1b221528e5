/** A word that is a value of two dimensions, or that has a narrow and a wide reading: asked about. */
import type { Reading } from '../clause.ts';
import type { Draft, SaidFilter } from '../draft.ts';
import type { Item } from '../item.ts';

/** Pushes a choice and returns true where the value needs one. */
export function ambiguousValue(reading: Reading, item: Item, at: number, negative: boolean): boolean {
  const homes = [...new Map(item.values.map(({ value }) => [value.dimension, value])).values()];
  if (homes.length > 1) {
    reading.choices.push({
      question: `“${item.text}” is known in more than one place. Which do you mean?`,
      options: homes.slice(0, 5).map((value) => ({
        label: `${reading.knowledge.dimension(value.dimension)?.label ?? value.dimension}: ${value.label}`,
        apply: (draft) =>
          put(draft, {
            dimension: value.dimension,
            op: negative ? 'not_in' : 'in',
            values: [value.value],
            at,
            list: 'and',
          }),
      })),
    });
    return true;
  }
  return !negative && withoutSomething(reading, item, at);
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
