import { DateTime } from 'luxon';
import type { StoredSuggestion } from './stored.ts';

/**
 * The day that the figures of a proposal are of, where that is an earlier one than `now`; null on the day itself. They
 * stay what they were when it was told, because what somebody presses is what they were shown: what becomes much worse is
 * proposed anew. Pure.
 */
export function asOf(
  { proposedAt }: Pick<StoredSuggestion, 'proposedAt'>,
  timezone: string,
  now: Date,
): string | null {
  const day = dayOf(proposedAt, timezone);
  return day < dayOf(now.toISOString(), timezone) ? day : null;
}

/** The calendar day of an instant there, `YYYY-MM-DD`. */
export const dayOf = (at: string, timezone: string): string =>
  DateTime.fromISO(at, { zone: timezone }).toISODate() ?? '';
