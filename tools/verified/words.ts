import type { VerifiedAnswer } from './stored.ts';

/** "Verified by Ana, 3 Mar 2026" in the zone of whoever reads it, with what they noted. */
export function verifiedBy({ by, at, note }: VerifiedAnswer, timezone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: timezone }).format(at);
  return `Verified by ${by ?? 'somebody who has left'}, ${day}${note ? `: ${note}` : ''}`;
}
