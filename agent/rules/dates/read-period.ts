/** The longest period that stands at a place in the question. New ways to say a time: write a reader, add it here. */
import { readBetweenDays, readDay, readIso, readNamedDay, readSlashDate } from './day-period.ts';
import { readMovingDay } from './moving-days.ts';
import { readHalf, readMonth, readQuarter, readYear } from './named-period.ts';
import { halfMonthReader, partReader, readWeekNumber, weekOfReader } from './part-period.ts';
import type { PeriodRead, PeriodReader } from './period-read.ts';
import {
  readAgo,
  readAllTime,
  readCalendar,
  readLast,
  readNearDay,
  readSoFar,
  readToDate,
  readUnsupported,
  readWholeYear,
} from './relative-period.ts';
import { readLastWeekday, readLastWeekend, readThisWeekday } from './weekday-period.ts';

const longestOf =
  (readers: readonly PeriodReader[]): PeriodReader =>
  (tokens, at, clock) => {
    let best: PeriodRead | null = null;
    for (const reader of readers) {
      const read = reader(tokens, at, clock);
      if (read && read.length > (best?.length ?? 0)) best = read;
    }
    return best;
  };

const readNamed = longestOf([readYear, readHalf, readQuarter, readMonth, readCalendar]);
const readSomeDay = longestOf([readIso, readSlashDate, readDay, readNamedDay, readMovingDay]);

/** Reads the period that begins exactly at `at`, the longest there is; null where none does. */
export const readPeriod: PeriodReader = longestOf([
  readNamed,
  readSomeDay,
  readBetweenDays,
  readNearDay,
  readLastWeekday,
  readThisWeekday,
  readLastWeekend,
  readLast,
  readAgo,
  readToDate,
  readSoFar,
  readWholeYear,
  readAllTime,
  readWeekNumber,
  weekOfReader(readSomeDay),
  partReader(readNamed),
  halfMonthReader(readMonth),
  readUnsupported,
]);
