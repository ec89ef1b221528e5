/** When: “in the last 60 days”, “since March”, “between May and July”, “for 90 days”. */
import { addDays, addUnits, daysFromTo } from '../../../tools/periods/calendar.ts';
import type { Grain, PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { spanOf } from '../dates/calendar.ts';
import { joinPeriods } from '../dates/join-periods.ts';
import { readPeriod } from '../dates/read-period.ts';
import { UNIT_WORDS } from '../lexicon/calendar-words.ts';
import { readNumber } from '../text/numbers.ts';
import type { Read, Scene } from './cursor.ts';

const PREPOSITIONS = new Set([
  'in',
  'during',
  'within',
  'over',
  'for',
  'on',
  'throughout',
  'of',
  'from',
  'at',
  'the',
  'around',
]);
const SPAN_JOINTS = new Set(['to', 'until', 'till', 'through', 'and', '-', '–']);

/** The period that stands at `at`, with the words that lead into it. */
export function whenAt(scene: Scene, at: number): Read<PeriodExpression> {
  const { tokens } = scene;
  const word = tokens[at]?.text ?? '';
  if (word === 'since' || word === 'after' || word === 'before' || word === 'until' || word === 'till')
    return boundAt(scene, at, word);
  if (word === 'ever' || (word === 'at' && tokens[at + 1]?.text === 'any' && tokens[at + 2]?.text === 'time'))
    return { it: { kind: 'all' }, next: at + (word === 'ever' ? 1 : 3) };
  return spanAt(scene, at) ?? bareCount(scene, at) ?? led(scene, at);
}

function led(scene: Scene, at: number): Read<PeriodExpression> {
  for (let place = at; place < at + 3; place++) {
    const period = periodAt(scene, place);
    if (period) return period;
    if (!PREPOSITIONS.has(scene.tokens[place]?.text ?? '')) return null;
  }
  return null;
}

function periodAt(scene: Scene, at: number): Read<PeriodExpression> {
  const read = readPeriod(scene.tokens, at, scene.clock);
  if (!read) return null;
  if (read.kind === 'period') return { it: read.period, next: at + read.length };
  scene.refusals.push(read.kind === 'unsupported' ? read.because : `${read.question} Please write it out.`);
  return { it: { kind: 'all' }, next: at + read.length };
}

function boundAt(scene: Scene, at: number, word: string): Read<PeriodExpression> {
  const period = led(scene, at + 1);
  const span = period && spanOf(period.it, scene.clock);
  if (!period || !span) return null;
  const { next } = period;
  switch (word) {
    case 'since':
      return { it: { kind: 'since', from: span.from }, next };
    case 'after':
      return { it: { kind: 'since', from: addDays(span.to, 1) }, next };
    case 'before':
      return { it: { kind: 'until', to: addDays(span.from, -1) }, next };
    default:
      return { it: { kind: 'until', to: span.to }, next };
  }
}

/** “from March to May”, “between 3 and 10 March”. */
function spanAt(scene: Scene, at: number): Read<PeriodExpression> {
  const word = scene.tokens[at]?.text;
  const leads = word === 'from' || word === 'between' || PREPOSITIONS.has(word ?? '');
  const from = periodAt(scene, leads ? at + 1 : at);
  if (!from) return null;
  const joint = scene.tokens[from.next]?.text ?? '';
  if (!SPAN_JOINTS.has(joint) || (joint === 'and' && word !== 'between')) return null;
  const to = periodAt(scene, from.next + 1);
  const joined = to && joinPeriods(from.it, to.it, scene.clock);
  return to && joined ? { it: joined, next: to.next } : null;
}

/** “for 90 days”, “in 2 months”, “within 30 days”: the last so many. */
function bareCount(scene: Scene, at: number): Read<PeriodExpression> {
  if (!/^(?:for|in|within)$/u.test(scene.tokens[at]?.text ?? '')) return null;
  const length = lengthAt(scene, at + 1 + Number(/^(?:over|the)$/u.test(scene.tokens[at + 1]?.text ?? '')));
  return length && { it: { kind: 'last', count: length.it.count, unit: length.it.unit }, next: length.next };
}

/**
 * What did not happen “in the last 6 months” did not happen until now either: the complete months, which end with the
 * last one, would find those who bought this week. Counted in days, it stays true on any later day.
 */
export function untilNow(period: PeriodExpression, { clock }: Scene): PeriodExpression {
  if (period.kind !== 'last' || period.unit === 'day') return period;
  const from = addUnits(period.unit, clock.today, -period.count);
  return { kind: 'last', count: daysFromTo(from, clock.today), unit: 'day' };
}

/** “90 days”, “2 weeks”, “a year”. */
export function lengthAt(scene: Scene, at: number): Read<{ count: number; unit: Grain }> {
  const number = readNumber(scene.tokens, at);
  const article = /^an?$/u.test(scene.tokens[at]?.text ?? '') ? 1 : 0;
  const taken = number?.length ?? article;
  const unit = UNIT_WORDS.get(scene.tokens[at + taken]?.text ?? '');
  const count = number?.value ?? 1;
  return taken > 0 && unit && Number.isInteger(count) && count > 0 && count <= 10_000
    ? { it: { count, unit }, next: at + taken + 1 }
    : null;
}
