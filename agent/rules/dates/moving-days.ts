/** Named days that move with the calendar: “Black Friday”, “Cyber Monday 2019”, “Easter Sunday”. */
import { addDays, type Day } from '../../../tools/periods/calendar.ts';
import { type Clock, isoDay, mondayOf, yearOf } from './calendar.ts';
import { yearAfter } from './named-period.ts';
import { found, type PeriodReader } from './period-read.ts';
import { phraseAt } from './words.ts';

/** The Friday after the fourth Thursday of November. */
const blackFriday = (year: number): Day => {
  const first = isoDay(year, 11, 1);
  const thursday = addDays(mondayOf(first), 3);
  return addDays(thursday, thursday < first ? 29 : 22);
};

/**
 * Easter Sunday of the Gregorian calendar.
 * Source: the anonymous algorithm in Meeus, “Astronomical Algorithms”, chapter 8.
 */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * weekday) / 451);
  const days = moon + weekday - 7 * late + 114;
  return isoDay(year, Math.floor(days / 31), (days % 31) + 1);
}

const MOVING: readonly (readonly [string, (year: number) => Day])[] = [
  ['black friday', blackFriday],
  ['cyber monday', (year) => addDays(blackFriday(year), 3)],
  ['good friday', (year) => addDays(easterSunday(year), -2)],
  ['easter sunday', easterSunday],
  ['easter monday', (year) => addDays(easterSunday(year), 1)],
];

export const readMovingDay: PeriodReader = (tokens, at, clock) => {
  for (const [name, dayIn] of MOVING) {
    const length = phraseAt(tokens, at, [name]);
    if (length === 0) continue;
    const said = yearAfter(tokens, at + length, clock);
    const day = dayIn(said.year ?? recentYearOf(dayIn, clock));
    return found(length + said.length, { kind: 'range', from: day, to: day });
  }
  return null;
};

/** The year of the most recent one that the data can know. */
function recentYearOf(dayIn: (year: number) => Day, clock: Clock): number {
  const year = yearOf(clock.lastDay);
  return dayIn(year) <= clock.lastDay ? year : year - 1;
}
