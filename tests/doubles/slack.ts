/**
 * Slack's Web API on loopback: it records what it is asked, keeps the messages it is given, refuses what Slack
 * would refuse, and can be told to misbehave.
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { blockProblems, viewProblems } from './slack-blocks.ts';
import { attachSocket, type SocketDouble } from './slack-socket.ts';
import { chunksProblem, type StreamShown, show, startProblem } from './slack-stream.ts';

type Json = Record<string, unknown>;

export const BOT = {
  token: 'xoxb-double',
  appToken: 'xapp-double',
  team: 'T0TEAM',
  user: 'U0BOT',
  bot: 'B0BOT',
};

interface RecordedCall {
  readonly method: string;
  readonly args: Json;
  /** Milliseconds on the monotonic clock. */
  readonly at: number;
}

export interface KeptMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly metadata?: unknown;
  blocks: Json[];
  text: string;
  streaming: boolean;
  edited: boolean;
  /** Above the blocks, where it was streamed; gone once it is edited. */
  shown?: StreamShown;
}

/** How the next call of a method goes wrong. `drop` cuts the connection before or after doing the work. */
type Misbehaviour =
  /** As it should. */
  | { readonly kind: 'pass' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'refuse'; readonly error: string }
  | { readonly kind: 'status'; readonly status: number }
  /** Never answers; with `done` it has done the work. */
  | { readonly kind: 'hang'; readonly done?: boolean }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' };

export interface SlackDouble {
  /** For `SLACK_API_URL`. */
  readonly url: string;
  readonly calls: RecordedCall[];
  readonly messages: KeptMessage[];
  readonly ephemerals: Json[];
  readonly files: {
    name: string;
    title: string;
    channel: string;
    thread: string;
    bytes: Buffer;
    altText: string;
  }[];
  readonly views: Json[];
  /** What came through response addresses. */
  readonly responses: Json[];
  readonly socket: SocketDouble;
  /** A response address to put into a payload. */
  responseUrl(): string;
  of(method: string): RecordedCall[];
  /** The next calls of `method` misbehave, one after the other. */
  next(method: string, ...how: Misbehaviour[]): void;
  /** Every call of `method` is refused. */
  refuse(method: string, error: string): void;
  /** Resolves when `method` has been called `count` times in all, whatever came of it. */
  called(method: string, count?: number): Promise<void>;
  /** Resolves when `method` has been carried out `count` times in all. */
  done(method: string, count?: number): Promise<void>;
  close(): Promise<void>;
}

/** What each method needs; a token without it gets `missing_scope`. */
const SCOPES: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.startStream': 'chat:write',
  'chat.appendStream': 'chat:write',
  'chat.stopStream': 'chat:write',
  'assistant.threads.setStatus': 'chat:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'conversations.open': 'im:write',
  'conversations.replies': 'channels:history',
  'conversations.history': 'channels:history',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'users.info': 'users:read',
};

export interface DoubleOptions {
  readonly scopes?: readonly string[];
  /** Channels where the bot is no member. Default: it is everywhere. */
  readonly foreignChannels?: readonly string[];
  /** False: streams know tasks, not plans. */
  readonly knowsPlans?: boolean;
}

