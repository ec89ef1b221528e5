/** The approved template that asks “Show brief”, by Twilio's Content API. */
import type { WhatsAppConfig } from '../../config.ts';
import { createTwilioClient } from './client.ts';
import { NotSent, numbersOf } from './refusal.ts';

/** Hands the template to Twilio; resolves with the message's sid. Rejects with `NotSent`. */
export type PostTemplate = (number: string, name: string, at: Date) => Promise<string>;

/** Variables of the template: 1 is the person's name, 2 the day. */
export function createPostTemplate(
  config: WhatsAppConfig,
  contentSid: string,
  statusUrl: string,
): PostTemplate {
  const client = createTwilioClient(config);
  const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  return async (number, name, at) => {
    try {
      const sent = await client.messages.create({
        from: config.from,
        to: `whatsapp:${number}`,
        contentSid,
        contentVariables: JSON.stringify({ 1: name || 'there', 2: day.format(at) }),
        statusCallback: statusUrl,
      });
      return sent.sid;
    } catch (error) {
      const { status, code } = numbersOf(error);
      throw new NotSent(status, code);
    }
  };
}
