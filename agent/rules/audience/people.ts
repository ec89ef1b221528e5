/** Questions for people: “find women in Berlin who bought socks”, “customers for a luxury campaign”, “who never ordered”. */
import type { Gate } from '../../../tools/audience/gate.ts';
import { readNumber } from '../text/numbers.ts';
import { conditionsAt } from './conditions.ts';
import { has, type Read, type Scene, skip, skipAll, typed, valueAt } from './cursor.ts';
import { abandonersAt, bigSpenderAt, idleByDefault, leftAt, vipAt } from './defaults.ts';
import { type Goods, goodsAt } from './goods.ts';
import { atEnd } from './interest.ts';
import { shareThePeriod } from './joints.ts';
import { genderAt, listed, placeTrait, teenagerAt } from './person.ts';
import { scoreAt, segmentAt } from './standing.ts';
import { after } from './words.ts';

export interface People {
  readonly gates: readonly Gate[];
  readonly interests: readonly string[];
  /** “find”, “list”, “suggest”: people are to be named, not counted. */
  readonly lists: boolean;
  readonly limit: number | null;
}

export type PeopleRead =
  | { readonly kind: 'people'; readonly people: People }
  /** About people, as far as the word at `at`. */
  | { readonly kind: 'stuck'; readonly at: number; readonly conditions: number; readonly lists: boolean };

interface Head {
  readonly gates: readonly Gate[];
  readonly interest: string | null;
  readonly lists: boolean;
  readonly limit: number | null;
}

const LISTING =
  /^(?:find|list|suggest|recommend|identify|select|pick|search|target|build|create|fetch|get|give|show|display)$/u;

/** The question as one for people; null where it is about something else. */
export function readPeople(scene: Scene): PeopleRead | null {
  const head = headAt(scene);
  if (!head) return null;
  // “how many people do we have on the e-mail list”
  const { it, next } = conditionsAt(scene, skipAll(scene, head.next, 'tail'));
  const { gates, interest, lists, limit } = head.it;
  const all = [...gates, ...it.gates];
  const interests = [...(interest === null ? [] : [interest]), ...it.interests];
  if (!atEnd(scene, next))
    return { kind: 'stuck', at: next, conditions: it.gates.length + interests.length, lists };
  if (all.length + interests.length === 0) return null;
  shareThePeriod(scene, all);
  return { kind: 'people', people: { gates: all, interests, lists, limit } };
}

/** People who are named inside another question. */
export interface PeopleInside {
  readonly gates: readonly Gate[];
  readonly interests: readonly string[];
  /** Where their description ends. */
  readonly next: number;
}

/** The people named from `at` on, as far as their description goes; null where none are. */
export function peopleFrom(scene: Scene, at: number): PeopleInside | null {
  const noun = nounAt(scene, at);
  if (!noun) return null;
  const { it, next } = conditionsAt(scene, noun.next);
  const { gates, interest } = noun.it;
  return {
    gates: [...gates, ...it.gates],
    interests: [...(interest === null ? [] : [interest]), ...it.interests],
    next,
  };
}

const MOST = 1000;

function headAt(scene: Scene): Read<Head> {
  const { tokens } = scene;
  let next = skipAll(scene, 0, 'lead');
  const count = after(tokens, next, 'count');
  next = skipAll(scene, count ?? next, 'lead', 'filler');
  const lists = tokens.slice(0, next).some(({ text }) => LISTING.test(text));
  const ranked = /^(?:top|first|best|up)$/u.test(tokens[next]?.text ?? '') ? next + 1 : next;
  // “one-time buyers” are no list of one.
  const number = has(scene, next, 'oneTimers') ? null : readNumber(tokens, ranked);
  const limit =
    number?.unit === 'plain' && Number.isInteger(number.value) && number.value >= 1 && number.value <= MOST
      ? number
      : null;
  if (limit) next = skipAll(scene, ranked + limit.length, 'filler');
  const noun = nounAt(scene, next);
  return (
    noun && {
      it: { ...noun.it, lists, limit: limit?.value ?? null },
      next: noun.next,
    }
  );
}

type Noun = Pick<Head, 'gates' | 'interest'>;

/** “women”, “at-risk customers”, “Berlin shoppers”, “sock buyers”, “champions”, “who”. */
function nounAt(scene: Scene, at: number): Read<Noun> {
  const gates: Gate[] = [];
  let next = at;
  const abandoners = abandonersAt(scene, at);
  if (abandoners) return { it: { gates: [abandoners.it], interest: null }, next: abandoners.next };
  for (;;) {
    const premise = premiseAt(scene, next);
    if (!premise) break;
    gates.push(premise.it);
    next = skip(scene, premise.next, 'filler');
  }
  const people = after(scene.tokens, next, 'people');
  if (people !== null) return { it: { gates, interest: null }, next: people };
  const times = repeatersAt(scene, next);
  if (times) return { it: { gates: [...gates, times.it], interest: null }, next: times.next };
  const [held] = gates.slice(-1);
  // “luxury buyers” buy luxury: that they buy is said with it.
  const buyers =
    held?.kind === 'trait' && held.trait === 'likes_luxury' ? after(scene.tokens, next, 'buyers') : null;
  if (buyers !== null) return { it: { gates, interest: null }, next: buyers };
  const named = ofGoods(scene, next);
  if (named)
    return { it: { gates: [...gates, ...named.it.gates], interest: named.it.interest }, next: named.next };
  const isPeople =
    held?.kind === 'trait'
      ? PEOPLE_TRAITS.has(held.trait)
      : held?.kind === 'did' && held.measure !== undefined;
  if (isPeople) return { it: { gates, interest: null }, next };
  return gates.length === 0 && scene.tokens[next]?.text === 'who'
    ? { it: { gates, interest: null }, next }
    : null;
}

