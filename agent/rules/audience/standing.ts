/** How people stand with the shop: their segment, days in their life as customers, how active, how likely to leave. */
import { HIGH_CHURN_RISK } from '../../../tools/audience/at-risk.ts';
import type { Gate, Milestone, Trait } from '../../../tools/audience/gate.ts';
import { addDays, addUnits, daysFromTo } from '../../../tools/periods/calendar.ts';
import type { Grain, PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { spanOf } from '../dates/calendar.ts';
import { boundsAt, plain } from './amounts.ts';
import { has, type Read, type Scene, skip, skipAll } from './cursor.ts';
import { listed } from './person.ts';
import { lengthAt, untilNow, whenAt } from './when.ts';
import { type AudienceClass, after } from './words.ts';

/** What “low” means of a probability of leaving, as “high” does of 50%; said with the answer. */
const LOW_RISK = 0.2;

/** The name of a segment that stands at `at`. */
export function segmentAt({ segments, tokens }: Scene, at: number): Read<string> {
  const longest = segments.at(tokens, at).at(-1);
  const [name] = longest?.meanings ?? [];
  return longest && name !== undefined ? { it: name, next: at + longest.length } : null;
}

/** “in At Risk”, “who are champions”, “not in the Loyal segment”, “belong to Loyal or Champions”. */
export function membershipAt(scene: Scene, at: number, vip: (at: number) => Read<Gate>): Read<Gate> {
  const denied = after(scene.tokens, skipAll(scene, at, 'are'), 'not');
  const lead = skipAll(scene, denied ?? at, 'inSegment', 'are', 'filler', 'segment');
  if (lead === at) return null;
  const first = segmentAt(scene, lead);
  const short = first ? null : vip(lead);
  if (short) return { it: denied === null ? short.it : { kind: 'not', gate: short.it }, next: short.next };
  if (!first) return null;
  const names = [first.it];
  let { next } = first;
  for (;;) {
    const joint = after(scene.tokens, next, 'or');
    const other = joint === null ? null : segmentAt(scene, skip(scene, joint, 'inSegment'));
    if (!other) break;
    names.push(other.it);
    next = other.next;
  }
  const gate = listed('segment', names);
  return { it: denied === null ? gate : { kind: 'not', gate }, next: skip(scene, next, 'segment') };
}

const LIVES: readonly (readonly [AudienceClass, Milestone['of']])[] = [
  ['joined', 'signup'],
  ['firstBought', 'first_order'],
  ['lastBought', 'last_order'],
  ['firstSeen', 'first_seen'],
  ['lastSeen', 'last_seen'],
];

/** “joined in March”, “first bought in 2019”, “last ordered over 90 days ago”. */
export function lifeAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have', 'are');
  for (const [name, of] of LIVES) {
    const verb = after(scene.tokens, start, name);
    if (verb === null) continue;
    const place = skipAll(scene, verb, 'are');
    const ago = agoAt(scene, place, of);
    if (ago) return ago;
    const period = whenAt(scene, place);
    if (period) return { it: { kind: 'milestone', of, within: period.it }, next: period.next };
    // “signed up but never bought”: on whatever day.
    const ends = place >= scene.tokens.length || has(scene, place, 'but') || has(scene, place, 'and');
    return ends ? { it: { kind: 'milestone', of, within: { kind: 'all' } }, next: place } : null;
  }
  return null;
}

/** “stopped buying after August”: whose last order was on those days, or before them. */
export function stoppedAt(scene: Scene, at: number): Read<Gate> {
  const verb = after(scene.tokens, skipAll(scene, at, 'have'), 'stopped');
  const word = scene.tokens[verb ?? -1]?.text ?? '';
  const isBefore = word === 'after' || word === 'since';
  const period = verb === null ? null : whenAt(scene, isBefore ? verb + 1 : verb);
  const span = period && spanOf(period.it, scene.clock);
  if (!period || !span) return null;
  const to = word === 'since' ? addDays(span.from, -1) : span.to;
  scene.notes.push('Nobody says that they stop: I took those whose last order was then.');
  return {
    it: { kind: 'milestone', of: 'last_order', within: isBefore ? { kind: 'until', to } : period.it },
    next: period.next,
  };
}

