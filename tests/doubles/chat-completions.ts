/**
 * The chat completions of OpenAI's interface on loopback, streaming and not: a script says what the model answers, the
 * double records what it was asked, and can be told to misbehave.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const CHAT_KEY = 'sk-chat-double-never-to-be-seen';

export interface ToolCall {
  readonly name: string;
  /** A string goes out as it is, readable or not. */
  readonly args: unknown;
  /** Left to the double where absent; null leaves it out. */
  readonly id?: string | null;
}

/** What the model does next. */
export type Move =
  | { readonly say: string; readonly usage?: Usage | null }
  | { readonly call: readonly ToolCall[]; readonly say?: string; readonly usage?: Usage | null }
  /** `retryAfter` in seconds. */
  | { readonly status: number; readonly retryAfter?: number }
  /** Never answers; or begins to stream and stops. */
  | { readonly hang: 'at once' | 'midway' }
  | { readonly body: string; readonly type?: string }
  /** Breaks the connection off. */
  | { readonly destroy: true };

interface Usage {
  readonly prompt: number;
  readonly completion: number;
}

export interface ChatRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly {
    readonly role: string;
    readonly content: unknown;
    readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string } }[];
    readonly tool_call_id?: string;
  }[];
  readonly tools?: readonly {
    readonly function: { readonly name: string; readonly parameters: unknown; readonly description: string };
  }[];
}

type Script = (request: ChatRequest, number: number) => Move | Promise<Move>;

export interface ChatDouble {
  /** For `OPENAI_BASE_URL`. */
  readonly url: string;
  readonly requests: readonly ChatRequest[];
  /** Milliseconds at which each request came in and was answered, for measuring what lies between. */
  readonly times: readonly { readonly came: number; answered: number }[];
  /** Answers every request from now on; a list is played once, its last move again and again. */
  script(script: Script | readonly Move[]): void;
  /** What it says to have when its models are listed; null, as servers do that list none. */
  list(models: readonly string[] | null): void;
  close(): Promise<void>;
}

const USAGE: Usage = { prompt: 1_000, completion: 50 };

export async function createChatDouble(): Promise<ChatDouble> {
  const requests: ChatRequest[] = [];
  const times: { came: number; answered: number }[] = [];
  let play: Script = () => ({ say: 'Nothing was scripted.' });
  let made = 0;
  let listed: readonly string[] | null = null;

  const server = createServer(async (request, response) => {
    if (request.method === 'GET' && request.url === '/v1/models') return list(request, response, listed);
    const came = performance.now();
    const asked = JSON.parse(await text(request)) as ChatRequest;
    const number = requests.push(asked);
    const time = { came, answered: came };
    times.push(time);
    response.on('finish', () => {
      time.answered = performance.now();
    });
    if (request.headers.authorization !== `Bearer ${CHAT_KEY}`) return refuse(response, 401);
    perform(response, asked, await play(asked, number), ++made);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    times,
    script: (script) => {
      if (typeof script === 'function') {
        play = script;
        return;
      }
      let at = 0;
      play = () => script[Math.min(at++, script.length - 1)] as Move;
    },
    list: (models) => {
      listed = models;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function list(request: IncomingMessage, response: ServerResponse, models: readonly string[] | null): void {
  if (request.headers.authorization !== `Bearer ${CHAT_KEY}`) refuse(response, 401);
  else if (models === null) refuse(response, 404);
  else answer(response, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) });
}

/** Answers, or fails, as the script says. */
function perform(response: ServerResponse, asked: ChatRequest, move: Move, made: number): void {
  if ('status' in move) refuse(response, move.status, move.retryAfter);
  else if ('destroy' in move) response.destroy();
  else if ('body' in move)
    response.writeHead(200, { 'content-type': move.type ?? 'text/html' }).end(move.body);
  else if ('hang' in move) hang(response, asked, move.hang, made);
  else if (asked.stream) streamed(response, asked, move, made);
  else whole(response, asked, move, made);
}

function hang(response: ServerResponse, asked: ChatRequest, when: 'at once' | 'midway', made: number): void {
  if (when === 'at once') return;
  response.writeHead(200, { 'content-type': asked.stream ? 'text/event-stream' : 'application/json' });
  const begun = event({ ...chunkOf(asked, made), choices: [delta({ content: 'I' })] });
  response.write(asked.stream ? begun : '{"id":');
}

type Answer = Extract<Move, { usage?: Usage | null }>;

const callsOf = (move: Answer, made: number) =>
  ('call' in move ? move.call : []).map(({ name, args, id }, index) => ({
    index,
    ...(id === null ? {} : { id: id ?? `call_${made}_${index}` }),
    type: 'function' as const,
    function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  }));

const usageOf = ({ usage = USAGE }: Answer) =>
  usage && {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.prompt + usage.completion,
  };

/** Every completion has an id of its own: messages of one id overwrite each other. */
const headOf = (asked: ChatRequest, made: number) => ({
  id: `chatcmpl-${made}`,
  created: 1_700_000_000 + made,
  model: asked.model,
});

function whole(response: ServerResponse, asked: ChatRequest, move: Answer, made: number): void {
  const calls = callsOf(move, made).map(({ index: _, ...call }) => call);
  const message = {
    role: 'assistant',
    content: move.say ?? null,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  answer(response, {
    ...headOf(asked, made),
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: calls.length > 0 ? 'tool_calls' : 'stop' }],
    ...(usageOf(move) ? { usage: usageOf(move) } : {}),
  });
}

const chunkOf = (asked: ChatRequest, made: number) => ({
  ...headOf(asked, made),
  object: 'chat.completion.chunk',
});
const delta = (part: object, finish: string | null = null) => ({
  index: 0,
  delta: part,
  finish_reason: finish,
});
const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

/** Word by word, and arguments in pieces, as the service does. */
function streamed(response: ServerResponse, asked: ChatRequest, move: Answer, made: number): void {
  const send = (choices: object[], more: object = {}) =>
    response.write(event({ ...chunkOf(asked, made), choices, ...more }));
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send([delta({ role: 'assistant', content: '' })]);
  for (const word of (move.say ?? '').match(/\S+\s*|\s+/g) ?? []) send([delta({ content: word })]);
  const calls = callsOf(move, made);
  for (const { index, function: called, ...call } of calls) {
    send([delta({ tool_calls: [{ index, ...call, function: { name: called.name, arguments: '' } }] })]);
    for (const part of called.arguments.match(/[\s\S]{1,12}/g) ?? [])
      send([delta({ tool_calls: [{ index, function: { arguments: part } }] })]);
  }
  send([delta({}, calls.length > 0 ? 'tool_calls' : 'stop')]);
  const usage = usageOf(move);
  if (usage) send([], { usage });
  response.end('data: [DONE]\n\n');
}

/** What a service says of an error may quote the key it was given. */
function refuse(response: ServerResponse, status: number, retryAfter?: number): void {
  response.statusCode = status;
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
  answer(response, { error: { message: `The double refuses ${CHAT_KEY} with ${status}`, code: 'refused' } });
}

function answer(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
