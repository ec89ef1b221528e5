/** Conditions that deny, and those that lean on the deed before: “neither … nor”, “but not shoes”, “and not since”. */
import type { Did, Gate } from '../../../tools/audience/gate.ts';
import { addDays } from '../../../tools/periods/calendar.ts';
import { spanOf } from '../dates/calendar.ts';
import { has, jointAt, type Read, type Scene, skip, skipAll } from './cursor.ts';
import { deedIn, deedsIn } from './deeds-of.ts';
import { vipAt } from './defaults.ts';
import { goodsAt } from './goods.ts';
import { lastDeed, type Part } from './joints.ts';
import { oneCondition } from './one-condition.ts';
import { listed } from './person.ts';
import { segmentAt } from './standing.ts';
import { untilNow, whenAt } from './when.ts';
import { after } from './words.ts';

/** “neither bought shoes nor bags”; behind a deed also “but neither shoes nor bags”. */
export function neither(scene: Scene, at: number, parts: readonly Part[], thread: Did | null): Read<Gate> {
  const lead = after(scene.tokens, skipAll(scene, at, 'have', 'are'), 'neither');
  const one =
    lead === null
      ? null
      : (oneCondition(scene, lead) ?? alike(scene, lead, lastDeed(parts) ?? thread) ?? byName(scene, lead));
  if (!one) return null;
  const joint = after(scene.tokens, one.next, 'nor');
  const other =
    joint === null
      ? null
      : (oneCondition(scene, joint) ?? alike(scene, joint, deedIn(one.it)) ?? byName(scene, joint));
  // “neither shoes nor bags” may already be one deed with both.
  return {
    it: { kind: 'not', gate: other ? { kind: 'any', of: [one.it, other.it] } : one.it },
    next: other?.next ?? one.next,
  };
}

/** “neither VIP nor at risk”: segments by name alone. */
function byName(scene: Scene, at: number): Read<Gate> {
  const segment = segmentAt(scene, at);
  return vipAt(scene, at) ?? (segment && { it: listed('segment', [segment.it]), next: segment.next });
}

/** “without those in Chicago”, “except women who bought bags”. */
export function excluding(scene: Scene, at: number): Read<Gate> {
  const denied = after(scene.tokens, at, 'not');
  const people = denied === null ? null : after(scene.tokens, skip(scene, denied, 'filler'), 'people');
  const read = people === null ? null : oneCondition(scene, skipAll(scene, people, 'who'));
  return read && { it: { kind: 'not', gate: read.it }, next: read.next };
}

/** “socks or shoes, but not both”. */
export function notBoth(scene: Scene, at: number, parts: readonly Part[]): Read<Gate> {
  const denied = after(scene.tokens, at, 'not');
  if (denied === null || scene.tokens[denied]?.text !== 'both') return null;
  const either = parts.at(-1)?.gate;
  const each = either?.kind === 'any' ? either.of : either?.kind === 'did' ? eachOf(scene, either) : [];
  return each.length > 1 ? { it: { kind: 'not', gate: { kind: 'all', of: each } }, next: denied + 1 } : null;
}

/** “socks or shoes” is one target with two values: a deed for each. */
function eachOf(scene: Scene, did: Did): Gate[] {
  const [target, more] = did.targets;
  if (!target || more || target.op !== 'in' || did.measure) return [];
  return target.values.map((value) => {
    const one: Did = { ...did, targets: [{ ...target, values: [value] }] };
    if (scene.unsaid.has(did)) scene.unsaid.add(one);
    return one;
  });
}

/** “bought socks in March and shoes in April”: the same verb again. */
export function likewise(scene: Scene, at: number, parts: readonly Part[]): Read<Gate> {
  const last = lastDeed(parts);
  const other = last && alike(scene, at, last);
  const period = other ? whenAt(scene, other.next) : null;
  if (!other || !period) return null;
  for (const did of deedsIn(other.it)) {
    did.within = period.it;
    scene.unsaid.delete(did);
  }
  return { it: other.it, next: period.next };
}

