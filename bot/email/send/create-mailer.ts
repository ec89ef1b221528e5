import type { EmailConfig } from '../../config-outreach.ts';
import type { Mailer } from './mailer.ts';

/** The mailer of the configuration; its client library is loaded only here. */
export async function createMailer({ from, transport }: EmailConfig): Promise<Mailer> {
  if (transport.kind === 'smtp') {
    const { createSmtpMailer } = await import('./smtp-mailer.ts');
    return createSmtpMailer(from, transport.url);
  }
  const { createSendGridMailer } = await import('./sendgrid-mailer.ts');
  return createSendGridMailer(from, transport);
}
