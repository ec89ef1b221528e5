/** How often, how many, for how much: “at least 3 times”, “twice or more”, “more than 5 pairs of socks”, “for over 500”. */
import type { Measure } from '../../../tools/audience/gate.ts';
import { boundsAt, plain } from './amounts.ts';
import { type Read, type Scene, skip, wordsAt } from './cursor.ts';
import { type Goods, goodsAt } from './goods.ts';
import { whenAt } from './when.ts';
import { after } from './words.ts';

export interface HowOften {
  readonly measure: Measure;
  /** Named between the number and the rest: “5 pairs of socks”. */
  readonly goods: Goods | null;
}

/** The measure of a deed that stands at `at`; `named` where its goods have been said. */
export function howOftenAt(scene: Scene, at: number, named: boolean): Read<HowOften> {
  const times = timesAt(scene, at);
  if (times) return { it: { measure: times.it, goods: null }, next: times.next };
  return worthAt(scene, at) ?? countAt(scene, at, named);
}

const COMPARED: readonly (readonly [RegExp, Measure['op']])[] = [
  [/^at least /u, '>='],
  [/^more than /u, '>'],
  [/^over /u, '>'],
  [/^less than /u, '<'],
  [/^at most /u, '<='],
  [/^(?:no|not) more than /u, '<='],
  [/^(?:only|just|exactly) /u, '='],
];

/** “twice”, “more than once”, “at least twice”, “once or more”. */
function timesAt(scene: Scene, at: number): Read<Measure> {
  const text = `${wordsAt(scene, at, 3)} `;
  const compared = COMPARED.find(([pattern]) => pattern.test(text));
  const lead = compared?.[0].exec(text)?.[0].trim().split(' ').length ?? 0;
  const twice = after(scene.tokens, at + lead, 'twice');
  const end = twice ?? after(scene.tokens, at + lead, 'once');
  if (end === null) return null;
  const orMore = wordsAt(scene, end, 2) === 'or more';
  const op = compared?.[1] ?? (orMore ? '>=' : '=');
  return {
    it: { of: 'times', op, value: twice === null ? 1 : 2 },
    next: orMore ? end + 2 : end,
  };
}

/** “for over 500”, “$500 worth of”. */
function worthAt(scene: Scene, at: number): Read<HowOften> {
  const led = /^(?:for|worth)$/u.test(wordsAt(scene, at, 1));
  const bounds = boundsAt(scene, led ? at + 1 : at);
  if (!bounds || bounds.it.unit === 'percent' || whenAt(scene, at)) return null;
  const isMoney = bounds.it.unit === 'currency' || (led && !bounds.it.bare);
  if (!isMoney) return null;
  const next = wordsAt(scene, bounds.next, 1) === 'worth' ? bounds.next + 1 : bounds.next;
  return { it: { measure: { of: 'amount', ...plain(bounds.it) }, goods: null }, next };
}

/** “at least 3 times”, “in 2 orders”, “more than 5 pairs of socks”. */
function countAt(scene: Scene, at: number, named: boolean): Read<HowOften> {
  const bounds = boundsAt(scene, at);
  if (bounds?.it.unit !== 'plain') return null;
  const read = (of: Measure['of'], next: number, goods: Goods | null = null): Read<HowOften> => ({
    it: { measure: { of, ...plain(bounds.it) }, goods },
    next,
  });
  const times = after(scene.tokens, bounds.next, 'times');
  if (times !== null) return orMore(scene, read('times', times));
  const orders = after(scene.tokens, bounds.next, 'orders');
  if (orders !== null) return orMore(scene, read('orders', orders));
  const kinds = kindsAt(scene, bounds.next);
  if (kinds) return read(kinds.it, kinds.next);
  if (named) return null;
  const units = skip(scene, bounds.next, 'units');
  const goods = goodsAt(scene, units);
  return goods || units > bounds.next ? read('units', goods?.next ?? units, goods?.it) : null;
}

/** “4 different categories”, “exactly one product category”, “3 distinct products”. */
function kindsAt(scene: Scene, at: number): Read<'categories' | 'products'> {
  const different = /^(?:different|distinct|separate|unique)$/u.test(wordsAt(scene, at, 1)) ? at + 1 : at;
  const lead = wordsAt(scene, different, 1) === 'product' ? different + 1 : different;
  if (/^categor(?:y|ies)$/u.test(wordsAt(scene, lead, 1))) return { it: 'categories', next: lead + 1 };
  // “3 products” may be three pieces of one.
  return different > at && /^(?:products?|items?|articles?|things?)$/u.test(wordsAt(scene, different, 1))
    ? { it: 'products', next: different + 1 }
    : null;
}

/** “three times or more”, “2 orders or fewer”: the comparison behind the noun. */
export function orMore(scene: Scene, read: Read<HowOften>): Read<HowOften> {
  if (read?.it.measure.op !== '=') return read;
  const behind = wordsAt(scene, read.next, 2);
  const op = /^or more$/u.test(behind) ? '>=' : /^or (?:less|fewer)$/u.test(behind) ? '<=' : null;
  return op === null
    ? read
    : { it: { ...read.it, measure: { ...read.it.measure, op } }, next: read.next + 2 };
}
