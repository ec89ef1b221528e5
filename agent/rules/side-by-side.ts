/**
 * Values held side by side, said in one breath: “men vs women”, “compare weekend and weekday”. The model knows such
 * pairs as names of their dimension; where they are compared they are two values, in the order said.
 */
import type { Clock } from './dates/calendar.ts';
import { type Item, is } from './item.ts';
import type { Knowledge } from './knowledge.ts';
import { CONVENTIONS } from './lexicon/conventions.ts';
import { tag } from './tag.ts';
import { lex } from './text/lexer.ts';

/** The items with compared pairs taken apart, and without the “by” of “compare A and B by orders”. */
export function sideBySide(items: readonly Item[], knowledge: Knowledge, clock: Clock): readonly Item[] {
  const compares = items.some((item) => is(item, 'compare') || is(item, 'versus'));
  const over = items.some((item) => item.grain !== null);
  const read = (text: string): Item[] => tag(lex(text), knowledge, clock);
  const apart = items.flatMap((item, at) =>
    over || is(items[at - 1], 'by') ? [item] : takenApart(item, compares, read),
  );
  const named = apart.flatMap((item, at) => [...nounFor(apart, at, knowledge, read), item]);
  return holdsTwo(named) ? withoutBy(named) : items;
}

const PAIR = /^(?<one>.+?) (?<joint>vs|versus|and|or) (?<other>.+)$/u;

/** “men and women” → “men”, “vs”, “women”. New and returning customers stay what they are: numbers of their own. */
function takenApart(item: Item, compares: boolean, read: (text: string) => Item[]): readonly Item[] {
  const [dimension, more] = item.dimensions;
  const { one, joint, other } = PAIR.exec(item.key)?.groups ?? {};
  if (!dimension || more || item.metrics.length > 0 || dimension === CONVENTIONS.customerType) return [item];
  if (!one || !other || !(compares || joint === 'vs' || joint === 'versus')) return [item];
  const parts = [...read(one), ...read('vs'), ...read(other)];
  const isValue = (part: Item | undefined): boolean =>
    part?.values.some(({ value }) => value.dimension === dimension) ?? false;
  return parts.length === 3 && isValue(parts[0]) && isValue(parts[2]) ? parts : [item];
}

/** “used vs clicked coupons”: the noun behind the second names the dimension of both. */
function nounFor(
  items: readonly Item[],
  at: number,
  knowledge: Knowledge,
  read: (text: string) => Item[],
): Item[] {
  const [item, joint, other] = items.slice(at, at + 3);
  if (!item || !other || !is(joint, 'versus') || (items[at - 1]?.dimensions.length ?? 0) > 0) return [];
  if (item.key.includes(' ') || !other.key.includes(' ')) return [];
  const shared = item.values.find(({ value }) =>
    other.values.some((second) => second.value.dimension === value.dimension),
  );
  const label = knowledge.dimension(shared?.value.dimension ?? '')?.label.toLowerCase();
  const noun = label?.split(' ')[0];
  return label && noun && other.key.split(' ').some((word) => word === noun || word === `${noun}s`)
    ? read(label)
    : [];
}

/** Whether two values of one dimension stand beside a comparing word. */
function holdsTwo(items: readonly Item[]): boolean {
  if (!items.some((item) => is(item, 'compare') || is(item, 'versus'))) return false;
  const homes = items.flatMap((item) =>
    item.period ? [] : [...new Set(item.values.map(({ value }) => value.dimension))],
  );
  return new Set(homes).size < homes.length;
}

/** “compare A and B by orders” names the number; there is nothing to sort. */
const withoutBy = (items: readonly Item[]): readonly Item[] =>
  items.filter(
    (item, at) =>
      !(
        /^(?:by|in terms of|based on|by number of)$/u.test(item.key) &&
        (items[at + 1]?.metrics.length ?? 0) > 0 &&
        items[at + 1]?.dimensions.length === 0
      ),
  );
