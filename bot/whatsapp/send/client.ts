/** Twilio's own client, pointed at another host where the settings say so. */
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type { WhatsAppConfig } from '../../config.ts';

export interface OutgoingMessage {
  /** E.164. */
  readonly to: string;
  readonly body: string;
  readonly mediaUrl?: string;
}

/** Hands one message to Twilio; resolves with its sid. Rejects with what the client throws. */
export type PostMessage = (message: OutgoingMessage) => Promise<string>;

/** What signs in to Twilio, and where its API is. */
type TwilioAccount = Pick<WhatsAppConfig, 'accountSid' | 'authToken' | 'apiUrl'>;

/** The client knows no base address: every request is sent to `host` instead, path and query kept. */
class RedirectedClient extends twilio.RequestClient {
  readonly #host: string;

  constructor(host: string) {
    super();
    this.#host = host.replace(/\/$/, '');
  }

  override request<TData>(options: RequestClient.RequestOptions<TData>) {
    const { pathname, search } = new URL(options.uri);
    return super.request<TData>({ ...options, uri: `${this.#host}${pathname}${search}` });
  }
}

export function createTwilioClient({ accountSid, authToken, apiUrl }: TwilioAccount) {
  return twilio(accountSid, authToken, apiUrl ? { httpClient: new RedirectedClient(apiUrl) } : {});
}

/** `statusUrl` is where Twilio reports what became of each message. */
export function createPostMessage(config: WhatsAppConfig, statusUrl: string): PostMessage {
  const client = createTwilioClient(config);
  return async ({ to, body, mediaUrl }) => {
    const sent = await client.messages.create({
      from: config.from,
      to: `whatsapp:${to}`,
      body,
      statusCallback: statusUrl,
      ...(mediaUrl ? { mediaUrl: [mediaUrl] } : {}),
    });
    return sent.sid;
  };
}
