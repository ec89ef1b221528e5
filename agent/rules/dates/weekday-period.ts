/** Days of the week and weekends, counted from today: “last Friday”, “this Monday”, “last weekend”. */
import { addDays, type Day } from '../../../tools/periods/calendar.ts';
import { MONTH_NUMBERS, WEEKDAY_NUMBERS } from '../lexicon/calendar-words.ts';
import { mondayOf } from './calendar.ts';
import { found, type PeriodReader, unsupported } from './period-read.ts';
import { phraseAt, textAt } from './words.ts';

/** The last such day of the week before `day`. */
export function weekdayBefore(day: Day, weekday: number): Day {
  const same = addDays(mondayOf(day), weekday - 1);
  return same < day ? same : addDays(same, -7);
}

/** “last Friday”: the most recent one before today. “the last Friday of May” is a part of another period. */
export const readLastWeekday: PeriodReader = (tokens, at, clock) => {
  const lead = phraseAt(tokens, at, ['last', 'this past', 'past']);
  const word = textAt(tokens, at + lead);
  const weekday = lead > 0 && !word.endsWith('days') ? WEEKDAY_NUMBERS.get(word) : undefined;
  if (!weekday || ofAnother(tokens, at + lead + 1)) return null;
  const day = weekdayBefore(clock.today, weekday);
  return found(lead + 1, { kind: 'range', from: day, to: day });
};

/** “this Monday”: that of the week in hand, where it has come. */
export const readThisWeekday: PeriodReader = (tokens, at, clock) => {
  const weekday = textAt(tokens, at) === 'this' ? WEEKDAY_NUMBERS.get(textAt(tokens, at + 1)) : undefined;
  if (!weekday || textAt(tokens, at + 1).endsWith('days')) return null;
  const day = addDays(mondayOf(clock.today), weekday - 1);
  return day > clock.today
    ? unsupported(2, 'That day of this week is still to come, and I only count what has happened.')
    : found(2, { kind: 'range', from: day, to: day });
};

/** “last weekend”: the Saturday and Sunday before this week. */
export const readLastWeekend: PeriodReader = (tokens, at, clock) => {
  const lead = phraseAt(tokens, at, [
    'last weekend',
    'the last weekend',
    'this past weekend',
    'past weekend',
  ]);
  if (lead === 0 || ofAnother(tokens, at + lead)) return null;
  const monday = mondayOf(clock.today);
  return found(lead, { kind: 'range', from: addDays(monday, -2), to: addDays(monday, -1) });
};

const ofAnother = (tokens: Parameters<PeriodReader>[0], at: number): boolean =>
  textAt(tokens, at) === 'of' ||
  (textAt(tokens, at) === 'in' &&
    (MONTH_NUMBERS.has(textAt(tokens, at + 1)) ||
      /^\d|^q\d|^(?:the|this|last)$/u.test(textAt(tokens, at + 1))));
