/** What people did: “bought socks at least 3 times in the last year”, “never ordered”, “spent over 500 on shoes”. */
import type { Gate } from '../../../tools/audience/gate.ts';
import { boundsAt, plain } from './amounts.ts';
import { couponUsed } from './circumstances.ts';
import { has, type Read, type Scene, skipAll, valueAt } from './cursor.ts';
import type { Deed } from './deed.ts';
import { more } from './deed-details.ts';
import { finished } from './deed-gate.ts';
import { everyTimeAt } from './every-time.ts';
import { goodsAt, saysNothing, targetIn } from './goods.ts';
import { orMore } from './how-often.ts';
import { whenAt } from './when.ts';
import { after } from './words.ts';

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
  const onlyAt = skipAll(scene, denied ?? start, 'have');
  const alone = after(scene.tokens, onlyAt, 'only');
  const place = skipAll(scene, alone ?? onlyAt, 'have');
  const deed = (action: string): Deed => ({
    action,
    goods: null,
    circumstances: [],
    measure: null,
    within: never ? { kind: 'all' } : null,
    every: null,
    together: false,
    besides: null,
    alone: alone !== null,
    negative: denied !== null,
  });
  const read =
    usingCoupon(scene, place, deed) ??
    again(scene, place, deed) ??
    spending(scene, place, deed) ??
    ordering(scene, place, deed) ??
    acting(scene, place, deed);
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
  if (bounds) {
    const said = { measure: { of: 'orders' as const, ...plain(bounds.it) }, goods: null };
    const compared = orMore(scene, { it: said, next: noun });
    return more(scene, { ...deed, measure: compared?.it.measure ?? said.measure }, compared?.next ?? noun);
  }
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

/** “used a coupon”, “never used a voucher”. */
function usingCoupon(scene: Scene, at: number, begin: Begin): Read<Deed> {
  const next = after(scene.tokens, at, 'useCoupon');
  if (next === null) return null;
  const code = valueAt(scene, next, ['coupon_code']);
  const used = code ? targetIn('coupon', [code.it.value]) : couponUsed(scene, true);
  return more(scene, { ...begin('purchase'), circumstances: [used] }, code?.next ?? next);
}

/** “came back for a second order”, “bought again”: in two orders or more. */
function again(scene: Scene, at: number, begin: Begin): Read<Deed> {
  const next = after(scene.tokens, at, 'boughtAgain');
  if (next === null) return null;
  const deed: Deed = { ...begin('purchase'), measure: { of: 'orders', op: '>=', value: 2 } };
  if (everyTimeAt(scene, next, true)) return more(scene, deed, next);
  // “bought again in March” says no more than that they bought then, and before.
  return whenAt({ ...scene, refusals: [] }, next) === null ? { it: deed, next } : null;
}

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
