/** Sends one message to one person: not to those who stopped, once more where Twilio says to wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Suppressions } from '../../../db/suppressions.ts';
import type { Log } from '../../../handlers/log.ts';
import type { OutgoingMessage, PostMessage } from './client.ts';
import { classify, NotSent, numbersOf } from './refusal.ts';

/** `sid`: Twilio took it. `undeliverable`: the person cannot or must not be written to, and that is that. */
type Sent = { readonly sid: string } | { readonly undeliverable: string };

export interface SenderDeps {
  readonly post: PostMessage;
  readonly suppressions: Suppressions;
  readonly tenantOf: (number: string) => Promise<string | null>;
  readonly log: Log;
  /** Waited before the one retry. Default 1.5 s. */
  readonly retryAfterMs?: number;
}

export interface Sender {
  send(message: OutgoingMessage): Promise<Sent>;
  /** Even to those who stopped: the confirmation that they did, and help. */
  sendAlways(message: OutgoingMessage): Promise<Sent>;
}

/** `send` rejects with `NotSent` where Twilio refuses for another reason. */
export function createSender(deps: SenderDeps): Sender {
  const { post, suppressions, log } = deps;

  async function attempt(message: OutgoingMessage, again: boolean): Promise<Sent> {
    try {
      return { sid: await post(message) };
    } catch (error) {
      const { status, code } = numbersOf(error);
      const kind = classify(status, code);
      log.warn({ status, code, kind }, 'Twilio did not take a WhatsApp message');
      if (kind === 'wait' && again) {
        await sleep(deps.retryAfterMs ?? 1_500);
        return attempt(message, false);
      }
      if (kind === 'unsubscribed') {
        await suppressions.add('whatsapp', message.to, 'carrier', await deps.tenantOf(message.to));
      }
      if (kind === 'unsubscribed' || kind === 'outside_window') return { undeliverable: kind };
      throw new NotSent(status, code);
    }
  }

  return {
    async send(message) {
      if (await suppressions.has('whatsapp', message.to)) return { undeliverable: 'suppressed' };
      return attempt(message, true);
    },
    sendAlways: (message) => attempt(message, true),
  };
}