/** Months are not all alike: those that have just gone by, in days, and the answer says how many those are. */
function daysOf(count: number, unit: Grain, { clock, notes }: Scene): number {
  const fixed = { day: 1, week: 7, month: 0, quarter: 0, year: 0 }[unit];
  if (fixed > 0) return count * fixed;
  const days = daysFromTo(addUnits(unit, clock.today, -count), clock.today);
  notes.push(`I took ${count} ${unit}${count === 1 ? '' : 's'} as ${days} days.`);
  return days;
}

/** “more than 90 days ago”, “over six months ago”. */
function agoAt(scene: Scene, at: number, of: Milestone['of']): Read<Gate> {
  const bounds = boundsAt(scene, at);
  if (!bounds) return null;
  const length = lengthAt(scene, bounds.next - 1);
  const end = length && after(scene.tokens, length.next, 'ago');
  if (!length || end === null || bounds.it.bare) return null;
  const trait =
    of === 'last_order' ? 'days_since_last_order' : of === 'last_seen' ? 'days_since_last_seen' : null;
  if (trait === null || bounds.it.op === 'between') {
    scene.refusals.push('Please name the date, for example “last ordered before March”.');
    return { it: { kind: 'everyone' }, next: end };
  }
  const value = daysOf(bounds.it.value, length.it.unit, scene);
  return { it: { kind: 'trait', trait, values: [], ...plain(bounds.it), value }, next: end };
}

/** “inactive for 60 days”, “who have not been seen since March”: neither a purchase nor a visit. */
export function idleAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'have', 'are');
  const denied = after(scene.tokens, start, 'not');
  const idle = denied === null ? after(scene.tokens, start, 'inactive') : null;
  const active = idle ?? after(scene.tokens, denied ?? start, 'active');
  const verb = idle ?? after(scene.tokens, start, 'inactive') ?? active;
  const period = verb === null ? null : whenAt(scene, verb);
  if (verb === null || !period) return null;
  const away = idle !== null || denied !== null || after(scene.tokens, start, 'inactive') !== null;
  const seen = activity(scene, away ? untilNow(period.it, scene) : period.it);
  return { it: away ? { kind: 'not', gate: seen } : seen, next: period.next };
}

export function activity(scene: Scene, within: PeriodExpression): Gate {
  const did = (action: string): Gate => ({ kind: 'did', action, targets: [], within });
  const visits = (scene.knowledge.vocabulary.sources.get('events')?.rows ?? 0) > 0;
  return visits ? { kind: 'any', of: [did('purchase'), did('any')] } : did('purchase');
}

