/** SMTP. */
import nodemailer from 'nodemailer';
import type { Handover } from '../../../jobs/outreach/channel.ts';
import { listHeaders, type Mailer, senderOf } from './mailer.ts';

const CONNECTIONS = 4;
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const ACCOUNT_MS = 5 * 60_000;

export function createSmtpMailer(from: string, url: string): Mailer {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    // The pool would put a message back into its queue when a connection closes, whatever the server has of it.
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
  });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    provider: 'smtp',
    async send({ to, subject, text, html, token, unsubscribeUrl, fromName }) {
      const sender = senderOf(from, fromName);
      const messageId = `<${token}@${domain}>`;
      try {
        await transport.sendMail({
          ...{ subject, text, html, messageId },
          // One mailbox, whatever commas a customer has in theirs.
          to: { name: '', address: to },
          from: typeof sender === 'string' ? sender : { name: sender.name, address: sender.email },
          headers: listHeaders(unsubscribeUrl),
          // What is in a mail comes from the team: it must not read files or fetch addresses.
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { kind: 'accepted', providerId: messageId };
      } catch (error) {
        return readSmtpError(error as SmtpError);
      }
    },
    close: async () => transport.close(),
  };
}

/** What nodemailer says of a failure. */
export interface SmtpError {
  readonly code?: string;
  /** The command that failed; `CONN` for anything about the connection, whenever it broke. */
  readonly command?: string;
  readonly responseCode?: number;
  readonly originalCode?: string;
  readonly message?: string;
}

const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const BEFORE_THE_MESSAGE = /^(AUTH|EHLO|HELO|LHLO|STARTTLS|MAIL FROM|RCPT TO|RSET|API)/;

/** A reply of the server settles it; a connection that broke before there was anything to lose may be tried again. */
export function readSmtpError({
  code,
  command = '',
  responseCode,
  originalCode,
  message = '',
}: SmtpError): Handover {
  const reason = [code ?? 'fault', responseCode].filter(Boolean).join(' ');
  // A wrong password is the operator's to mend: all mails wait, and none of them has failed.
  if (code === 'EAUTH' || code === 'ENOAUTH') return { kind: 'later', reason, afterMs: ACCOUNT_MS };
  if (responseCode && responseCode >= 500) return { kind: 'refused', reason };
  if (responseCode && responseCode >= 400) return { kind: 'later', reason, afterMs: null };
  const connected = !(
    code === 'EDNS' ||
    NEVER_CONNECTED.has(originalCode ?? '') ||
    // The last: of a connection that ended before it took anything, and was not to be replaced (maxRequeues).
    /^(Connection timeout|Greeting never received|Reached maximum number of retries)/.test(message)
  );
  if (!connected) return { kind: 'later', reason, afterMs: null };
  if (BEFORE_THE_MESSAGE.test(command)) return { kind: 'later', reason, afterMs: null };
  return { kind: 'unknown', reason };
}
