/** The settings of what leaves the house: e-mail, messages to customers, the team's webhook, the object store. */
import { z } from 'zod';
import { url } from './config-values.ts';

const text = z.string().trim().min(1);
const secret = text.min(16, 'must have at least 16 characters');

export const outreachSettings = {
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  SENDGRID_API_KEY: text.optional(),
  SENDGRID_API_URL: url.optional(),
  SENDGRID_WEBHOOK_KEY: text.optional(),
  EMAIL_FROM: text.regex(/@/, 'must hold an e-mail address').optional(),
  TWILIO_SMS_FROM: text.regex(/^\+\d+$/, 'must look like +14155238886').optional(),
  TWILIO_BRIEF_CONTENT_SID: text.regex(/^HX[0-9a-f]{32}$/i, 'must look like HX… (34 characters)').optional(),
  IN_APP_WEBHOOK_URL: url.optional(),
  IN_APP_WEBHOOK_SECRET: secret.optional(),
  WALKER_WEBHOOK_URL: url.optional(),
  WALKER_WEBHOOK_SECRET: secret.optional(),
  CALLBACK_SECRET: secret.optional(),
  S3_ENDPOINT: url.optional(),
  S3_BUCKET: text.optional(),
  S3_REGION: text.default('us-east-1'),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),
};

const shape = z.object(outreachSettings);
type Settings = z.infer<typeof shape>;

export interface SignedEndpoint {
  readonly url: string;
  /** Requests carry an HMAC-SHA256 of their body made with it. */
  readonly secret: string;
}

export interface EmailConfig {
  readonly from: string;
  readonly transport:
    | { readonly kind: 'smtp'; readonly url: string }
    | {
        readonly kind: 'sendgrid';
        readonly apiKey: string;
        readonly apiUrl?: string;
        /** The public key that SendGrid's event webhook is verified with; its posts are refused where absent. */
        readonly webhookKey?: string;
      };
}

interface ObjectStoreConfig {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface OutreachConfig {
  /** Absent: e-mails are kept in the local outbox, which the console shows. */
  readonly email?: EmailConfig;
  /** Sender of text messages, with the account of WhatsApp. */
  readonly smsFrom?: string;
  /** The approved template that asks “Show brief” outside a WhatsApp session. */
  readonly briefContentSid?: string;
  readonly inApp?: SignedEndpoint;
  /** Where proposals are posted besides the chat. */
  readonly webhook?: SignedEndpoint;
  /** Signs the team's own callbacks (conversions); they are refused where absent. */
  readonly callbackSecret?: string;
  /** S3 or compatible; a folder under the data directory where absent. */
  readonly objectStore?: ObjectStoreConfig;
}

/** Settings that only make sense together. */
export function checkOutreach(env: Settings, context: z.core.$RefinementCtx): void {
  const missing = (name: keyof Settings, why: string) =>
    context.addIssue({ code: 'custom', path: [name], message: `is missing: ${why}` });
  if (env.SMTP_URL && env.SENDGRID_API_KEY)
    context.addIssue({
      code: 'custom',
      path: ['SMTP_URL'],
      message: 'and SENDGRID_API_KEY cannot both be set: e-mail goes one way',
    });
  if ((env.SMTP_URL || env.SENDGRID_API_KEY) && !env.EMAIL_FROM)
    missing('EMAIL_FROM', 'e-mail needs a sender, such as "Shop <news@shop.example>"');
  if (env.IN_APP_WEBHOOK_URL && !env.IN_APP_WEBHOOK_SECRET)
    missing('IN_APP_WEBHOOK_SECRET', 'posts to IN_APP_WEBHOOK_URL are signed with it');
  if (env.WALKER_WEBHOOK_URL && !env.WALKER_WEBHOOK_SECRET)
    missing('WALKER_WEBHOOK_SECRET', 'posts to WALKER_WEBHOOK_URL are signed with it');
  const store = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  if (store.some((name) => env[name]))
    for (const name of store.filter((each) => !env[each]))
      missing(name, `the object store needs ${store.join(', ')}`);
}

export function readOutreach(s: Settings): OutreachConfig {
  const endpoint = (at?: string, key?: string): SignedEndpoint | undefined =>
    at && key ? { url: at, secret: key } : undefined;
  return {
    email: readEmail(s),
    smsFrom: s.TWILIO_SMS_FROM,
    briefContentSid: s.TWILIO_BRIEF_CONTENT_SID,
    inApp: endpoint(s.IN_APP_WEBHOOK_URL, s.IN_APP_WEBHOOK_SECRET),
    webhook: endpoint(s.WALKER_WEBHOOK_URL, s.WALKER_WEBHOOK_SECRET),
    callbackSecret: s.CALLBACK_SECRET,
    objectStore:
      s.S3_ENDPOINT && s.S3_BUCKET && s.S3_ACCESS_KEY_ID && s.S3_SECRET_ACCESS_KEY
        ? {
            endpoint: s.S3_ENDPOINT,
            bucket: s.S3_BUCKET,
            region: s.S3_REGION,
            accessKeyId: s.S3_ACCESS_KEY_ID,
            secretAccessKey: s.S3_SECRET_ACCESS_KEY,
          }
        : undefined,
  };
}

function readEmail(s: Settings): EmailConfig | undefined {
  if (!s.EMAIL_FROM) return undefined;
  if (s.SMTP_URL) return { from: s.EMAIL_FROM, transport: { kind: 'smtp', url: s.SMTP_URL } };
  if (!s.SENDGRID_API_KEY) return undefined;
  return {
    from: s.EMAIL_FROM,
    transport: {
      kind: 'sendgrid',
      apiKey: s.SENDGRID_API_KEY,
      apiUrl: s.SENDGRID_API_URL,
      webhookKey: s.SENDGRID_WEBHOOK_KEY,
    },
  };
}
