/** “tomorrow 9:00”, “monday 6pm”, “in 2 hours”, “2026-03-20 09:00”: when a campaign is to go out. */
import { DateTime } from 'luxon';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** Where a day is said without a time. */
const MORNING = { hour: 9, minute: 0 };

/** “now” is as soon as it is approved. Null for words that are no time. Local times are those of `timezone`. */
export function readSendAt(words: string, now: Date, timezone: string): Date | 'now' | null {
  const said = words.trim().toLowerCase().replace(/\s+/g, ' ');
  if (/^(?:now|at once|immediately|right away|asap|when approved|on approval)$/.test(said)) return 'now';
  const local = DateTime.fromJSDate(now, { zone: timezone });
  const found = isoIn(words.trim(), timezone) ?? ahead(said, local) ?? dayAndTime(said, local);
  return found?.isValid ? found.toJSDate() : null;
}

function isoIn(words: string, zone: string): DateTime | null {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}|$)/i.test(words)) return null;
  const padded = words.replace(/^(\S{10})[T ](\d):/i, '$1T0$2:').replace(/^(\S{10}) /, '$1T');
  const at = DateTime.fromISO(padded.replace(/\s+/g, ''), { zone, setZone: false });
  return at.isValid && !padded.includes(':') ? at.set(MORNING) : at;
}

/** “in 90 minutes”. */
function ahead(said: string, local: DateTime): DateTime | null {
  const [, count, unit] = /^in (\d{1,4}|an?|one) (minute|hour|day|week)s?$/.exec(said) ?? [];
  if (!count || !unit) return null;
  return local.plus({ [`${unit}s`]: /^\d/.test(count) ? Number(count) : 1 });
}

function dayAndTime(said: string, local: DateTime): DateTime | null {
  const [, day = '', at = ''] =
    /^(today|tonight|tomorrow|(?:on |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}-\d{2}-\d{2})?,? ?(?:at )?(.*)$/.exec(
      said,
    ) ?? [];
  const time = at === '' ? (day === 'tonight' ? { hour: 19, minute: 0 } : MORNING) : timeIn(at);
  if (!time || (day === '' && at === '')) return null;
  const there = dayIn(day, local)?.set({ ...time, second: 0, millisecond: 0 });
  if (!there) return null;
  // “18:00” is the next one.
  return day === '' && there <= local ? there.plus({ days: 1 }) : there;
}

function dayIn(said: string, local: DateTime): DateTime | null {
  if (said === '' || said === 'today' || said === 'tonight') return local;
  if (said === 'tomorrow') return local.plus({ days: 1 });
  if (/^\d/.test(said)) return DateTime.fromISO(said, { zone: local.zone });
  const weekday = WEEKDAYS.indexOf(said.replace(/^(?:on|next) /, '')) + 1;
  return weekday > 0 ? local.plus({ days: ((weekday - local.weekday + 6) % 7) + 1 }) : null;
}

function timeIn(said: string): { readonly hour: number; readonly minute: number } | null {
  if (said === 'noon') return { hour: 12, minute: 0 };
  const [, h, m = '0', half] = /^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h|uhr|o'?clock)?$/.exec(said) ?? [];
  if (h === undefined) return null;
  const hour = half === 'pm' ? (Number(h) % 12) + 12 : half === 'am' ? Number(h) % 12 : Number(h);
  const minute = Number(m);
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}
