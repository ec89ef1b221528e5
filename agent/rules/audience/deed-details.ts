/** What is said about a deed behind its verb: how often, of what, when, how. */

import type { Measure } from '../../../tools/audience/gate.ts';
import { circumstanceAt } from './circumstances.ts';
import { type Read, type Scene, skipAll, wordsAt } from './cursor.ts';
import type { Deed } from './deed.ts';
import { everyTimeAt } from './every-time.ts';
import { goodsAt } from './goods.ts';
import { howOftenAt } from './how-often.ts';
import { meantAt } from './meant.ts';
import { namedDays } from './named-days.ts';
import { whenAt } from './when.ts';
import { after } from './words.ts';

/** What is said about the deed behind its verb, in any order. */
export function more(scene: Scene, deed: Deed, at: number): Read<Deed> {
  let next = at;
  for (let taken = true; taken; ) {
    const further = detail(scene, deed, next);
    taken = further !== null && further > next;
    if (further !== null) next = further;
  }
  return { it: deed, next };
}

/** Puts the detail that stands at `at` into the deed; returns where it ends, or null. */
function detail(scene: Scene, deed: Deed, at: number): number | null {
  return (
    inOneOrder(scene, deed, at) ??
    alongWith(scene, deed, at) ??
    everyTime(scene, deed, at) ??
    often(scene, deed, at) ??
    what(scene, deed, at) ??
    when(scene, deed, at) ??
    how(scene, deed, at)
  );
}

const ONE_ORDER =
  /^(?:(?:with)?in (?:a single|one single|one and the same|one|the very same|the same|an?) (?:order|purchase|basket|cart|transaction|checkout|invoice|go)|at once|at the same time)\b/u;
const TOGETHER = /^together$/u;
const IN_ORDER: ReadonlySet<Measure['of']> = new Set(['amount', 'units', 'categories', 'products']);

/** “over 200 in a single order”: behind a number that one order can have, or behind several goods. */
function inOneOrder(scene: Scene, deed: Deed, at: number): number | null {
  const found = (ONE_ORDER.exec(wordsAt(scene, at, 6)) ?? TOGETHER.exec(wordsAt(scene, at, 1)))?.[0];
  if (!found) return null;
  const next = at + found.split(' ').length;
  const isSeveral = deed.goods?.joint === 'and' && deed.goods.things.length > 1;
  if (isSeveral && (!deed.measure || !IN_ORDER.has(deed.measure.of))) {
    deed.together = true;
    return next;
  }
  if (TOGETHER.test(found) || !deed.measure || deed.measure.each || !IN_ORDER.has(deed.measure.of))
    return null;
  deed.measure = { ...deed.measure, each: 'order' };
  return next;
}

/** “in every month of 2019”, “at least once a month”. */
function everyTime(scene: Scene, deed: Deed, at: number): number | null {
  const found = deed.every ? null : everyTimeAt(scene, at, deed.measure !== null);
  if (!found || (found.it.within && deed.within)) return null;
  deed.every = found.it.every;
  if (deed.measure?.op === '=' && /^(?!(?:exactly|only|just) )\S* ?once$/u.test(wordsAt(scene, at - 2, 2))) {
    // “Once a month” is no less than that.
    deed.measure = null;
    scene.notes.push(`I took once every ${found.it.every} as at least once.`);
  }
  deed.within = found.it.within ?? deed.within;
  return found.next;
}

/** “apparel together with bags”, where only the first has been read. */
function alongWith(scene: Scene, deed: Deed, at: number): number | null {
  const said = /^(?:together with|along with|alongside)\b/u.exec(wordsAt(scene, at, 2))?.[0];
  const other = said && deed.goods ? goodsAt(scene, at + said.split(' ').length) : null;
  if (!other || !deed.goods || deed.goods.joint === 'and' || deed.goods.things.length > 1) return null;
  deed.goods = { things: [...deed.goods.things, ...other.it.things], joint: 'and' };
  deed.together = true;
  return other.next;
}

/** “at least 3 times”, “more than 5 pairs of socks”. */
function often(scene: Scene, deed: Deed, at: number): number | null {
  const found = deed.measure ? null : howOftenAt(scene, at, deed.goods !== null);
  if (!found) return null;
  deed.measure = found.it.measure;
  deed.goods = found.it.goods ?? deed.goods;
  return found.next;
}

const skipWord = (scene: Scene, at: number, word: RegExp): number =>
  word.test(scene.tokens[at]?.text ?? '') ? at + 1 : at;

/** “socks or shoes”, “on shoes”, “only socks”, “nothing else”. */
function what(scene: Scene, deed: Deed, at: number): number | null {
  const only = after(scene.tokens, at, deed.goods ? 'nothingElse' : 'only');
  if (only !== null && !deed.alone) {
    deed.alone = true;
    return only;
  }
  if (deed.goods) return null;
  const neither = after(scene.tokens, at, 'neither');
  if (neither !== null) return noneOf(scene, deed, neither);
  const meant = meantAt(scene, at);
  if (meant) {
    deed.goods = meant.it;
    return meant.next;
  }
  const lead = deed.measure ? skipAll(scene, at, 'spendOn', 'filler') : skipWord(scene, at, /^(?:of|for)$/u);
  const goods = goodsAt(scene, lead) ?? (lead > at ? goodsAt(scene, at) : null);
  if (!goods) return null;
  deed.goods = goods.it;
  return goods.next;
}

/** “neither socks nor shoes”. */
function noneOf(scene: Scene, deed: Deed, at: number): number | null {
  const one = goodsAt(scene, at);
  const joint = one === null ? null : after(scene.tokens, one.next, 'nor');
  const other = joint === null ? null : goodsAt(scene, joint);
  if (!one) return null;
  deed.goods = { things: [...one.it.things, ...(other?.it.things ?? [])], joint: 'or' };
  deed.negative = !deed.negative;
  return other?.next ?? one.next;
}

function when(scene: Scene, deed: Deed, at: number): number | null {
  if (deed.within && !(deed.within.kind === 'all' && deed.negative)) return null;
  const two = bothTimes(scene, deed, at);
  if (two !== null) return two;
  const period = whenAt(scene, at);
  if (!period) return null;
  deed.within = period.it;
  return period.next;
}

/** “in both May and June”, “neither in May nor in June”. */
function bothTimes(scene: Scene, deed: Deed, at: number): number | null {
  const neither = after(scene.tokens, at, 'neither');
  const lead = neither ?? skipWord(scene, at, /^(?:in|during)$/u);
  if (neither === null && scene.tokens[lead]?.text !== 'both') return null;
  const one = namedDays(scene, neither ?? lead + 1);
  const joint =
    one && (neither === null ? after(scene.tokens, one.next, 'and') : after(scene.tokens, one.next, 'nor'));
  const other = typeof joint === 'number' ? namedDays(scene, joint) : null;
  if (!one || !other) return null;
  deed.within = one.it;
  deed.besides = other.it;
  if (neither !== null) deed.negative = !deed.negative;
  return other.next;
}

function how(scene: Scene, deed: Deed, at: number): number | null {
  const said = circumstanceAt(scene, at);
  if (!said || deed.circumstances.some(({ of }) => of === said.it.of)) return null;
  deed.circumstances.push(said.it);
  return said.next;
}
