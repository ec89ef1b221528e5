/** SendGrid, by its own client. */
import { MailService } from '@sendgrid/mail';
import type { Handover } from '../../../jobs/outreach/channel.ts';
import type { EmailConfig } from '../../config-outreach.ts';
import { listHeaders, type Mailer, senderOf } from './mailer.ts';

const TIMEOUT_MS = 20_000;
const TOO_FAST_MS = 5_000;
const ACCOUNT_MS = 5 * 60_000;

type SendGridTransport = Extract<EmailConfig['transport'], { kind: 'sendgrid' }>;

export function createSendGridMailer(from: string, { apiKey, apiUrl }: SendGridTransport): Mailer {
  const service = new MailService();
  service.setApiKey(apiKey);
  service.setTimeout(TIMEOUT_MS);
  if (apiUrl) clientOf(service).setDefaultRequest('baseUrl', apiUrl);
  return {
    provider: 'sendgrid',
    async send({ to, subject, text, html, token, unsubscribeUrl, fromName }) {
      try {
        const [response] = await service.send({
          ...{ from: senderOf(from, fromName), to: { email: to }, subject, text, html },
          headers: listHeaders(unsubscribeUrl),
          // Comes back in every event of the webhook.
          customArgs: { token },
          // Links are ours to track, and the unsubscribe link is ours.
          trackingSettings: { clickTracking: { enable: false }, subscriptionTracking: { enable: false } },
        });
        const id: unknown = response.headers['x-message-id'];
        return { kind: 'accepted', providerId: typeof id === 'string' ? id : null };
      } catch (error) {
        return readSendGridError(error as SendGridError);
      }
    },
    close: async () => undefined,
  };
}

/** The service's own HTTP client, which its types do not show. */
function clientOf(service: object): { setDefaultRequest(key: string, value: string): void } {
  return (service as { client: { setDefaultRequest(key: string, value: string): void } }).client;
}

/** An HTTP answer, or what the connection died of. */
export interface SendGridError {
  readonly code?: number | string;
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>> };
}

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export function readSendGridError({ code, response }: SendGridError): Handover {
  const reason = `SendGrid ${code ?? 'fault'}`;
  if (typeof code === 'string')
    return NEVER_CONNECTED.has(code) ? { kind: 'later', reason, afterMs: null } : { kind: 'unknown', reason };
  if (code === 429) return { kind: 'later', reason, afterMs: untilReset(response?.headers) ?? TOO_FAST_MS };
  if (code === 503) return { kind: 'later', reason, afterMs: null };
  // A wrong key is the operator's to mend: all mails wait, and none of them has failed.
  if (code === 401 || code === 403) return { kind: 'later', reason, afterMs: ACCOUNT_MS };
  if (code !== undefined && code >= 400 && code < 500) return { kind: 'refused', reason };
  return { kind: 'unknown', reason };
}

/** `x-ratelimit-reset` is the second at which sending is allowed again. */
function untilReset(headers: Readonly<Record<string, unknown>> = {}): number | null {
  const after = Number(headers['retry-after']);
  return Number.isFinite(after) && after > 0 ? after * 1000 : null;
}