export async function createSlackDouble(options: DoubleOptions = {}): Promise<SlackDouble> {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const rules = { knowsPlans: options.knowsPlans ?? true };
  const calls: RecordedCall[] = [];
  const carriedOut = new Map<string, number>();
  const messages: KeptMessage[] = [];
  const ephemerals: Json[] = [];
  const files: SlackDouble['files'] = [];
  const uploads = new Map<string, { name: string; altText: string; bytes: Buffer | null; length: number }>();
  const views: Json[] = [];
  const responses: Json[] = [];
  const used = new Map<string, number>();
  const scripted = new Map<string, Misbehaviour[]>();
  const refused = new Map<string, string>();
  const hanging = new Set<ServerResponse>();
  let counter = 0;
  const nextId = () => {
    counter += 1;
    return counter;
  };
  const newTs = () => `${Math.floor(Date.now() / 1_000)}.${String(nextId()).padStart(6, '0')}`;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const socket = attachSocket(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const body = await readBody(request);
    if (path.startsWith('/upload/')) takeUpload(path.slice('/upload/'.length), body, response);
    else if (path.startsWith('/response/')) takeResponse(path, body, response);
    else takeCall(path, body, request, response);
  }

  function takeUpload(id: string, body: Buffer, response: ServerResponse): void {
    const upload = uploads.get(id);
    if (upload) upload.bytes = body;
    response.writeHead(upload ? 200 : 404).end('OK');
  }

  function takeResponse(path: string, body: Buffer, response: ServerResponse): void {
    const uses = (used.get(path) ?? 0) + 1;
    used.set(path, uses);
    if (uses > 5) {
      response.writeHead(404).end('{"ok":false,"error":"used_url"}');
      return;
    }
    const answer = JSON.parse(body.toString('utf8')) as Json;
    if (answer.blocks !== undefined && blockProblems(answer.blocks, 'message').length > 0) {
      response.writeHead(404).end('{"ok":false,"error":"invalid_blocks"}');
      return;
    }
    responses.push(answer);
    response.writeHead(200).end('ok');
    settle('response_url');
  }

  function takeCall(path: string, body: Buffer, request: IncomingMessage, response: ServerResponse): void {
    const method = path.replace(/^\/api\//, '').replace(/\?.*$/, '');
    const args = readArgs(body.toString('utf8'));
    calls.push({ method, args, at: performance.now() });
    events.emit(`called ${method}`);
    const how = scripted.get(method)?.shift();
    if (how && misbehave(how, method, args, request, response)) return;
    const refusal = refused.get(method) ?? unauthorised(method, request);
    const answer = refusal ? { ok: false, error: refusal } : perform(method, args);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    if (answer.ok) settle(method);
  }

  function settle(method: string): void {
    carriedOut.set(method, (carriedOut.get(method) ?? 0) + 1);
    events.emit(method);
  }

  /** True where the call was answered (or left) by the script. */
  function misbehave(
    how: Misbehaviour,
    method: string,
    args: Json,
    request: IncomingMessage,
    response: ServerResponse,
  ): boolean {
    if (how.kind === 'pass') return false;
    if (how.kind === 'wait') {
      response
        .writeHead(429, { 'retry-after': String(how.seconds) })
        .end('{"ok":false,"error":"ratelimited"}');
    } else if (how.kind === 'refuse') {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: false, error: how.error }));
    } else if (how.kind === 'status') {
      response.writeHead(how.status).end('upstream');
    } else if (how.kind === 'hang') {
      if (how.done && perform(method, args).ok) settle(method);
      hanging.add(response);
    } else {
      if (how.when === 'after' && perform(method, args).ok) settle(method);
      request.socket.destroy();
    }
    return true;
  }

  function unauthorised(method: string, request: IncomingMessage): string | null {
    const token = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (method === 'apps.connections.open') return token === BOT.appToken ? null : 'invalid_auth';
    if (token === '') return 'not_authed';
    if (token !== BOT.token) return 'invalid_auth';
    const scope = SCOPES[method];
    return scope && options.scopes && !options.scopes.includes(scope) ? 'missing_scope' : null;
  }

  function perform(method: string, args: Json): Json {
    const performer = methods[method];
    return performer ? performer(args) : { ok: false, error: 'unknown_method' };
  }

  const fail = (error: string, messagesOf: string[] = []): Json => ({
    ok: false,
    error,
    ...(messagesOf.length > 0
      ? { response_metadata: { messages: messagesOf.map((one) => `[ERROR] ${one}`) } }
      : {}),
  });

  function place(args: Json): string | null {
    const channel = String(args.channel ?? args.channel_id ?? '');
    if (!/^[CDGU][A-Z0-9]+$/.test(channel)) return 'channel_not_found';
    return options.foreignChannels?.includes(channel) ? 'not_in_channel' : null;
  }

  function content(args: Json): Json | null {
    const blocks = args.blocks;
    if (blocks === undefined && !args.text) return fail('no_text');
    if (typeof args.text === 'string' && args.text.length > 40_000) return fail('msg_too_long');
    const problems = blocks === undefined ? [] : blockProblems(blocks, 'message');
    if (problems.some((problem) => problem.startsWith('msg_blocks_too_long')))
      return fail('msg_blocks_too_long');
    return problems.length > 0 ? fail('invalid_blocks', problems) : null;
  }

  const find = (args: Json) => messages.find((one) => one.channel === args.channel && one.ts === args.ts);

  const methods: Record<string, (args: Json) => Json> = {
    'auth.test': () => ({ ok: true, team_id: BOT.team, user_id: BOT.user, bot_id: BOT.bot, url: base }),
    'apps.connections.open': () => ({ ok: true, url: `${base.replace('http', 'ws')}/socket` }),
    'users.info': (args) => ({
      ok: true,
      user: {
        id: args.user,
        tz: 'America/Chicago',
        profile: { display_name: 'Ana', real_name: 'Ana Silva' },
      },
    }),
    'conversations.open': (args) => ({ ok: true, channel: { id: `D${String(args.users).slice(1)}` } }),
    'chat.postMessage': (args) => {
      const problem = place(args);
      if (problem) return fail(problem);
      const bad = content(args);
      if (bad) return bad;
      const channel = String(args.channel).replace(/^U/, 'D');
      const message: KeptMessage = {
        channel,
        ts: newTs(),
        ...(args.thread_ts ? { thread_ts: String(args.thread_ts) } : {}),
        ...(args.metadata ? { metadata: args.metadata } : {}),
        blocks: (args.blocks as Json[] | undefined) ?? [],
        text: String(args.text ?? ''),
        streaming: false,
        edited: false,
      };
      messages.push(message);
      return { ok: true, channel, ts: message.ts, message };
    },
    'chat.postEphemeral': (args) => {
      const problem = place(args);
      if (problem) return fail(problem);
      const bad = content(args);
      if (bad) return bad;
      ephemerals.push(args);
      return { ok: true, message_ts: newTs() };
    },
    'chat.update': (args) => {
      const message = find(args);
      if (!message) return fail('message_not_found');
      if (message.streaming) return fail('streaming_state_conflict');
      const bad = content(args);
      if (bad) return bad;
      Object.assign(message, { blocks: args.blocks ?? [], text: args.text, edited: true, shown: undefined });
      return { ok: true, channel: args.channel, ts: args.ts };
    },
    'chat.delete': (args) => {
      const message = find(args);
      if (!message) return fail('message_not_found');
      messages.splice(messages.indexOf(message), 1);
      return { ok: true, channel: args.channel, ts: args.ts };
    },
    'chat.startStream': (args) => {
      const problem = place(args);
      if (problem) return fail(problem);
      if (!String(args.channel).startsWith('D') && !(args.recipient_user_id && args.recipient_team_id)) {
        return fail('missing_recipient_user_id');
      }
      const bad = startProblem(args, rules);
      if (bad) return fail(bad);
      const ts = newTs();
      const shown = { mode: String(args.task_display_mode ?? 'timeline'), title: '', tasks: [], text: '' };
      show(shown, args);
      messages.push({
        channel: String(args.channel),
        ts,
        thread_ts: String(args.thread_ts),
        blocks: [],
        text: '',
        streaming: true,
        edited: false,
        shown,
      });
      return { ok: true, channel: args.channel, ts };
    },
    'chat.appendStream': (args) => {
      const message = find(args);
      if (!message?.streaming) return fail('message_not_in_streaming_state');
      const bad = chunksProblem(args, rules);
      if (bad) return fail(bad);
      if (message.shown) show(message.shown, args);
      return { ok: true };
    },
    'chat.stopStream': (args) => {
      const message = find(args);
      if (!message?.streaming) return fail('message_not_in_streaming_state');
      const problems = args.blocks === undefined ? [] : blockProblems(args.blocks, 'message');
      if (problems.length > 0) return fail('invalid_blocks', problems);
      const bad = chunksProblem(args, rules);
      if (bad) return fail(bad);
      if (message.shown) show(message.shown, args);
      Object.assign(message, { blocks: args.blocks ?? [], streaming: false });
      return { ok: true, channel: args.channel, ts: args.ts };
    },
    'assistant.threads.setStatus': () => ({ ok: true }),
    'assistant.threads.setSuggestedPrompts': (args) =>
      Array.isArray(args.prompts) && args.prompts.length <= 4 ? { ok: true } : fail('invalid_arguments'),
    'conversations.replies': (args) => ({
      ok: true,
      messages: messages.filter(
        (one) => one.channel === args.channel && (one.thread_ts === args.ts || one.ts === args.ts),
      ),
    }),
    'conversations.history': (args) => ({
      ok: true,
      messages: messages.filter((one) => one.channel === args.channel && !one.thread_ts),
    }),
    'views.publish': (args) => view(args),
    'views.open': (args) => (args.trigger_id ? view(args) : fail('invalid_trigger_id')),
    'files.getUploadURLExternal': (args) => {
      if (!args.filename || !(Number(args.length) > 0)) return fail('invalid_arguments');
      const id = `F${String(nextId()).padStart(8, '0')}`;
      uploads.set(id, {
        name: String(args.filename),
        altText: String(args.alt_txt ?? ''),
        bytes: null,
        length: Number(args.length),
      });
      return { ok: true, upload_url: `${base}/upload/${id}`, file_id: id };
    },
    'files.completeUploadExternal': (args) => {
      const problem = args.channel_id ? place(args) : null;
      if (problem) return fail(problem);
      const wanted = args.files as { id: string; title: string }[];
      for (const { id, title } of wanted) {
        const upload = uploads.get(id);
        if (!upload?.bytes || upload.bytes.length !== upload.length) return fail('file_not_found');
        uploads.delete(id);
        files.push({
          name: upload.name,
          title,
          channel: String(args.channel_id ?? ''),
          thread: String(args.thread_ts ?? ''),
          bytes: upload.bytes,
          altText: upload.altText,
        });
      }
      return { ok: true, files: wanted };
    },
  };

  function view(args: Json): Json {
    const problems = viewProblems(args.view as Json);
    if (problems.length > 0) return fail('invalid_arguments', problems);
    views.push(args);
    return { ok: true, view: { id: `V${nextId()}` } };
  }

  return {
    url: `${base}/api/`,
    calls,
    messages,
    ephemerals,
    files,
    views,
    responses,
    socket,
    responseUrl: () => `${base}/response/${nextId()}`,
    of: (method) => calls.filter((call) => call.method === method),
    next: (method, ...how) => void scripted.set(method, [...(scripted.get(method) ?? []), ...how]),
    refuse: (method, error) => void refused.set(method, error),
    async called(method, count = 1) {
      const times = () => calls.filter((call) => call.method === method).length;
      while (times() < count) await once(events, `called ${method}`);
    },
    async done(method, count = 1) {
      while ((carriedOut.get(method) ?? 0) < count) await once(events, method);
    },
    async close() {
      for (const response of hanging) response.destroy();
      socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** The client sends forms whose values are JSON where they are not plain. */
function readArgs(body: string): Json {
  const args: Json = {};
  for (const [key, value] of new URLSearchParams(body))
    args[key] = /^[[{]/.test(value) ? parse(value) : value;
  return args;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
