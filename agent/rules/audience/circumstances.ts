/** More about the line or the visit: “on mobile”, “through Paid search”, “with the coupon SAVE10”, “in red”. */
import type { Target } from '../../../tools/audience/gate.ts';
import { type Read, type Scene, skip, valueAt, valuesAt, wordsAt } from './cursor.ts';
import { inside, nounAt, targetIn } from './goods.ts';

/** The circumstance that stands at `at`. */
export const circumstanceAt = (scene: Scene, at: number): Read<Target> =>
  couponAt(scene, at) ?? colorAt(scene, at) ?? channelAt(scene, at) ?? categoryAt(scene, at);

function couponAt(scene: Scene, at: number): Read<Target> {
  if (!/^(?:with|using|by)$/u.test(wordsAt(scene, at, 1))) return null;
  const place = skip(scene, at + 1, 'filler');
  const noun = /^(?:coupon code|promo code|voucher code|coupon|code|voucher|promo)\b/u.exec(
    wordsAt(scene, place, 2),
  );
  const coupon = valueAt(scene, place + (noun?.[0].split(' ').length ?? 0), ['coupon_code']);
  return coupon && { it: targetIn('coupon', [coupon.it.value]), next: coupon.next };
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
