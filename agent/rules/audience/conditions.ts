/** Conditions one after another → one gate, with “and”, “or”, “but not” as said. */
import type { Did, Gate } from '../../../tools/audience/gate.ts';
import { addDays } from '../../../tools/periods/calendar.ts';
import { spanOf } from '../dates/calendar.ts';
import { consentAt, notAgreedAt, reachAt } from './consent.ts';
import { has, jointAt, type Read, type Scene, skip, skipAll } from './cursor.ts';
import { deedAt } from './deeds.ts';
import { abandonedAt, bigSpenderAt, idleByDefault, leftAt, vipAt } from './defaults.ts';
import { goodsAt } from './goods.ts';
import { campaignAt, type GoesOn, type Taste, tasteAt } from './interest.ts';
import { ageAt, favourAt, genderAt, placeAt } from './person.ts';
import { idleAt, lifeAt, membershipAt, scoreAt, tenureAt } from './standing.ts';
import { untilNow, whenAt } from './when.ts';
import { after } from './words.ts';

export interface Conditions {
  readonly gates: readonly Gate[];
  /** What they like, in the words of the question. */
  readonly interests: readonly string[];
}

type Joint = 'and' | 'or' | 'none';

interface Part {
  readonly gate: Gate;
  readonly joint: Joint;
}

/** In this order: the more a reader needs to see, the earlier it is asked. */
const READERS: readonly ((scene: Scene, at: number) => Read<Gate>)[] = [
  lifeAt,
  idleAt,
  abandonedAt,
  leftAt,
  idleByDefault,
  tenureAt,
  scoreAt,
  consentAt,
  reachAt,
  favourAt,
  (scene, at) => membershipAt(scene, at, (place) => vipAt(scene, place)),
  bigSpenderAt,
  deedAt,
  ageAt,
  genderAt,
  placeAt,
];

/** Reads conditions from `at` as far as they go. `thread` is the deed that “and not shoes” leans on. */
export function conditionsAt(
  scene: Scene,
  at: number,
  thread: Did | null = null,
): { readonly it: Conditions; readonly next: number } {
  const parts: Part[] = [];
  const interests: string[] = [];
  let next = at;
  for (;;) {
    const joint = jointBefore(scene, next);
    const taste = tasteOf(scene, joint.next);
    const read = taste ? null : conditionAt(scene, joint, parts, thread);
    if (taste?.it.kind === 'words') interests.push(taste.it.words);
    else if (taste?.it.kind === 'gate') parts.push({ gate: taste.it.gate, joint: joint.it });
    else if (read) parts.push({ gate: read.it, joint: joint.it });
    if ((taste ?? read) && joint.it === 'or' && interests.length > 0) scene.refusals.push(ORDERED);
    const end = (taste ?? read)?.next ?? trailingPeriod(scene, next, parts);
    if (end === null) break;
    next = end;
  }
  return { it: { gates: grouped(scene, parts), interests }, next };
}

const BOTH =
  '“and” and “or” together can be read in two ways. Please ask for the one group, and then for the other.';
const ORDERED =
  'An interest ranks people, so it cannot be one side of an “or”. Please ask for each by itself.';

const conditionAt = (
  scene: Scene,
  joint: { readonly it: Joint; readonly next: number },
  parts: readonly Part[],
  thread: Did | null,
): Read<Gate> =>
  neither(scene, joint.next) ??
  first(scene, joint.next) ??
  excluding(scene, joint.next) ??
  notBoth(scene, joint.next, parts) ??
  notAgreedAt(scene, joint.next, parts.at(-1)?.gate) ??
  leaving(scene, joint.next, parts, thread) ??
  (joint.it === 'none' ? null : likewise(scene, joint.next, parts));

function first(scene: Scene, at: number): Read<Gate> {
  for (const reader of READERS) {
    const read = reader(scene, at);
    if (read) return read;
  }
  return null;
}

/** Whether all that is left from a place on are conditions. */
const goesOn =
  (scene: Scene): GoesOn =>
  (at) => {
    const trial: Scene = { ...scene, notes: [], refusals: [], unsaid: new Set(), isTrial: true };
    const joint = jointBefore(trial, at);
    const { it, next } = conditionsAt(trial, at);
    const found = it.gates.length + it.interests.length > 0 || (joint.next > at && next > joint.next);
    return found && skipAll(trial, next, 'tail') >= trial.tokens.length && startsCondition(trial, at);
  };

/** A condition inside free words begins with a word that says so: “sports and bought shoes”, “fashion in Berlin”. */
const startsCondition = (scene: Scene, at: number): boolean =>
  jointAt(scene, at) !== null ||
  ['who', 'but', 'not', 'liveIn', 'withWord', 'aged', 'outside', 'inSegment'].some(
    (name) => after(scene.tokens, at, name as 'who') !== null,
  );

/** A trial asks no further trials, or words that lead into tastes again and again would be tried in every combination. */
function tasteOf(scene: Scene, at: number): Read<Taste> {
  const ends = scene.isTrial ? () => false : goesOn(scene);
  return tasteAt(scene, at, ends) ?? campaignAt(scene, at, ends);
}

