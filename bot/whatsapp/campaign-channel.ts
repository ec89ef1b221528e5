/** Messages of campaigns through Twilio: WhatsApp and text messages. */
import type { Channel, Handover, OutgoingMessage } from '../../jobs/outreach/channel.ts';
import type { WhatsAppConfig } from '../config.ts';
import { createTwilioClient } from './send/client.ts';
import { classify, numbersOf } from './send/refusal.ts';

/** Where Twilio tells what became of the message of `token`. */
export const TWILIO_STATUS = '/hooks/twilio';

export interface TwilioChannelOptions {
  readonly name: 'whatsapp' | 'sms';
  /** `whatsapp:+…` or `+…` */
  readonly from: string;
}

export function createTwilioChannel(config: WhatsAppConfig, { name, from }: TwilioChannelOptions): Channel {
  const client = createTwilioClient(config);
  const to = (address: string) => (name === 'whatsapp' ? `whatsapp:${address}` : address);
  return {
    name,
    provider: 'twilio',
    async send(message) {
      try {
        const sent = await client.messages.create({
          from,
          to: to(message.address),
          statusCallback: `${config.publicUrl}${TWILIO_STATUS}/${message.token}`,
          ...contentOf(message),
        });
        return { kind: 'accepted', providerId: sent.sid };
      } catch (error) {
        return readTwilioError(error);
      }
    },
  };
}

/** Only an approved template reaches somebody who has not written within a day; its text is Twilio's to fill in. */
function contentOf({ template, body, unsubscribeUrl }: OutgoingMessage) {
  if (template) return { contentSid: template.id, contentVariables: JSON.stringify(template.variables) };
  return { body: unsubscribeUrl ? `${body}\n\nStop: ${unsubscribeUrl}` : `${body}\n\nReply STOP to stop.` };
}

/** The request was never made: there was nobody to take it. */
const NEVER_CONNECTED: ReadonlySet<unknown> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
]);
/** Trouble of the account or the provider: all messages wait, and none of them has failed. */
const ACCOUNT_MS = 5 * 60_000;
const TOO_FAST_MS = 5_000;

/** What is known after an error of Twilio's client. Its words hold the person's number and are left behind. */
export function readTwilioError(error: unknown): Handover {
  const { status, code } = numbersOf(error);
  if (status === null) {
    const cause = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    const reason = `Twilio did not answer${typeof cause === 'string' ? ` (${cause})` : ''}`;
    return NEVER_CONNECTED.has(cause)
      ? { kind: 'later', reason, afterMs: null }
      : { kind: 'unknown', reason };
  }
  const reason = `Twilio ${code ?? status}`;
  switch (classify(status, code)) {
    case 'wait':
      return { kind: 'later', reason, afterMs: TOO_FAST_MS };
    case 'unsubscribed':
      return { kind: 'stopped', reason: 'asked the carrier for no more messages' };
    case 'outside_window':
      return {
        kind: 'refused',
        reason: 'no message from them within a day, so it takes an approved template',
      };
    case 'other':
      if (status === 401 || status === 403) return { kind: 'later', reason, afterMs: ACCOUNT_MS };
      if (status === 503) return { kind: 'later', reason, afterMs: null };
      // A server that failed may have done so after it took the message.
      return status >= 500 ? { kind: 'unknown', reason } : { kind: 'refused', reason };
  }
}
