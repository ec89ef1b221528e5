/** Texts to begin a campaign from, in `starters.yml`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { formatValue } from '../../cards/format.ts';
import type { ChannelName } from './channels.ts';
import type { Message } from './message.ts';

const starter = z.object({
  for: z.string(),
  subject: z.string(),
  body: z.string(),
  /** For channels that people read on a phone. */
  short: z.string(),
});

export const offer = z.object({
  type: z.enum(['discount']).default('discount'),
  value: z.coerce.number().positive(),
  unit: z.enum(['percent', 'amount']).default('percent'),
  expiry_days: z.coerce.number().int().min(1).max(365).optional(),
});
export type Offer = z.infer<typeof offer>;

const file = new URL('./starters.yml', import.meta.url);
const starters = z.record(z.string(), starter).parse(parse(readFileSync(file, 'utf8')));
export const STARTERS: ReadonlyMap<string, z.infer<typeof starter>> = new Map(Object.entries(starters));

/** The message of this purpose for the channel; null where there is none of the name. An offer only where one is made. */
export function starterMessage(
  purpose: string,
  channel: ChannelName,
  { offer: made, currency }: { readonly offer?: Offer | undefined; readonly currency: string },
): Message | null {
  const found = STARTERS.get(purpose);
  if (!found) return null;
  const text = channel === 'email' ? found.body : found.short;
  return {
    subject: channel === 'email' ? found.subject : null,
    body: text
      .replace('[offer]', made ? offerSentence(made, currency) : '')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    template_id: null,
    variables: {},
  };
}

/** "Take 20% off your next order, for 7 days." */
function offerSentence({ value, unit, expiry_days }: Offer, currency: string): string {
  const worth =
    unit === 'percent'
      ? formatValue(value / 100, { kind: 'percent', decimals: Number.isInteger(value) ? 0 : 1 })
      : formatValue(value, { kind: 'currency', currency });
  const days =
    expiry_days === undefined ? '' : `, for ${expiry_days} ${expiry_days === 1 ? 'day' : 'days'} from today`;
  return `Take ${worth} off your next order${days}.`;
}
