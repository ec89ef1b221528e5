import { join } from 'node:path';
import { type Config, takesWebhooks } from './config.ts';
import { isLoopback } from './loopback.ts';

/** Where a brief can be brought: the surfaces of `createOutboundSurfaces`. */
export function briefSurfaces({
  slack,
  whatsapp,
  outreach,
}: Config): ReadonlySet<'slack' | 'whatsapp' | 'email'> {
  return new Set([
    ...(slack ? (['slack'] as const) : []),
    ...(whatsapp ? (['whatsapp'] as const) : []),
    ...(outreach.email ? (['email'] as const) : []),
  ]);
}

/** One line a surface: on, or off and why. */
export function surfaceLines(config: Config): readonly string[] {
  return [
    `database   ${config.database.kind === 'postgres' ? 'PostgreSQL (DATABASE_URL)' : `embedded, in ${config.dataDir}`}`,
    `console    ${consoleStatus(config)}`,
    `Slack      ${slackStatus(config)}`,
    `WhatsApp   ${config.whatsapp ? `on, as ${config.whatsapp.from.replace('whatsapp:', '')}; webhook ${config.whatsapp.publicUrl}/whatsapp/messages` : 'off: set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_WHATSAPP_FROM and PUBLIC_URL'}`,
    `campaigns  ${campaignStatus(config)}`,
    `webhook    ${config.outreach.webhook ? `on, to ${new URL(config.outreach.webhook.url).host}` : 'off: set WALKER_WEBHOOK_URL and WALKER_WEBHOOK_SECRET to get proposals'}`,
    `objects    ${config.outreach.objectStore ? `in the bucket ${config.outreach.objectStore.bucket}` : `in ${join(config.dataDir, 'objects')}`}`,
  ];
}

/** Why no e-mail of a campaign may be sent, and what mends it: nobody could leave the list. Null where they may. */
export function emailObstacle({
  outreach,
  publicUrl,
}: Pick<Config, 'outreach' | 'publicUrl'>): string | null {
  return outreach.email && !publicUrl
    ? 'E-mails would have no link by which people leave the list, so none can be approved: set PUBLIC_URL to the address at which the world reaches this bot, and start it again.'
    : null;
}

/** By what messages to customers leave; the others are kept in the house. */
function campaignStatus({ outreach, whatsapp, publicUrl }: Config): string {
  const { email, smsFrom, inApp } = outreach;
  const on = [
    email && `e-mail by ${email.transport.kind === 'smtp' ? 'SMTP' : 'SendGrid'}`,
    whatsapp && 'WhatsApp',
    whatsapp && smsFrom && 'SMS',
    inApp && 'the app',
  ].filter(Boolean);
  const problems = [
    email && !publicUrl && 'no e-mail is sent until PUBLIC_URL is set: they would have no link off the list',
    smsFrom && !whatsapp && 'TWILIO_SMS_FROM needs the account of WhatsApp',
  ].filter(Boolean);
  const ways =
    on.length > 0
      ? `${on.join(', ')}; the rest is kept in the console’s outbox`
      : 'kept in the console’s outbox: see docs/sending.md';
  return [ways, ...problems].join('; ');
}

function consoleStatus(config: Config): string {
  if (config.consoleToken) return 'on, with the token in CONSOLE_TOKEN';
  const needs = 'it needs a CONSOLE_TOKEN of at least 16 characters';
  if (!isLoopback(config.host)) return `off: HOST is ${config.host}, so ${needs}`;
  return takesWebhooks(config)
    ? `off: webhooks come in from outside, so ${needs}`
    : 'on, for this machine only';
}

function slackStatus(config: Config): string {
  if (!config.slack) return 'off: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN)';
  return config.slack.appToken ? 'on, Socket Mode' : 'on, over HTTP at /slack/events';
}
