import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMailer } from '../../../bot/email/send/create-mailer.ts';
import type { Mail, Mailer } from '../../../bot/email/send/mailer.ts';
import { readSendGridError } from '../../../bot/email/send/sendgrid-mailer.ts';
import { readSmtpError } from '../../../bot/email/send/smtp-mailer.ts';
import { createSendGridDouble, SENDGRID_KEY, type SendGridDouble } from '../../doubles/sendgrid.ts';
import { createSmtpDouble, type SmtpDouble } from '../../doubles/smtp.ts';

const FROM = 'The Shop <news@shop.example>';
const MAIL: Mail = {
  to: 'ana@customer.example',
  subject: 'Grüße aus dem Laden 🧦',
  text: 'Hello Ana,\n\nthe socks are in.\n',
  html: '<p>Hello Ana, the socks are in.</p>',
  token: 'token123',
  unsubscribeUrl: 'https://walker.example/u/token123',
};

describe('mail by SMTP', () => {
  let server: SmtpDouble;
  let mailer: Mailer;
  beforeEach(async () => {
    server = await createSmtpDouble();
    mailer = await createMailer({ from: FROM, transport: { kind: 'smtp', url: server.url } });
  });
  afterEach(async () => {
    await mailer.close();
    await server.close();
  });

  it('arrives whole, under an id of ours, with a way off the list', async () => {
    expect(await mailer.send(MAIL)).toEqual({ kind: 'accepted', providerId: '<token123@shop.example>' });
    const [mail] = server.taken;
    expect(mail).toMatchObject({
      subject: MAIL.subject,
      text: expect.stringMatching(/^Hello Ana,\n\nthe socks are in\.\s+$/),
      messageId: '<token123@shop.example>',
      from: { name: 'The Shop', address: 'news@shop.example' },
      to: [{ address: MAIL.to }],
    });
    expect(mail?.html).toContain('the socks are in');
    const header = (key: string) => mail?.headers.find((one) => one.key === key)?.value;
    expect(header('list-unsubscribe')).toBe('<https://walker.example/u/token123>');
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  it('goes to one mailbox, whatever commas are in the address', async () => {
    await mailer.send({ ...MAIL, to: 'ana,victim@customer.example' });
    expect(server.taken.flatMap(({ to }) => to?.map(({ address }) => address))).not.toContain(
      'victim@customer.example',
    );
  });

  it('tells a refusal from a server that is busy', async () => {
    server.misbehaveNext('refuse recipient');
    expect(await mailer.send(MAIL)).toEqual({ kind: 'refused', reason: 'EENVELOPE 550' });
    server.misbehaveNext('busy');
    expect(await mailer.send(MAIL)).toMatchObject({ kind: 'later' });
    server.misbehaveNext('refuse message');
    expect(await mailer.send(MAIL)).toEqual({ kind: 'refused', reason: 'EMESSAGE 554' });
  });

  it('does not know of a mail whose server went silent after taking it, and does not send it again', async () => {
    server.misbehaveNext('hang up after message');
    expect(await mailer.send(MAIL)).toMatchObject({ kind: 'unknown' });
    expect(await mailer.send({ ...MAIL, token: 'next' })).toMatchObject({ kind: 'accepted' });
    expect(server.taken.map(({ messageId }) => messageId)).toEqual([
      '<token123@shop.example>',
      '<next@shop.example>',
    ]);
  });

  it('can try later where there is no server', async () => {
    await server.close();
    expect(await mailer.send(MAIL)).toMatchObject({ kind: 'later' });
    server = await createSmtpDouble();
  });

  it('takes a wrong password for the operator’s mistake, not the message’s', () => {
    expect(readSmtpError({ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }).kind).toBe('later');
  });
});

describe('mail by SendGrid', () => {
  let service: SendGridDouble;
  let mailer: Mailer;
  beforeEach(async () => {
    service = await createSendGridDouble();
    mailer = await createMailer({
      from: FROM,
      transport: { kind: 'sendgrid', apiKey: SENDGRID_KEY, apiUrl: service.url },
    });
  });
  afterEach(async () => {
    await mailer.close();
    await service.close();
  });

  it('hands over the mail with the token that its events will carry', async () => {
    expect(await mailer.send(MAIL)).toEqual({ kind: 'accepted', providerId: 'sg-1' });
    const [mail] = service.taken;
    expect(mail?.from).toEqual({ email: 'news@shop.example', name: 'The Shop' });
    expect(mail?.subject).toBe(MAIL.subject);
    expect(mail?.content.map(({ type }) => type)).toEqual(['text/plain', 'text/html']);
    expect(mail?.custom_args ?? mail?.personalizations[0]?.custom_args).toEqual({ token: 'token123' });
    expect(mail?.headers).toMatchObject({ 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' });
  });

  it('reads what the service answers', async () => {
    service.misbehaveNext({ status: 429, headers: { 'retry-after': '7' } });
    expect(await mailer.send(MAIL)).toEqual({ kind: 'later', reason: 'SendGrid 429', afterMs: 7000 });
    service.misbehaveNext({ status: 413 });
    expect(await mailer.send(MAIL)).toMatchObject({ kind: 'refused' });
    service.misbehaveNext({ status: 500 });
    expect(await mailer.send(MAIL)).toMatchObject({ kind: 'unknown' });
    service.misbehaveNext('hang up');
    expect(await mailer.send(MAIL)).toMatchObject({ kind: 'unknown' });
    expect(service.taken).toEqual([]);
  });

  it('can try later where there is no service or no permission', () => {
    expect(readSendGridError({ code: 'ECONNREFUSED' }).kind).toBe('later');
    expect(readSendGridError({ code: 401 }).kind).toBe('later');
    expect(readSendGridError({ code: 'ECONNABORTED' }).kind).toBe('unknown');
  });
});
