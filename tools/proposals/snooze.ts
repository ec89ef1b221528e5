/** Until when a suggestion may be put off. */
import { DateTime } from 'luxon';

export const SNOOZES = [
  { value: 'tomorrow', label: 'Until tomorrow' },
  { value: 'three_days', label: 'For 3 days' },
  { value: 'next_week', label: 'Until Monday' },
] as const;
export const SNOOZE_VALUES = SNOOZES.map(({ value }) => value);
type Snooze = (typeof SNOOZES)[number]['value'];

/** The beginning of the day on which it comes back, in the team's timezone: before that day's brief. */
export function snoozedUntil(snooze: Snooze, now: Date, timezone: string): Date {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
  switch (snooze) {
    case 'tomorrow':
      return today.plus({ days: 1 }).toJSDate();
    case 'three_days':
      return today.plus({ days: 3 }).toJSDate();
    case 'next_week':
      return today.plus({ days: 8 - today.weekday }).toJSDate();
  }
}
