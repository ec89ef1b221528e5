/**
 * Twilio's Messages API on loopback: it records what it is asked to send, refuses what Twilio would refuse, and can
 * be told to misbehave.
 */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const ACCOUNT = { sid: `AC${'d'.repeat(32)}`, token: 'double-auth-token' };

interface SentMessage {
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly mediaUrl: string | null;
  readonly statusCallback: string | null;
  /** Of an approved template, with its variables as JSON. */
  readonly contentSid: string | null;
  readonly contentVariables: string | null;
}

interface Refusal {
  readonly status: number;
  readonly code: number;
}

export interface TwilioDouble {
  /** For `TWILIO_API_URL`. */
  readonly url: string;
  /** What was taken, in order. */
  readonly sent: readonly SentMessage[];
  /** Ids of the messages under which the sign for typing was shown. */
  readonly typing: readonly string[];
  /** Typing is not known to the account. */
  refuseTyping(): void;
  /** Requests to send something, refused ones included. */
  readonly requests: number;
  /** Refuses the next request; called twice, the next two. */
  refuseNext(refusal: Refusal): void;
  /** Resolves when `count` messages have been taken in all. */
  taken(count: number): Promise<readonly SentMessage[]>;
  /** Resolves when typing has been asked for `count` times in all. */
  typed(count: number): Promise<void>;
  /** Resolves when `count` requests have been answered in all. */
  asked(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function createTwilioDouble(): Promise<TwilioDouble> {
  const sent: SentMessage[] = [];
  const refusals: Refusal[] = [];
  const typing: string[] = [];
  let knowsTyping = true;
  const events = new EventEmitter();
  let requests = 0;

  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    if (request.url === '/v2/Indicators/Typing.json') {
      typing.push(form.get('messageId') ?? '');
      const sound = knowsTyping && form.get('channel') === 'whatsapp';
      response.writeHead(sound ? 200 : 404, { 'content-type': 'application/json' });
      response.end(sound ? '{"success":true}' : '{"code":20404,"status":404,"message":"Not found"}', () =>
        events.emit('answered'),
      );
      return;
    }
    const message: SentMessage = {
      from: form.get('From') ?? '',
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      mediaUrl: form.get('MediaUrl'),
      statusCallback: form.get('StatusCallback'),
      contentSid: form.get('ContentSid'),
      contentVariables: form.get('ContentVariables'),
    };
    const refusal = refusals.shift() ?? problemWith(request.method, request.url, request.headers, message);
    requests++;
    if (!refusal) sent.push(message);
    const answer = refusal
      ? {
          code: refusal.code,
          status: refusal.status,
          message: `The double refuses ${message.to}`,
          more_info: `https://www.twilio.com/docs/errors/${refusal.code}`,
        }
      : { sid: `SM${String(sent.length).padStart(32, '0')}`, status: 'queued', body: message.body };
    response.writeHead(refusal?.status ?? 201, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer), () => events.emit('answered'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const until = async (done: () => boolean) => {
    while (!done()) await once(events, 'answered');
  };

  return {
    typing,
    refuseTyping: () => {
      knowsTyping = false;
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    get requests() {
      return requests;
    },
    refuseNext: (refusal) => void refusals.push(refusal),
    async taken(count) {
      await until(() => sent.length >= count);
      return sent;
    },
    typed: (count) => until(() => typing.length >= count),
    asked: (count) => until(() => requests >= count),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function problemWith(
  method: string | undefined,
  url: string | undefined,
  headers: { readonly authorization?: string },
  message: SentMessage,
): Refusal | null {
  const credentials = Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.token}`).toString('base64');
  if (headers.authorization !== `Basic ${credentials}`) return { status: 401, code: 20003 };
  if (method !== 'POST' || url !== `/2010-04-01/Accounts/${ACCOUNT.sid}/Messages.json`) {
    return { status: 404, code: 20404 };
  }
  // From WhatsApp to WhatsApp, or from a number to a number.
  const kind = /^whatsapp:/.exec(message.from)?.[0] ?? '';
  if (!/^(whatsapp:)?\+\d+$/.test(message.to)) return { status: 400, code: 21211 };
  if (!/^(whatsapp:)?\+\d+$/.test(message.from) || !message.to.startsWith(kind || '+'))
    return { status: 400, code: 63007 };
  if (message.body === '' && !message.mediaUrl && !message.contentSid) return { status: 400, code: 21602 };
  if (message.body.length > 1_600) return { status: 400, code: 21617 };
  if (message.mediaUrl && !/^https?:\/\//.test(message.mediaUrl)) return { status: 400, code: 21620 };
  return null;
}
