/** “In every month of 2019”, “in each of the last 3 months”, “at least once a month”, “in all 12 months of 2019”. */
import { daysFromTo, startOf } from '../../../tools/periods/calendar.ts';
import type { Grain, PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { spanOf } from '../dates/calendar.ts';
import { UNIT_WORDS } from '../lexicon/calendar-words.ts';
import { readNumber } from '../text/numbers.ts';
import { type Read, type Scene, wordsAt } from './cursor.ts';
import { whenAt } from './when.ts';

export interface EveryTime {
  readonly every: Grain;
  /** The days, where they are said in the same breath. */
  readonly within: PeriodExpression | null;
}

/** The words that ask for each of several months; `counted` behind a number, where “a month” will do. */
export function everyTimeAt(scene: Scene, at: number, counted: boolean): Read<EveryTime> {
  const lead = LEADS.exec(`${wordsAt(scene, at, 2)} `)?.[0].trim() ?? '';
  const start = at + (lead === '' ? 0 : lead.split(' ').length);
  return ofTheLast(scene, start) ?? allOfThem(scene, start) ?? everyUnit(scene, start, counted);
}

const LEADS = /^(?:in|during|for|throughout|over|on) /u;
const EVERY = /^(?:(?:each and every|every single|every one|every|each)(?: single)?(?: calendar)?) /u;
const A = /^(?:a|per) /u;

/** “every month”, “each calendar month”, behind a number “a month”. */
function everyUnit(scene: Scene, at: number, counted: boolean): Read<EveryTime> {
  const said = `${wordsAt(scene, at, 5)} `;
  const lead = (EVERY.exec(said) ?? (counted ? A.exec(said) : null))?.[0].trim();
  const next = lead === undefined ? at : at + lead.split(' ').length;
  const word = scene.tokens[next]?.text ?? '';
  const unit = lead === undefined || word.endsWith('s') ? undefined : UNIT_WORDS.get(word);
  return unit ? { it: { every: unit, within: null }, next: next + 1 } : null;
}

/** “each of the last 3 months”, “every one of the last 4 quarters”, “all of the last 6 weeks”. */
function ofTheLast(scene: Scene, at: number): Read<EveryTime> {
  const lead = /^(?:each|every(?: single)? one|all)(?: single one)? of (?:the |our )?/u.exec(
    wordsAt(scene, at, 6),
  )?.[0];
  const start = lead
    ? at + lead.trim().split(' ').length
    : /^all$/u.test(wordsAt(scene, at, 1))
      ? at + 1
      : null;
  const period = start === null ? null : whenAt({ ...scene, refusals: [] }, start);
  return period?.it.kind === 'last' && period.it.count > 1
    ? { it: { every: period.it.unit, within: period.it }, next: period.next }
    : null;
}

/** “all 12 months of 2019”, “all four quarters of 2019”: as many as those days have. */
function allOfThem(scene: Scene, at: number): Read<EveryTime> {
  if (!/^all$/u.test(wordsAt(scene, at, 1))) return null;
  const number = readNumber(scene.tokens, at + 1);
  const unit = number && UNIT_WORDS.get(scene.tokens[at + 1 + number.length]?.text ?? '');
  const period = number && unit ? whenAt(scene, at + 2 + number.length) : null;
  if (!number || !unit || !period) return null;
  if (number.value !== unitsIn(period.it, unit, scene))
    scene.refusals.push(
      `Those days do not have ${number.value} ${unit}s. Please say “in every ${unit} of …”.`,
    );
  return { it: { every: unit, within: period.it }, next: period.next };
}

function unitsIn(period: PeriodExpression, unit: Grain, { clock }: Scene): number | null {
  const span = spanOf(period, clock);
  if (!span) return null;
  const months = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  const [from, to] = [startOf(unit, span.from), startOf(unit, span.to)];
  const apart = { day: 1, week: 7, month: 1, quarter: 3, year: 12 }[unit];
  const length = unit === 'day' || unit === 'week' ? daysFromTo(from, to) : months(to) - months(from);
  return length / apart + 1;
}