/** “but not shoes”, “and no bags”: the deed before, of other goods. */
export function leaving(scene: Scene, at: number, parts: readonly Part[], thread: Did | null): Read<Gate> {
  const denied = after(scene.tokens, at, 'not');
  if (denied === null) return null;
  const last = lastDeed(parts) ?? thread;
  const other =
    alike(scene, skip(scene, denied, 'filler'), last) ??
    sinceThen(scene, denied, last) ??
    onOtherDays(scene, denied, last);
  if (!other || !last) return null;
  // Days behind belong to both where the deed before has none of its own.
  const period = scene.unsaid.has(last) ? null : whenAt(scene, other.next);
  for (const did of period ? deedsIn(other.it) : []) did.within = untilNow(period?.it ?? did.within, scene);
  // “socks in May, but never shoes”: on no day at all.
  if (!period && after(scene.tokens, at, 'never') === denied)
    for (const did of deedsIn(other.it)) {
      did.within = { kind: 'all' };
      scene.unsaid.delete(did);
    }
  return { it: { kind: 'not', gate: other.it }, next: period?.next ?? other.next };
}

function alike(scene: Scene, at: number, deed: Did | null): Read<Gate> {
  const goods = deed ? goodsAt(scene, at) : null;
  if (!deed || !goods || goods.it.things.every((thing) => thing.length === 0)) return null;
  const each = goods.it.things.map((targets): Did => {
    const did: Did = { kind: 'did', action: deed.action, targets: [...targets], within: deed.within };
    if (scene.unsaid.has(deed)) scene.unsaid.add(did);
    return did;
  });
  const [only] = each;
  return only ? { it: each.length === 1 ? only : { kind: 'any', of: each }, next: goods.next } : null;
}

/** “bought in September but not since”: the same deed after those days. */
function sinceThen(scene: Scene, at: number, deed: Did | null): Read<Gate> {
  const words = /^(?:since(?: then)?|again|after that|afterwards)$/u;
  const two = words.test(`${scene.tokens[at]?.text ?? ''} ${scene.tokens[at + 1]?.text ?? ''}`);
  const next = two ? at + 2 : words.test(scene.tokens[at]?.text ?? '') ? at + 1 : null;
  const ends =
    next !== null &&
    (next >= scene.tokens.length || jointAt(scene, next) !== null || has(scene, next, 'tail'));
  if (next === null || !ends || !deed || deed.within.kind === 'all') return null;
  const to = spanOf(deed.within, scene.clock)?.to;
  if (to === undefined) return null;
  const { measure: _, ...plain } = deed;
  return { it: { ...plain, within: { kind: 'since', from: addDays(to, 1) } }, next };
}

/** “bought in 2025 but did not come back in 2026”: nothing more was bought on those days. */
export function comingBack(scene: Scene, at: number, parts: readonly Part[]): Read<Gate> {
  const denied = after(scene.tokens, skipAll(scene, at, 'have', 'are'), 'not');
  const bought = denied !== null && lastDeed(parts)?.action === 'purchase';
  const next = bought ? after(scene.tokens, skipAll(scene, denied, 'have'), 'comeBack') : null;
  const period = next === null ? null : whenAt(scene, next);
  return (
    period && {
      it: {
        kind: 'not',
        gate: { kind: 'did', action: 'purchase', targets: [], within: untilNow(period.it, scene) },
      },
      next: period.next,
    }
  );
}

/** “bought in January and again in February”, “first bought in Q3 and ordered again in Q4”. */
export function onceMore(scene: Scene, at: number, parts: readonly Part[]): Read<Gate> {
  const last = lastDeed(parts);
  const word = scene.tokens[at]?.text;
  const start = skipAll(scene, at, 'have');
  const bought = after(scene.tokens, start, 'comeBack') ?? after(scene.tokens, start, 'boughtAgain');
  const isSecond =
    last?.action === 'purchase' ||
    parts.some(({ gate }) => gate.kind === 'milestone' && gate.of === 'first_order');
  const period = bought !== null && isSecond ? whenAt(scene, bought) : null;
  if (period)
    return { it: { kind: 'did', action: 'purchase', targets: [], within: period.it }, next: period.next };
  return last && (word === 'again' || word === 'also') ? onOtherDays(scene, at + 1, last) : null;
}

/** “bought in March but not in April”: the same deed on other days. */
function onOtherDays(scene: Scene, at: number, deed: Did | null): Read<Gate> {
  const period = deed ? whenAt(scene, at) : null;
  return deed && period ? { it: { ...deed, within: period.it }, next: period.next } : null;
}
