/** What people did: “bought socks at least 3 times in the last year”, “never ordered”, “spent over 500 on shoes”. */
import { rowsOf } from '../../../tools/audience/actions.ts';
import type { Did, Gate, Measure, Target } from '../../../tools/audience/gate.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { boundsAt, plain } from './amounts.ts';
import { circumstanceAt } from './circumstances.ts';
import { has, type Read, type Scene, skipAll, valueAt } from './cursor.ts';
import { type Goods, goodsAt, saysNothing } from './goods.ts';
import { howOftenAt } from './how-often.ts';
import { meantAt } from './meant.ts';
import { namedDays } from './named-days.ts';
import { untilNow, whenAt } from './when.ts';
import { after } from './words.ts';

/** A deed while it is read. */
interface Deed {
  action: string;
  goods: Goods | null;
  circumstances: Target[];
  measure: Measure | null;
  within: PeriodExpression | null;
  /** “in both May and June”, “neither in May nor in June”: the other days. */
  besides: PeriodExpression | null;
  /** “bought only socks”. */
  alone: boolean;
  negative: boolean;
}

/** A deed that begins at `at`, its negation included. */
export function deedAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have', 'are');
  const denied = after(scene.tokens, start, 'not');
  const never =
    denied !== null &&
    /(?:^|\s)(?:never|ever)$/u.test(
      scene.tokens
        .slice(start, denied)
        .map(({ text }) => text)
        .join(' '),
    );
  const place = skipAll(scene, denied ?? start, 'have');
  const deed = (action: string): Deed => ({
    action,
    goods: null,
    circumstances: [],
    measure: null,
    within: never ? { kind: 'all' } : null,
    besides: null,
    alone: false,
    negative: denied !== null,
  });
  const read = spending(scene, place, deed) ?? ordering(scene, place, deed) ?? acting(scene, place, deed);
  return read && finished(scene, read.it, read.next);
}

type Begin = (action: string) => Deed;

/** “spent over 500 on shoes in the last year”. */
function spending(scene: Scene, at: number, begin: Begin): Read<Deed> {
  const verb = after(scene.tokens, at, 'spend');
  if (verb === null) return null;
  const deed = begin('purchase');
  const nothing = saysNothing(scene, verb);
  if (nothing !== null) return more(scene, { ...deed, negative: !deed.negative }, nothing);
  const average = scene.tokens[verb]?.text === 'on' && scene.tokens[verb + 1]?.text === 'average' ? 2 : 0;
  const bounds = boundsAt(scene, skipAll(scene, verb + average, 'filler'));
  if (!bounds) {
    const on = after(scene.tokens, verb, 'spendOn');
    const goods = on === null ? null : goodsAt(scene, on);
    return goods?.it.things.some((thing) => thing.length > 0)
      ? more(scene, { ...deed, goods: goods.it }, goods.next)
      : null;
  }
  if (bounds.it.unit === 'percent') return null;
  const perOrder = /^(?:per order|an order|a order|per purchase|on average|per basket|each order)$/u;
  const tail = scene.tokens
    .slice(bounds.next, bounds.next + 2)
    .map(({ text }) => text)
    .join(' ');
  const averaged = average > 0 || perOrder.test(tail);
  const behind = perOrder.test(tail) ? bounds.next + 2 : bounds.next;
  deed.measure = { of: averaged ? 'average_order' : 'amount', ...plain(bounds.it) };
  return more(scene, deed, behind);
}

/** “with more than 2 orders”, “who placed at least 3 orders of socks”, “with an average order over 80”, “without orders”. */
function ordering(scene: Scene, at: number, begin: Begin): Read<Deed> {
  const start = skipAll(scene, at, 'withWord', 'place', 'have', 'filler');
  const average = after(scene.tokens, start, 'averageOrder');
  if (average !== null) {
    const of = skipAll(scene, average, 'are', 'filler');
    const bounds = boundsAt(scene, of);
    if (!bounds || bounds.it.unit === 'percent') return null;
    return more(
      scene,
      { ...begin('purchase'), measure: { of: 'average_order', ...plain(bounds.it) } },
      bounds.next,
    );
  }
  const denied =
    scene.tokens[start]?.text === 'no' || scene.tokens[start]?.text === 'zero' ? start + 1 : null;
  const bounds = denied === null ? boundsAt(scene, start) : null;
  const noun = after(scene.tokens, denied ?? bounds?.next ?? start, 'orders');
  if (noun === null || (bounds && bounds.it.unit !== 'plain')) return null;
  const deed = begin('purchase');
  if (bounds) return more(scene, { ...deed, measure: { of: 'orders', ...plain(bounds.it) } }, noun);
  // “without orders”, “with no orders”: “with orders” alone says no more than that they bought.
  return start > at || denied !== null || deed.negative
    ? more(scene, { ...deed, negative: deed.negative !== (denied !== null) }, noun)
    : null;
}

