/** More about the line or the visit: “on mobile”, “through Paid search”, “with the coupon SAVE10”, “in red”. */
import type { Target } from '../../../tools/audience/gate.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { type Read, type Scene, skip, valueAt, valuesAt, wordsAt } from './cursor.ts';
import { inside, nounAt, targetIn } from './goods.ts';

/** The circumstance that stands at `at`. */
export const circumstanceAt = (scene: Scene, at: number): Read<Target> =>
  couponAt(scene, at) ??
  discountAt(scene, at) ??
  colorAt(scene, at) ??
  channelAt(scene, at) ??
  categoryAt(scene, at);

function couponAt(scene: Scene, at: number): Read<Target> {
  if (!/^(?:with|using|by)$/u.test(wordsAt(scene, at, 1))) return null;
  const place = skip(scene, at + 1, 'filler');
  const noun = /^(?:coupon code|promo code|voucher code|coupon|code|voucher|promo)\b/u.exec(
    wordsAt(scene, place, 2),
  );
  const coupon = valueAt(scene, place + (noun?.[0].split(' ').length ?? 0), ['coupon_code']);
  return coupon && { it: targetIn('coupon', [coupon.it.value]), next: coupon.next };
}

const CHEAPER = /^(?:discount|discounts|discounted price|reduced price|price reduction)$/u;
const COUPON = /^(?:coupon|coupons|coupon code|voucher|promo code|discount code)$/u;
const FULL = /^(?:full price|regular price|list price|the full price)$/u;

/** “with a discount”, “using a coupon”, “without any discount”, “at full price”. */
function discountAt(scene: Scene, at: number): Read<Target> {
  const lead = wordsAt(scene, at, 1);
  if (!/^(?:with|without|using|at|for)$/u.test(lead)) return null;
  const place = skip(scene, at + 1, 'filler');
  for (const length of [2, 1]) {
    const noun = wordsAt(scene, place, length);
    const next = place + length;
    if (lead === 'at' || lead === 'for') {
      if (FULL.test(noun)) return { it: targetIn('discount', ['false']), next };
      if (!CHEAPER.test(noun)) continue;
    }
    if (CHEAPER.test(noun)) return { it: targetIn('discount', [String(lead !== 'without')]), next };
    if (COUPON.test(noun)) return { it: couponUsed(scene, lead !== 'without'), next };
  }
  return null;
}

/** A coupon that was used, as the sales say it; where they do not, something taken off. */
export function couponUsed({ knowledge }: Scene, yes: boolean): Target {
  const isKnown = knowledge.vocabulary
    .values('coupon_status')
    .some(({ value }) => value === CONVENTIONS.couponUsed);
  return isKnown
    ? { of: 'coupon_status', op: yes ? 'in' : 'not_in', values: [CONVENTIONS.couponUsed] }
    : targetIn('discount', [String(yes)]);
}

function colorAt(scene: Scene, at: number): Read<Target> {
  const led = wordsAt(scene, at, 1) === 'in';
  const place = led ? skip(scene, at + 1, 'filler') : at;
  const noun = /^colou?r$/u.test(wordsAt(scene, place, 1));
  if (!led && !noun) return null;
  const colors = valuesAt(scene, noun ? place + 1 : place, ['color']);
  return colors && { it: targetIn('color', colors.it.values), next: colors.next };
}

function channelAt(scene: Scene, at: number): Read<Target> {
  const word = wordsAt(scene, at, 1);
  const led = /^(?:on|via|through|from|in|by|over|using|with)$/u.test(word);
  if (!led && !/^(?:online|offline|instore)$/u.test(word)) return null;
  const run = valuesAt(scene, led ? skip(scene, at + 1, 'filler') : at, ['device', 'channel']);
  if (!run) return null;
  const noun = /^(?:channel|devices?)$/u.test(wordsAt(scene, run.next, 1));
  const of = run.it.dimension === 'device' ? 'device' : 'channel';
  return { it: targetIn(of, run.it.values), next: noun ? run.next + 1 : run.next };
}

/** “from the Bags category”, where the goods are named by something else. */
function categoryAt(scene: Scene, at: number): Read<Target> {
  if (!/^(?:from|in)$/u.test(wordsAt(scene, at, 1))) return null;
  const category = nounAt({ ...scene, notes: [] }, inside(scene, at, true));
  return category?.it.op === 'in' ? category : null;
}
