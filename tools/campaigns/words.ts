/** Campaigns in words: states, reasons, times. */
import { formatValue } from '../../cards/format.ts';
import { channelAddress } from './channels.ts';
import { CANCELLED } from './progress.ts';
import type { ReachReason } from './reach.ts';
import type { Campaign } from './read-campaigns.ts';

export const STATUS_WORDS: Readonly<Record<Campaign['status'], string>> = {
  draft: 'Draft',
  approved: 'Approved',
  sending: 'Sending',
  paused: 'Paused',
  sent: 'Sent',
  cancelled: 'Cancelled',
};

export const count = (people: number): string => formatValue(people, { kind: 'integer' });
export const peopleText = (people: number): string =>
  `${count(people)} ${people === 1 ? 'person' : 'people'}`;
export const percent = (share: number, decimals = 1): string =>
  formatValue(share, { kind: 'percent', decimals });

/** “84 who have not agreed to it, 3 without an e-mail address”. */
export function reasonsText(
  reasons: readonly { readonly reason: ReachReason; readonly people: number }[],
  channel: Campaign['channel'],
): string {
  const { needs } = channelAddress(channel);
  const words: Readonly<Record<ReachReason, string>> = {
    erased: 'erased or not known any more',
    no_address: `without ${/^[aeiou]/.test(needs) ? 'an' : 'a'} ${needs}`,
    no_consent: 'who have not agreed to it',
    suppressed: 'who asked not to be written to',
    capped: 'who were written to often enough this week',
  };
  return reasons.map(({ reason, people }) => `${count(people)} ${words[reason]}`).join(', ');
}

/** “has not agreed to this channel (84), the campaign was cancelled (3)”: of messages, in the words of who sends. */
export function whyText(reasons: readonly { readonly reason: string; readonly people: number }[]): string {
  const said = new Map<string, number>();
  for (const { reason, people } of reasons) {
    const text = reason === CANCELLED ? 'the campaign was cancelled' : reason;
    said.set(text, (said.get(text) ?? 0) + people);
  }
  return [...said].map(([text, people]) => `${text} (${count(people)})`).join(', ');
}

/** “Fri, 20 Mar 2026, 09:00 (Europe/Berlin)”. */
export function timeText(at: string, timezone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone,
  }).format(new Date(at));
  return `${text.replace('Sept', 'Sep')} (${timezone})`;
}
