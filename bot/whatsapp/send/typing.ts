/** The sign that somebody is typing, by Twilio's Typing Indicators API (a public beta). */
import type { Log } from '../../../handlers/log.ts';
import type { WhatsAppConfig } from '../../config.ts';
import { createTwilioClient } from './client.ts';
import { numbersOf } from './refusal.ts';

/** Shows it to whoever sent the message `sid`, which is marked as read by it. Never rejects. */
export type ShowTyping = (sid: string) => Promise<void>;

/** Twilio knows messages by these ids alone. */
const MESSAGE_SID = /^(?:SM|MM)[\da-f]{32}$/i;
/** An account without it is not asked at every message. */
const REST_MS = 3_600_000;

export function createShowTyping(
  config: Pick<WhatsAppConfig, 'accountSid' | 'authToken' | 'apiUrl'>,
  log: Log,
  now: () => Date,
): ShowTyping {
  const client = createTwilioClient(config);
  let restUntil = 0;
  return async (sid) => {
    if (!MESSAGE_SID.test(sid) || now().getTime() < restUntil) return;
    try {
      await client.messaging.v2.typingIndicator.create({ channel: 'whatsapp', messageId: sid });
    } catch (error) {
      restUntil = now().getTime() + REST_MS;
      log.info(numbersOf(error), 'Twilio does not show that the bot is typing; it is not asked for an hour');
    }
  };
}