const VERBS = [
  ['buy', 'purchase'],
  ['giveBack', 'returned'],
  ['view', 'view'],
  ['checkout', 'checkout'],
] as const;

function acting(scene: Scene, at: number, begin: Begin): Read<Deed> {
  const cart = intoCart(scene, at, begin);
  if (cart) return cart;
  for (const [name, action] of VERBS) {
    const verb = after(scene.tokens, at, name);
    if (verb === null) continue;
    const nothing = saysNothing(scene, verb);
    const deed = begin(action);
    return nothing === null
      ? more(scene, deed, verb)
      : more(scene, { ...deed, negative: !deed.negative }, nothing);
  }
  return ownEvent(scene, at, begin);
}

/** “added socks to the cart”, “put in the cart”. */
function intoCart(scene: Scene, at: number, begin: Begin): Read<Deed> {
  const verb = after(scene.tokens, at, 'addToCart');
  if (verb === null) return null;
  const goods = has(scene, verb, 'toCart') ? null : goodsAt(scene, verb);
  const cart = after(scene.tokens, goods?.next ?? verb, 'toCart');
  return cart === null ? null : more(scene, { ...begin('add_to_cart'), goods: goods?.it ?? null }, cart);
}

/** “with a newsletter opened event”: an event type by the name the workspace's own files give it. */
function ownEvent(scene: Scene, at: number, begin: Begin): Read<Deed> {
  const lead = skipAll(scene, at, 'withWord', 'have', 'filler');
  const type = valueAt(scene, lead, ['event_type']);
  if (!type) return null;
  const noun = /^events?$/u.test(scene.tokens[type.next]?.text ?? '');
  return lead > at || noun ? more(scene, begin(type.it.value), type.next + Number(noun)) : null;
}

/** What is said about the deed behind its verb, in any order. */
function more(scene: Scene, deed: Deed, at: number): Read<Deed> {
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
  return often(scene, deed, at) ?? what(scene, deed, at) ?? when(scene, deed, at) ?? how(scene, deed, at);
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

/** The deed as a gate; null for one that says too little, a refusal where the workspace records no such thing. */
function finished(scene: Scene, deed: Deed, next: number): Read<Gate> {
  const { action, goods, circumstances, measure } = deed;
  const within = deed.within && deed.negative ? untilNow(deed.within, scene) : deed.within;
  const source = rowsOf(action).in;
  if ((scene.knowledge.vocabulary.sources.get(source)?.rows ?? 0) === 0)
    scene.refusals.push(
      source === 'events'
        ? 'Nobody’s visits are recorded here: without events I cannot tell who looked at what. Ask for what people bought.'
        : 'No sales are recorded here: I cannot tell who bought what.',
    );
  const things = goods?.things ?? [[]];
  const { besides } = deed;
  const did = (targets: readonly Target[]): Did => {
    const made: Did = {
      kind: 'did',
      action,
      targets: [...targets, ...circumstances],
      ...(measure ? { measure } : {}),
      within: within ?? { kind: 'all' },
    };
    if (!within) scene.unsaid.add(made);
    return made;
  };
  const each = things.map(did);
  const [first] = each;
  if (!first) return null;
  const whole: Gate =
    each.length === 1
      ? first
      : goods?.joint === 'and'
        ? { kind: 'all', of: each }
        : { kind: 'any', of: each };
  const again = besides && onOtherDays(whole, besides);
  const times: Gate = again ? { kind: deed.negative ? 'any' : 'all', of: [whole, again] } : whole;
  const alone = deed.alone ? nothingElse(scene, things, did) : [];
  const gate: Gate = alone.length > 0 ? { kind: 'all', of: [times, ...alone] } : times;
  return { it: deed.negative ? { kind: 'not', gate } : gate, next };
}

/** The same deeds on other days. */
function onOtherDays(gate: Gate, within: PeriodExpression): Gate {
  if (gate.kind === 'did') return { ...gate, within };
  return gate.kind === 'all' || gate.kind === 'any'
    ? { kind: gate.kind, of: gate.of.map((each) => onOtherDays(each, within)) }
    : gate;
}

/** “only socks”: nothing that is not socks. */
function nothingElse(
  scene: Scene,
  things: readonly (readonly Target[])[],
  did: (targets: readonly Target[]) => Did,
): Gate[] {
  const [only, ...others] = things;
  const [target, ...rest] = only ?? [];
  if (!target || others.length > 0 || rest.length > 0 || target.op !== 'in') {
    scene.refusals.push('I can tell who bought nothing but one product or category: please name one alone.');
    return [];
  }
  return [{ kind: 'not', gate: did([{ ...target, op: 'not_in' }]) }];
}
