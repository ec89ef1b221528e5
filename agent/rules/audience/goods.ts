/** What was bought or looked at: “red and black socks”, “anything from Bags”, “wool socks or Derby shoes”. */
import type { Target } from '../../../tools/audience/gate.ts';
import { stem } from '../phrases.ts';
import { has, jointAt, type Read, type Scene, skip, typed, valueAt, valuesAt } from './cursor.ts';
import { AUDIENCE_WORDS, after as phraseEnd } from './words.ts';

/** Several things: every one of them, or any. Each is the targets of one line. */
export interface Goods {
  readonly things: readonly (readonly Target[])[];
  readonly joint: 'and' | 'or';
}

const NOUNS = ['category', 'product_group', 'product', 'sku'] as const;
const OF: Record<(typeof NOUNS)[number], Target['of']> = {
  category: 'category',
  product_group: 'group',
  product: 'product',
  sku: 'sku',
};
const CATEGORY_WORDS = /^(?:category|categories|collection|range|group|department|line)$/u;
const IN_WORDS = /^(?:from|in|of)$/u;
const LONGEST_NAME = 5;

/** The things named at `at`. “and” and “or” in one list are put among the refusals. */
export function goodsAt(scene: Scene, at: number): Read<Goods> {
  // “both socks and shoes” says no more than “socks and shoes”.
  const first = thingAt(scene, scene.tokens[at]?.text === 'both' ? at + 1 : at);
  if (!first) return null;
  const things = [first.it];
  const joints = new Set<string>();
  let { next } = first;
  for (;;) {
    const joint = jointAt(scene, next);
    const other = joint ? thingAt(scene, joint.next) : null;
    if (!joint || !other || other.it.length === 0) break;
    joints.add(joint.it);
    things.push(other.it);
    next = other.next;
  }
  if (joints.has('and') && joints.has('or'))
    scene.refusals.push(
      `“${typed(scene, at, next)}” can be read in two ways. Please name with one question what goes with “and”, and ask again for the “or”.`,
    );
  // “A, B” without a word between is a list of which any will do.
  const joint = things.length > 1 && joints.has('and') ? 'and' : 'or';
  return { it: joint === 'or' ? { things: merged(things), joint } : { things, joint }, next };
}

/** “Socks or Shoes” is one target with two values. */
function merged(things: readonly (readonly Target[])[]): readonly (readonly Target[])[] {
  const [first, ...rest] = things;
  const [target] = first ?? [];
  const alike = things.every(
    (thing) => thing.length === 1 && thing[0]?.of === target?.of && thing[0]?.op === 'in',
  );
  if (!first || !target || rest.length === 0 || !alike) return things;
  return [[{ ...target, values: [...new Set(things.flatMap((thing) => thing[0]?.values ?? []))] }]];
}

/** One thing; no targets for “anything”. */
function thingAt(scene: Scene, at: number): Read<readonly Target[]> {
  const start = skip(scene, at, 'filler');
  const some = skip(scene, start, 'anything');
  const colors = valuesAt(scene, some, ['color']);
  const from = nounAt(scene, inside(scene, colors?.next ?? some, some > start));
  const color = colors ? [targetIn('color', colors.it.values)] : [];
  if (from && (some === start || color.length === 0 || from.next > (colors?.next ?? some)))
    return { it: [...color, from.it], next: from.next };
  // “something red”, “red ones”: a colour alone needs a noun to be a thing.
  if (colors) {
    const behind = skip(scene, colors.next, 'anything');
    const ones = scene.tokens[behind]?.text === 'ones' ? behind + 1 : behind;
    return some > start || ones > colors.next ? { it: color, next: ones } : null;
  }
  return some > start ? { it: [], next: some } : null;
}

/** “anything from the Bags category”, “products in Bags”: the words between. */
export function inside(scene: Scene, at: number, afterNoun: boolean): number {
  if (!afterNoun || !IN_WORDS.test(scene.tokens[at]?.text ?? '')) return skip(scene, at, 'filler');
  const place = skip(scene, at + 1, 'filler');
  return CATEGORY_WORDS.test(scene.tokens[place]?.text ?? '') ? place + 1 : place;
}

/** A category, group, product or sku by name. */
export function nounAt(scene: Scene, at: number): Read<Target> {
  const led = CATEGORY_WORDS.test(scene.tokens[at]?.text ?? '') ? at + 1 : at;
  const value = valueAt(scene, led, NOUNS);
  if (!value) return nameHolding(scene, at);
  const of = OF[value.it.dimension as (typeof NOUNS)[number]];
  const behind = scene.tokens[value.next]?.text ?? '';
  const repeats =
    CATEGORY_WORDS.test(behind) || (/^(?:products|items|goods)$/u.test(behind) && of !== 'product');
  return { it: targetIn(of, [value.it.value]), next: value.next + Number(repeats) };
}

/** Words that stand inside the names of products or categories: “wool socks”. */
function nameHolding(scene: Scene, at: number): Read<Target> {
  let length = 0;
  while (length < LONGEST_NAME && isNameWord(scene, at + length)) length++;
  for (; length > 0; length--) {
    const words = scene.tokens.slice(at, at + length).map(({ text }) => text);
    const last = words.at(-1) ?? '';
    for (const spoken of new Set([words.join(' '), [...words.slice(0, -1), stem(last)].join(' ')])) {
      const holding = scene.knowledge.vocabulary.containing(spoken, 50).map(({ dimension }) => dimension);
      const of = holding.includes('category') ? 'category' : holding.includes('product') ? 'product' : null;
      if (!of) continue;
      scene.notes.push(
        `I took “${typed(scene, at, at + length)}” as every ${of} with “${spoken}” in its name.`,
      );
      return { it: { of, op: 'contains', values: [spoken] }, next: at + length };
    }
  }
  return null;
}

const isNameWord = (scene: Scene, at: number): boolean => {
  const token = scene.tokens[at];
  return token?.kind === 'word' && token.text.length > 2 && !AUDIENCE_WORDS.has(token.text);
};

export const targetIn = (of: Target['of'], values: readonly string[]): Target => ({
  of,
  op: 'in',
  values: [...values],
});

/** Where “nothing” ends, unless it is “nothing else”. */
export const saysNothing = (scene: Scene, at: number): number | null =>
  has(scene, at, 'nothingElse') ? null : phraseEnd(scene.tokens, at, 'nothing');