/** “repeat customers” ordered twice or more, “one-time buyers” once. */
function repeatersAt({ tokens }: Scene, at: number): Read<Gate> {
  const repeat = after(tokens, at, 'repeaters');
  const next = repeat ?? after(tokens, at, 'oneTimers');
  const op = repeat === null ? ('=' as const) : ('>=' as const);
  const measure = { of: 'orders' as const, op, value: repeat === null ? 1 : 2 };
  return next === null
    ? null
    : { it: { kind: 'did', action: 'purchase', targets: [], measure, within: EVER }, next };
}

/** “churned customers”, “inactive women”. */
function leavingBefore(scene: Scene, at: number): Read<Gate> {
  const trial: Scene = { ...scene, notes: [] };
  const read = leftAt(trial, at) ?? idleByDefault(trial, at);
  const people =
    read &&
    (has(scene, read.next, 'people') ||
      genderAt(scene, read.next) ||
      segmentAt(scene, read.next) ||
      vipAt({ ...trial, notes: [] }, read.next) ||
      has(scene, read.next, 'bigSpender'));
  if (!people) return null;
  scene.notes.push(...trial.notes);
  return read;
}

/** “low churn risk women”, “high churn risk customers”. */
function riskBefore(scene: Scene, at: number): Read<Gate> {
  if (!has(scene, at, 'high') && !has(scene, at, 'low')) return null;
  const trial: Scene = { ...scene, notes: [], refusals: [] };
  const read = scoreAt(trial, at);
  if (!read || trial.refusals.length > 0) return null;
  if (!has(scene, read.next, 'people') && !genderAt(scene, read.next)) return null;
  scene.notes.push(...trial.notes);
  return read;
}

/** “big spenders”, “high-value customers”; a condition by itself elsewhere. */
const spenderAt = (scene: Scene, at: number): Read<Gate> =>
  has(scene, at, 'bigSpender') ? bigSpenderAt(scene, at) : null;

/** Traits that are people by themselves: “women”, “champions”, “teenagers”, “big spenders”; a place is not. */
const PEOPLE_TRAITS: ReadonlySet<string> = new Set(['gender', 'segment', 'age']);

/** What stands before the noun. */
function premiseAt(scene: Scene, at: number): Read<Gate> {
  const segment = segmentAt(scene, at);
  if (segment) return { it: listed('segment', [segment.it]), next: skip(scene, segment.next, 'segment') };
  const gender = genderAt(scene, at);
  if (gender) return gender;
  const short = vipAt(scene, at) ?? leavingBefore(scene, at) ?? teenagerAt(scene, at) ?? spenderAt(scene, at);
  if (short) return short;
  const risk = riskBefore(scene, at);
  if (risk) return risk;
  const luxury = after(scene.tokens, at, 'luxury');
  if (luxury !== null && (has(scene, luxury, 'people') || has(scene, luxury, 'buyers')))
    return { it: listed('likes_luxury', ['true']), next: luxury };
  const place = valueAt(scene, at, ['location', 'country']);
  return place &&
    (has(scene, place.next, 'people') || has(scene, place.next, 'buyers') || genderAt(scene, place.next))
    ? { it: listed(placeTrait(place.it.dimension), [place.it.value]), next: place.next }
    : null;
}

const LONGEST_FANCY = 4;

/** “sock buyers” bought socks; “jazz fans” like jazz. */
function ofGoods(scene: Scene, at: number): Read<Noun> {
  const trial: Scene = { ...scene, notes: [], refusals: [] };
  const goods = has(scene, at, 'buyers') ? null : goodsAt(trial, at);
  const buyers = after(scene.tokens, goods?.next ?? at, 'buyers');
  if (buyers !== null) {
    const bought = goods ?? behindBuyers(trial, buyers);
    const [targets = [], more] = bought?.it.things ?? [];
    if (more) return null;
    const did = { kind: 'did' as const, action: 'purchase', targets: [...targets], within: EVER };
    scene.unsaid.add(did);
    scene.notes.push(...trial.notes);
    return { it: { gates: [did], interest: null }, next: Math.max(buyers, bought?.next ?? buyers) };
  }
  // “save as Sock lovers” is no question: more than one word needs a lead such as “find”.
  for (let length = 1; length <= (at > 0 ? LONGEST_FANCY : 1); length++) {
    const fans = after(scene.tokens, at + length, 'fans');
    if (fans !== null) return { it: { gates: [], interest: typed(scene, at, at + length) }, next: fans };
  }
  return null;
}

const EVER = { kind: 'all' as const };

/** “buyers of jackets”. */
const behindBuyers = (scene: Scene, buyers: number): Read<Goods> =>
  scene.tokens[buyers]?.text === 'of' ? goodsAt(scene, buyers + 1) : null;
