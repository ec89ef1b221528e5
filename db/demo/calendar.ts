/** The days of the demo and how much is bought on each. */
import { DateTime } from 'luxon';
import { at, type Random } from './random.ts';
import { STORIES } from './stories.ts';

export interface Day {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** The workspace's offset from UTC at noon, such as `+01:00`; clocks change before anybody is up. */
  readonly offset: string;
  /** 1 to 12. */
  readonly month: number;
  /** Demand against an ordinary day (1). */
  readonly weight: number;
}

export interface Calendar {
  readonly days: readonly Day[];
  /** Index of the day that lies `daysAgo` before today; below 0 where that is before the first day. */
  indexOf(daysAgo: number): number;
  /** Demand of the days `from` up to and without `to`, as a share of the whole. */
  share(from: number, to: number): number;
  /** A day from `from` up to and without `to`, drawn in proportion to demand. */
  draw(random: Random, from: number, to: number): number;
}

/** Monday to Sunday. */
const WEEKDAYS = [0.95, 0.9, 0.92, 1, 1.08, 1.2, 1.05];
/** January to December, Christmas apart. */
const MONTHS = [0.88, 0.92, 0.98, 1, 1.02, 1, 0.96, 0.92, 1.02, 1.05, 1.1, 1.1];

/** The `length` days that end the day before `today`. */
export function createCalendar(today: string, length: number, timezone: string): Calendar {
  const end = DateTime.fromISO(today, { zone: timezone });
  if (!end.isValid) throw new RangeError(`not a day or not a timezone: ${today}, ${timezone}`);
  const days: Day[] = [];
  for (let daysAgo = length; daysAgo >= 1; daysAgo -= 1) {
    const start = end.minus({ days: daysAgo }).startOf('day');
    const anomaly = daysAgo === STORIES.anomaly.daysAgo ? STORIES.anomaly.weight : 1;
    days.push({
      date: start.toISODate(),
      offset: start.set({ hour: 12 }).toFormat('ZZ'),
      month: start.month,
      weight: at(WEEKDAYS, start.weekday - 1) * at(MONTHS, start.month - 1) * festive(start) * anomaly,
    });
  }

  const cumulative = new Float64Array(length + 1);
  for (const [index, day] of days.entries()) cumulative[index + 1] = at(cumulative, index) + day.weight;
  const upTo = (index: number) => at(cumulative, Math.min(Math.max(index, 0), length));
  return {
    days,
    indexOf: (daysAgo) => length - daysAgo,
    share: (from, to) => (upTo(to) - upTo(from)) / upTo(length),
    draw(random, from, to) {
      const wanted = upTo(from) + random.next() * (upTo(to) - upTo(from));
      let low = Math.max(from, 0);
      let high = Math.min(to, length) - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (at(cumulative, middle + 1) > wanted) high = middle;
        else low = middle + 1;
      }
      return low;
    },
  };
}

/** Black Friday and the weeks before Christmas. */
function festive(day: DateTime): number {
  if (day.month === 11 && day.weekday === 5 && day.day >= 23 && day.day <= 29) return 2.4;
  if (day.month === 11 && day.day >= 20) return 1.25;
  if (day.month === 12 && day.day <= 21) return 1.3 + day.day * 0.02;
  if (day.month === 12 && day.day >= 24 && day.day <= 26) return 0.95;
  return 1;
}
