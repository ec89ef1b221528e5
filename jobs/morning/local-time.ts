/** Times of day in somebody's timezone, on the days on which the clocks are changed as well. */
import { DateTime } from 'luxon';

const DAY = 'yyyy-MM-dd';
/** No change of the clocks is longer; a whole day that a country skipped is no day that anything is asked of. */
const LONGEST_GAP_HOURS = 3;

/** The day it is in `zone` at `at`, `YYYY-MM-DD`. */
export function dayIn(zone: string, at: Date): string {
  return DateTime.fromJSDate(at, { zone }).toFormat(DAY);
}

/** The day `days` after `day`. */
export function dayAfter(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat(DAY);
}

/** ISO weekday of a day: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return DateTime.fromISO(day, { zone: 'utc' }).weekday;
}

/**
 * The instant at which it is `time` (`HH:MM`) on `day` in `zone`. A time that does not exist on that day stands for the
 * first moment after the gap; of a time that exists twice it is the first.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const asked = DateTime.fromISO(`${day}T${time.slice(0, 5)}`, { zone });
  if (!asked.isValid) throw new Error(`${day} ${time} is no time in ${zone}`);
  if (asked.toFormat('HH:mm') === time.slice(0, 5)) {
    return new Date(Math.min(...asked.getPossibleOffsets().map((each) => each.toMillis())));
  }
  return afterGap(asked);
}

/** When the clocks were put forward, before `after`. */
function afterGap(after: DateTime): Date {
  const offset = (at: number) => DateTime.fromMillis(at, { zone: after.zone }).offset;
  let high = after.toMillis();
  let low = after.minus({ hours: LONGEST_GAP_HOURS }).toMillis();
  // What luxon makes of a time in a gap may lie on either side of it.
  if (offset(high) === offset(low)) high = after.plus({ hours: LONGEST_GAP_HOURS }).toMillis();
  const before = offset(low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return new Date(high);
}
