/** Hands one mail to the mail provider, and tells what is known of it after. */
import type { Handover } from '../../../jobs/outreach/channel.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Unguessable and ours: becomes part of the Message-ID, and comes back in the provider's callbacks. */
  readonly token: string;
  /** Where one click takes the reader off the list (RFC 8058); null where there is no public address. */
  readonly unsubscribeUrl: string | null;
  /** Who it comes from, as the reader sees it, where that is not who the settings name. */
  readonly fromName?: string | null;
}

export interface Mailer {
  readonly provider: 'smtp' | 'sendgrid';
  /** Tries once: sending again is for whoever keeps count. Never throws for what the provider says. */
  send(mail: Mail): Promise<Handover>;
  close(): Promise<void>;
}

/** The sender of the settings, under the name of a team where it has one. */
export function senderOf(from: string, name: string | null = null): { name: string; email: string } | string {
  const email = /<([^>]+)>/.exec(from)?.[1] ?? from.trim();
  return name ? { name: name.replace(/[\p{Cc}"<>]/gu, ' ').trim(), email } : from;
}

/** What lets a mail program offer “unsubscribe” beside the sender's name (RFC 2369, RFC 8058). */
export function listHeaders(unsubscribeUrl: string | null): Record<string, string> {
  if (unsubscribeUrl === null) return {};
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
