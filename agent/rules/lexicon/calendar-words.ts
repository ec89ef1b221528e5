/** Names of months, weekdays and calendar units. Data. */
import type { Grain } from '../../../tools/periods/period-expression.ts';

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
];

const WEEKDAYS: readonly (readonly string[])[] = [
  ['monday', 'mondays', 'mon'],
  ['tuesday', 'tuesdays', 'tue', 'tues'],
  ['wednesday', 'wednesdays', 'wed'],
  ['thursday', 'thursdays', 'thu', 'thurs'],
  ['friday', 'fridays', 'fri'],
  ['saturday', 'saturdays', 'sat'],
  ['sunday', 'sundays', 'sun'],
];

export const MONTH_NUMBERS: ReadonlyMap<string, number> = numbered(MONTHS);
export const WEEKDAY_NUMBERS: ReadonlyMap<string, number> = numbered(WEEKDAYS);

export const UNIT_WORDS: ReadonlyMap<string, Grain> = new Map([
  ['day', 'day'],
  ['days', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['wk', 'week'],
  ['month', 'month'],
  ['months', 'month'],
  ['mth', 'month'],
  ['quarter', 'quarter'],
  ['quarters', 'quarter'],
  ['qtr', 'quarter'],
  ['year', 'year'],
  ['years', 'year'],
  ['yr', 'year'],
]);

/** Times that people name and whose days nobody has told us. */
export const UNDATED: readonly string[] = [
  'christmas',
  'xmas',
  'christmas season',
  'black friday week',
  'black friday weekend',
  'black friday sale',
  'cyber monday week',
  'cyber weekend',
  'cyber week',
  'thanksgiving',
  'easter',
  'new year',
  'mother day',
  'father day',
  'ramadan',
  'diwali',
  'holiday season',
  'holidays',
  'the holidays',
  'summer',
  'winter',
  'spring',
  'autumn',
  'in fall',
  'the fall',
  'back to school',
  'festive season',
  'fiscal year',
  'financial year',
  'peak season',
  'low season',
  'high season',
];

/** Days of the year that have a name: month and day. */
export const NAMED_DAYS: ReadonlyMap<string, readonly [month: number, day: number]> = new Map([
  ['christmas day', [12, 25]],
  ['christmas eve', [12, 24]],
  ['boxing day', [12, 26]],
  ['new year eve', [12, 31]],
  ['new year day', [1, 1]],
  ['new years eve', [12, 31]],
  ['new years day', [1, 1]],
  ['valentine day', [2, 14]],
  ['valentines day', [2, 14]],
  ['halloween', [10, 31]],
]);

/** Words for a time that has not come. */
export const FUTURE: readonly string[] = ['tomorrow', 'next', 'upcoming', 'coming'];

function numbered(names: readonly (readonly string[])[]): Map<string, number> {
  return new Map(names.flatMap((spellings, index) => spellings.map((word) => [word, index + 1] as const)));
}
