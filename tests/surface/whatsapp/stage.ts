/** A WhatsApp surface on a loopback server, the double for Twilio behind it and really signed posts in front. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import type { WhatsAppConfig } from '../../../bot/config.ts';
import type { Surface } from '../../../bot/surface.ts';
import { createWhatsAppSurface, type WhatsAppSurfaceDeps } from '../../../bot/whatsapp/index.ts';
import type { Db } from '../../../db/db.ts';
import type { Log } from '../../../handlers/log.ts';
import type { Handlers } from '../../../handlers/surface.ts';
import { createTenant } from '../../db/harness.ts';
import { ACCOUNT, createTwilioDouble, type TwilioDouble } from '../../doubles/twilio.ts';

/** Behind a proxy: nothing of this address is what the process sees. */
export const PUBLIC_URL = 'https://walker.example';
export const BOT = '+14155238886';
export const PERSON = '+4915112345678';
export const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

export interface Stage {
  readonly twilio: TwilioDouble;
  readonly surface: Surface;
  readonly log: readonly { readonly level: string; readonly fields: object; readonly message: string }[];
  /** A post as Twilio makes it: signed over the public address. */
  post(params: Record<string, string>, how?: PostOptions): Promise<Response>;
  /** A message from PERSON; returns its id. */
  say(body: string, more?: Record<string, string>): Promise<string>;
  /** What lies behind a public address, fetched through the process. */
  fetchPublic(address: string): Promise<Response>;
  /** Finishes the work in hand; takes no more. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

interface PostOptions {
  readonly path?: string;
  /** What the query string is when it arrives, where it is not the one signed. */
  readonly arrivesAt?: string;
  readonly signature?: string;
  readonly headers?: Record<string, string>;
}

export interface StageOptions {
  readonly db: Db;
  readonly handlers: Handlers;
  readonly now?: () => Date;
  readonly renderChart?: WhatsAppSurfaceDeps['renderChart'];
  readonly pictureWithinMs?: number;
  readonly briefContentSid?: string;
  readonly timing?: WhatsAppSurfaceDeps['timing'];
}

export async function createStage(options: StageOptions): Promise<Stage> {
  const double = await createTwilioDouble();
  const log: { level: string; fields: object; message: string }[] = [];
  const note = (level: string) => (fields: object, message: string) =>
    void log.push({ level, fields, message });
  const recording: Log = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  };
  const surface = createWhatsAppSurface({
    config: whatsAppConfig(double.url),
    handlers: options.handlers,
    db: options.db,
    log: recording,
    renderChart: options.renderChart ?? (async () => PNG),
    now: options.now ?? (() => new Date()),
    retryAfterMs: 0,
    pictureWithinMs: options.pictureWithinMs,
    briefContentSid: options.briefContentSid,
    timing: options.timing,
  });
  const web = express();
  if (surface.router) web.use(surface.router);
  const server = createServer(web);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const post: Stage['post'] = (params, how = {}) => {
    const path = how.path ?? '/whatsapp/messages';
    return fetch(local + (how.arrivesAt ?? path), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': how.signature ?? signatureOf(path, params),
        ...how.headers,
      },
      body: new URLSearchParams(params),
    });
  };

  return {
    twilio: double,
    surface,
    log,
    post,
    async say(body, more = {}) {
      const params = inbound(body, more);
      const response = await post(params);
      if (response.status !== 200) throw new Error(`the webhook answered ${response.status}`);
      return params.MessageSid ?? '';
    },
    fetchPublic: (address) => fetch(address.replace(PUBLIC_URL, local)),
    stop: () => surface.stop(),
    async close() {
      await surface.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await double.close();
    },
  };
}

function whatsAppConfig(apiUrl: string): WhatsAppConfig {
  return {
    accountSid: ACCOUNT.sid,
    authToken: ACCOUNT.token,
    from: `whatsapp:${BOT}`,
    apiUrl,
    publicUrl: PUBLIC_URL,
  };
}

export function signatureOf(path: string, params: Record<string, string>): string {
  return twilio.getExpectedTwilioSignature(ACCOUNT.token, PUBLIC_URL + path, params);
}

/** The fields that Twilio posts for a WhatsApp message. */
export function inbound(body: string, more: Record<string, string> = {}): Record<string, string> {
  const sid = `SM${randomUUID().replaceAll('-', '')}`;
  return {
    SmsMessageSid: sid,
    NumMedia: '0',
    ProfileName: 'Ana Müller',
    MessageType: 'text',
    SmsSid: sid,
    WaId: PERSON.slice(1),
    SmsStatus: 'received',
    Body: body,
    To: `whatsapp:${BOT}`,
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: sid,
    AccountSid: ACCOUNT.sid,
    From: `whatsapp:${PERSON}`,
    ApiVersion: '2010-04-01',
    ...more,
  };
}

/** A tenant with PERSON in it, as an admin would add them. */
export async function addPerson(db: Db, number = PERSON): Promise<string> {
  const { tenantId } = await createTenant(db);
  const personId = randomUUID();
  await db.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
    personId,
    tenantId,
    'Ana',
    'viewer',
  ]);
  await db.query(
    `insert into identities (tenant_id, surface, account, external_id, person_id) values ($1, 'whatsapp', '', $2, $3)`,
    [tenantId, number, personId],
  );
  return tenantId;
}
