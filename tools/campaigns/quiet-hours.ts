import { DateTime } from 'luxon';
import type { OutreachSettings } from './settings.ts';

/**
 * When the quiet hours that `at` falls into end; null where it falls into none. By the clock of `timezone`: on the days
 * that have 23 or 25 hours they end by the clock as well.
 */
export function quietUntil(
  { from, to }: OutreachSettings['quietHours'],
  at: Date,
  timezone: string,
): Date | null {
  if (from === to) return null;
  const local = DateTime.fromJSDate(at, { zone: timezone });
  const time = local.toFormat('HH:mm');
  const overnight = from > to;
  const quiet = overnight ? time >= from || time < to : time >= from && time < to;
  if (!quiet) return null;
  const [hour = 0, minute = 0] = to.split(':').map(Number);
  const day = overnight && time >= from ? local.plus({ days: 1 }) : local;
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
}
