/** A Slack surface on a loopback server, with the double for Slack behind it and signed payloads in front. */
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createSlackSurface, type SlackSurfaceDeps } from '../../../bot/slack/index.ts';
import type { Surface } from '../../../bot/surface.ts';
import type { Log } from '../../../handlers/log.ts';
import type { Handlers } from '../../../handlers/surface.ts';
import { BOT, createSlackDouble, type DoubleOptions, type SlackDouble } from '../../doubles/slack.ts';

const SECRET = 'shhh-signing-secret';
export const PERSON = 'U0ANA';
export const CHANNEL = 'C0SALES';
export const DIRECT = 'D0ANA';

type Json = Record<string, unknown>;

export interface Stage {
  readonly slack: SlackDouble;
  readonly surface: Surface;
  readonly log: { readonly level: string; readonly fields: object; readonly message: string }[];
  /** Posts a raw body; signed unless told otherwise. */
  post(
    body: string,
    how?: { readonly type?: string; readonly signature?: string; readonly at?: number },
  ): Promise<Response>;
  event(event: Json, envelope?: Json): Promise<Response>;
  interact(payload: Json): Promise<Response>;
  command(text: string, more?: Json): Promise<Response>;
  /** Finishes the work in hand. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions extends Partial<Omit<SlackSurfaceDeps, 'config' | 'handlers' | 'log'>> {
  readonly double?: DoubleOptions;
  readonly botToken?: string;
}

export const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

export async function createStage(handlers: Handlers, options: StageOptions = {}): Promise<Stage> {
  const slack = await createSlackDouble(options.double);
  const { log, lines } = createRecordingLog();
  const surface = createSlackSurface({
    now: () => new Date(),
    renderChart: async () => PNG,
    timing: { postIntervalMs: 0, statusAfterMs: 0, streamAfterMs: 0, appendEveryMs: 0 },
    ...options,
    log,
    handlers,
    config: { botToken: options.botToken ?? BOT.token, signingSecret: SECRET, apiUrl: slack.url },
  });
  const web = express();
  if (surface.router) web.use(surface.router);
  const server = createServer(web);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;

  const post: Stage['post'] = (body, how = {}) => {
    const at = how.at ?? Math.floor(Date.now() / 1_000);
    return fetch(url, {
      method: 'POST',
      headers: {
        'content-type': how.type ?? 'application/json',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': how.signature ?? sign(body, at),
      },
      body,
    });
  };
  const form = (fields: Json) =>
    post(
      new URLSearchParams(
        Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]),
      ).toString(),
      {
        type: 'application/x-www-form-urlencoded',
      },
    );

  return {
    slack,
    surface,
    log: lines,
    post,
    event: (event, envelope = {}) => post(JSON.stringify(envelopeOf(event, envelope))),
    interact: (payload) => form({ payload: JSON.stringify(payload) }),
    command: (text, more = {}) =>
      form({
        command: '/walker',
        text,
        team_id: BOT.team,
        channel_id: CHANNEL,
        user_id: PERSON,
        trigger_id: `trigger-${randomUUID()}`,
        response_url: slack.responseUrl(),
        ...more,
      }),
    settle: () => surface.stop(),
    async close() {
      await surface.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await slack.close();
    },
  };
}

export function sign(body: string, at: number): string {
  return `v0=${createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex')}`;
}

export function envelopeOf(event: Json, envelope: Json = {}): Json {
  return { type: 'event_callback', team_id: BOT.team, event_id: `Ev${randomUUID()}`, event, ...envelope };
}

let clock = 1_700_000_000;
export function newTs(): string {
  clock += 1;
  return `${clock}.000100`;
}

export function mention(text: string, more: Json = {}): Json {
  return {
    type: 'app_mention',
    user: PERSON,
    channel: CHANNEL,
    ts: newTs(),
    text: `<@${BOT.user}> ${text}`,
    ...more,
  };
}

export function said(text: string, more: Json = {}): Json {
  return {
    type: 'message',
    channel_type: 'channel',
    user: PERSON,
    channel: CHANNEL,
    ts: newTs(),
    text,
    ...more,
  };
}

export function direct(text: string, more: Json = {}): Json {
  return said(text, { channel: DIRECT, channel_type: 'im', ...more });
}

/** The payload of a pressed button on a message. */
export function pressOf(token: string, more: Json = {}): Json {
  const ts = newTs();
  return {
    type: 'block_actions',
    trigger_id: `trigger-${randomUUID()}`,
    user: { id: PERSON, team_id: BOT.team },
    team: { id: BOT.team },
    channel: { id: CHANNEL },
    message: { ts, thread_ts: '1700000000.000001' },
    container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
    actions: [
      { type: 'button', action_id: 'press:0', value: token, text: { type: 'plain_text', text: 'Do it' } },
    ],
    ...more,
  };
}

function createRecordingLog(): { log: Log; lines: { level: string; fields: object; message: string }[] } {
  const lines: { level: string; fields: object; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
}