/** “with a high churn risk”, “churn risk over 60%”, “lifetime value over 1,000”, “engagement above 70”. */
export function scoreAt(scene: Scene, at: number): Read<Gate> {
  const start = skipAll(scene, at, 'withWord', 'are', 'filler');
  const likely = after(scene.tokens, start, 'likelyToChurn');
  if (likely !== null) return { it: risk(scene, '>=', HIGH_CHURN_RISK), next: likely };
  const denied = after(scene.tokens, start, 'not');
  const unlikely = denied === null ? null : after(scene.tokens, denied, 'likelyToChurn');
  if (unlikely !== null)
    return { it: { kind: 'not', gate: risk(scene, '>=', HIGH_CHURN_RISK) }, next: unlikely };
  const high = after(scene.tokens, start, 'high');
  const low = high === null ? after(scene.tokens, start, 'low') : null;
  const churn = after(scene.tokens, high ?? low ?? start, 'churn');
  if (churn !== null && (high !== null || low !== null))
    return {
      it: high === null ? risk(scene, '<', LOW_RISK) : risk(scene, '>=', HIGH_CHURN_RISK),
      next: churn,
    };
  const noun =
    churn ?? after(scene.tokens, start, 'lifetimeValue') ?? after(scene.tokens, start, 'engagement');
  if (noun === null) return null;
  if (high !== null || low !== null) {
    scene.refusals.push(
      'Please say how much, for example “lifetime value over 1,000” or “engagement over 70”.',
    );
    return { it: { kind: 'everyone' }, next: noun };
  }
  const bounds = boundsAt(scene, skipAll(scene, noun, 'are', 'filler'));
  if (!bounds) return null;
  const trait: Trait['trait'] =
    churn !== null
      ? 'churn_probability'
      : after(scene.tokens, start, 'lifetimeValue') !== null
        ? 'lifetime_value'
        : 'engagement';
  if (churn !== null && bounds.it.value > 1) {
    scene.refusals.push('A churn risk is a percentage: please write for example “churn risk over 60%”.');
  }
  return { it: { kind: 'trait', trait, values: [], ...plain(bounds.it) }, next: bounds.next };
}

function risk(scene: Scene, op: '>=' | '<', value: number): Gate {
  scene.notes.push(
    op === '<'
      ? `I took a low churn risk as less than ${value * 100}%.`
      : `I took a high churn risk as ${value * 100}% or more.`,
  );
  return { kind: 'trait', trait: 'churn_probability', op, values: [], value };
}

const A_YEAR =
  /^(?<op>less than|under|more than|over|at least|at most|up to) an? (?<unit>month|quarter|year)\b/u;
const OPS: ReadonlyMap<string, '<' | '>' | '>=' | '<='> = new Map([
  ['less than', '<'],
  ['under', '<'],
  ['more than', '>'],
  ['over', '>'],
  ['at least', '>='],
  ['at most', '<='],
  ['up to', '<='],
]);

/** “less than a year”: no number is said. */
function aYear(said: string): { op: '<' | '>' | '>=' | '<='; months: number; length: number } | null {
  const found = A_YEAR.exec(said);
  const op = OPS.get(found?.groups?.op ?? '');
  if (!found || !op) return null;
  const months = new Map([
    ['month', 1],
    ['quarter', 3],
    ['year', 12],
  ]).get(found.groups?.unit ?? '');
  return months === undefined ? null : { op, months, length: found[0].split(' ').length };
}

/** “customers for over 2 years”, “with us for less than 6 months”. */
export function tenureAt(scene: Scene, at: number): Read<Gate> {
  const words = (from: number, count: number): string =>
    scene.tokens
      .slice(from, from + count)
      .map(({ text }) => text)
      .join(' ');
  const start = skipAll(scene, at, 'have', 'are');
  const lead = [
    'been with us for',
    'been customers for',
    'with us for',
    'customers for',
    'been a customer for',
    'with a tenure of',
    'with tenure of',
    'with a tenure',
    'with tenure',
    'whose tenure is',
  ].find((phrase) => words(start, phrase.split(' ').length) === phrase);
  if (!lead) return null;
  const after = start + lead.split(' ').length;
  const year = aYear(words(after, 5));
  if (year)
    return {
      it: { kind: 'trait', trait: 'tenure_months', values: [], op: year.op, value: year.months },
      next: after + year.length,
    };
  const bounds = boundsAt(scene, after);
  const length = bounds && lengthAt(scene, bounds.next - 1);
  const months = length && { month: 1, quarter: 3, year: 12, day: 0, week: 0 }[length.it.unit];
  if (!bounds || !length || !months || bounds.it.bare) return null;
  return {
    it: {
      kind: 'trait',
      trait: 'tenure_months',
      values: [],
      ...plain(bounds.it),
      value: bounds.it.value * months,
    },
    next: length.next,
  };
}
