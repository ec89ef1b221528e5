import { DateTime } from 'luxon';
import { z } from 'zod';

export const day = z.union([z.enum(['today', 'yesterday', 'week']), z.iso.date()]);
export type Day = z.infer<typeof day>;

export interface Period {
  readonly from: Date;
  readonly to: Date;
  readonly label: string;
}

const WEEK_DAYS = 7;

/** The instants of a day, or of today and the six days before, where the team is. */
export function periodOf(said: Day, now: Date, timezone: string): Period {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
  if (said === 'week')
    return {
      from: today.minus({ days: WEEK_DAYS - 1 }).toJSDate(),
      to: today.plus({ days: 1 }).toJSDate(),
      label: 'the last 7 days',
    };
  const first =
    said === 'today'
      ? today
      : said === 'yesterday'
        ? today.minus({ days: 1 })
        : DateTime.fromISO(said, { zone: timezone });
  return {
    from: first.toJSDate(),
    to: first.plus({ days: 1 }).toJSDate(),
    label: said === 'today' || said === 'yesterday' ? said : first.toFormat('d LLL yyyy'),
  };
}