/** “and”, “or”, “but”, “, who”: how a condition hangs on the ones before. */
function jointBefore(scene: Scene, at: number): { readonly it: Joint; readonly next: number } {
  const joint = jointAt(scene, at);
  const comma = joint?.it === 'comma' ? joint.next : at;
  const but = after(scene.tokens, comma, 'but');
  const place = but ?? joint?.next ?? at;
  const next = skipAll(scene, place, 'who');
  const it = but !== null ? 'and' : joint?.it === 'or' ? 'or' : joint ? 'and' : 'none';
  return { it, next };
}

/** “neither bought shoes nor bags”. */
function neither(scene: Scene, at: number): Read<Gate> {
  const lead = after(scene.tokens, skipAll(scene, at, 'have', 'are'), 'neither');
  const one = lead === null ? null : first(scene, lead);
  if (!one) return null;
  const joint = after(scene.tokens, one.next, 'nor');
  const other = joint === null ? null : (first(scene, joint) ?? alike(scene, joint, deedIn(one.it)));
  // “neither shoes nor bags” may already be one deed with both.
  return {
    it: { kind: 'not', gate: other ? { kind: 'any', of: [one.it, other.it] } : one.it },
    next: other?.next ?? one.next,
  };
}

/** “without those in Chicago”, “except women who bought bags”. */
function excluding(scene: Scene, at: number): Read<Gate> {
  const denied = after(scene.tokens, at, 'not');
  const people = denied === null ? null : after(scene.tokens, skip(scene, denied, 'filler'), 'people');
  const read = people === null ? null : first(scene, skipAll(scene, people, 'who'));
  return read && { it: { kind: 'not', gate: read.it }, next: read.next };
}

/** “socks or shoes, but not both”. */
function notBoth(scene: Scene, at: number, parts: readonly Part[]): Read<Gate> {
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

const lastDeed = (parts: readonly Part[]): Did | null =>
  parts.map(({ gate }) => deedIn(gate)).findLast((deed) => deed !== null) ?? null;

/** “bought socks in March and shoes in April”: the same verb again. */
function likewise(scene: Scene, at: number, parts: readonly Part[]): Read<Gate> {
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
function leaving(scene: Scene, at: number, parts: readonly Part[], thread: Did | null): Read<Gate> {
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

/** “bought in March but not in April”: the same deed on other days. */
function onOtherDays(scene: Scene, at: number, deed: Did | null): Read<Gate> {
  const period = deed ? whenAt(scene, at) : null;
  return deed && period ? { it: { ...deed, within: period.it }, next: period.next } : null;
}

/** The last deed of a gate. */
export function deedIn(gate: Gate): Did | null {
  switch (gate.kind) {
    case 'did':
      return gate;
    case 'not':
      return deedIn(gate.gate);
    case 'all':
    case 'any':
      return gate.of.map(deedIn).findLast((deed) => deed !== null) ?? null;
    default:
      return null;
  }
}

/** Every deed of a gate. */
export function deedsIn(gate: Gate): readonly Did[] {
  if (gate.kind === 'did') return [gate];
  if (gate.kind === 'not') return deedsIn(gate.gate);
  return gate.kind === 'all' || gate.kind === 'any' ? gate.of.flatMap(deedsIn) : [];
}

/** “… in the last 60 days” behind other conditions: the days of the deeds that have none. Where it ends, or null. */
function trailingPeriod(scene: Scene, at: number, parts: readonly Part[]): number | null {
  const open = parts.flatMap(({ gate }) => deedsIn(gate)).filter((did) => scene.unsaid.has(did));
  const period = open.length > 0 ? whenAt(scene, at) : null;
  for (const did of period ? open : []) {
    did.within = period?.it ?? did.within;
    scene.unsaid.delete(did);
  }
  return period?.next ?? null;
}

/** A group is what “and” or “or” ties together; groups that merely follow each other must all hold. */
function grouped(scene: Scene, parts: readonly Part[]): readonly Gate[] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const open = groups.at(-1);
    if (part.joint === 'none' || !open) groups.push([part]);
    else open.push(part);
  }
  return groups.flatMap((group) => {
    if (mixes(group)) scene.refusals.push(BOTH);
    const gates = group.map(({ gate }) => gate);
    return group.some(({ joint }) => joint === 'or') ? [{ kind: 'any' as const, of: gates }] : gates;
  });
}

/** Both “and” and “or” between the parts of one group. */
const mixes = (parts: readonly Part[]): boolean =>
  parts.slice(1).some(({ joint }) => joint === 'or') && parts.slice(1).some(({ joint }) => joint === 'and');

/** Deeds whose days were not said take those of the others, where there is but one period; the note says so. */
export function shareThePeriod(scene: Scene, gates: readonly Gate[]): void {
  const deeds = gates.flatMap(deedsIn);
  const open = deeds.filter((did) => scene.unsaid.has(did));
  const said = deeds
    .filter((did) => !scene.unsaid.has(did) && did.within.kind !== 'all')
    .map(({ within }) => within);
  const [period] = said;
  if (!period || open.length === 0) return;
  if (new Set(said.map((each) => JSON.stringify(each))).size > 1) {
    scene.refusals.push(
      'It is not clear which days are meant for what. Please say with each what days you mean, or “ever”.',
    );
    return;
  }
  for (const did of open) did.within = period;
  scene.notes.push('I took the days you named for all that they did. Say “ever” where any day counts.');
}
