/** "Vera, 21 Nov 2026, 05:33" in the zone of whoever reads it. */
export function whoAndWhen(who: string | null, at: string | null, timezone: string): string {
  const time = at
    ? new Intl.DateTimeFormat('en-GB', {
        dateStyle: 'medium',
        timeStyle: 'short',
        timeZone: timezone,
      }).format(new Date(at))
    : 'at an unknown time';
  return `${who ?? 'somebody who has left'}, ${time}`;
}
