/** Days, weeks and months as bills count them: by the wall clock, in a timezone, not by the data's. */
import { DateTime } from 'luxon';
import { z } from 'zod';

export const stretchName = z.enum(['today', 'week', 'month']);
export type StretchName = z.infer<typeof stretchName>;

export interface Stretch {
  readonly from: Date;
  /** Where the next one begins. */
  readonly to: Date;
  /** “today”, “this week”, “November 2026” */
  readonly label: string;
}

/** The day, the week (from Monday) or the calendar month that `now` is in. */
export function stretchOf(name: StretchName, now: Date, timezone: string): Stretch {
  const unit = name === 'today' ? 'day' : name;
  const first = DateTime.fromJSDate(now, { zone: timezone }).startOf(unit);
  return {
    from: first.toJSDate(),
    to: first.plus({ [unit]: 1 }).toJSDate(),
    label: name === 'today' ? 'today' : name === 'week' ? 'this week' : first.toFormat('LLLL yyyy'),
  };
}
