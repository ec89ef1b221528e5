/**
 * A server on loopback that stands between the bot and an OpenAI-compatible one: it writes down what is asked and answered,
 * or plays back what was written down, without any key.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { EvaluationProblem } from './question-set.ts';

const exchange = z.object({
  key: z.string(),
  /** What was said last, for people who read the file. */
  about: z.string(),
  status: z.number().int(),
  type: z.string(),
  body: z.string(),
});
const recording = z.object({
  /** Who answered: a name that says whether it was a model or a script. */
  made_with: z.string(),
  /** The name that the bot asked for. */
  model: z.string(),
  exchanges: z.array(exchange),
});
type Exchange = z.infer<typeof exchange>;
export type Recording = z.infer<typeof recording>;

export interface RecordedModel {
  /** For `OPENAI_BASE_URL`. */
  readonly url: string;
  /** Requests that are not in the recording. */
  readonly unknown: number;
  recorded(): readonly Exchange[];
  close(): Promise<void>;
}

/** Throws `EvaluationProblem`. */
export function readRecording(json: string): Recording {
  try {
    return recording.parse(JSON.parse(json));
  } catch (cause) {
    throw new EvaluationProblem('The recording cannot be read. Make it anew with --record.', { cause });
  }
}

export const replayModel = ({ exchanges }: Recording): Promise<RecordedModel> => {
  const known = new Map(exchanges.map((one) => [one.key, one]));
  return start(async (asked) => known.get(keyOf(asked)) ?? null, []);
};

export function recordModel(baseUrl: string): Promise<RecordedModel> {
  const kept: Exchange[] = [];
  return start(async (asked, request) => {
    const { authorization = '' } = request.headers;
    const answer = await fetch(`${baseUrl.replace(/\/$/, '')}${request.url ?? ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: asked,
    });
    const body = await answer.text();
    const type = answer.headers.get('content-type') ?? 'application/json';
    const made = { key: keyOf(asked), about: aboutOf(asked), status: answer.status, type, body };
    // What failed may work a moment later; what is tried again is not worth playing back.
    if (answer.ok) kept.push(made);
    return made;
  }, kept);
}

async function start(
  answerTo: (asked: string, request: IncomingMessage) => Promise<Exchange | null>,
  kept: readonly Exchange[],
): Promise<RecordedModel> {
  let unknown = 0;
  const server = createServer(async (request, response) => {
    try {
      const answer = await answerTo(await text(request), request);
      if (answer) {
        send(response, answer.status, answer.type, answer.body);
        return;
      }
      unknown += 1;
      send(response, 404, 'application/json', refusal('This request is not in the recording.'));
    } catch {
      send(response, 502, 'application/json', refusal('The server could not be reached.'));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get unknown() {
      return unknown;
    },
    recorded: () => [...new Map(kept.map((one) => [one.key, one])).values()],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

const refusal = (message: string): string => JSON.stringify({ error: { message, code: 'not_recorded' } });

interface Message {
  readonly role?: unknown;
  readonly content?: unknown;
  readonly tool_calls?: readonly {
    readonly function?: { readonly name?: unknown; readonly arguments?: unknown };
  }[];
}

/**
 * By the model's name, what people said and what the model did so far. The bot's own instructions, its tools and the words
 * of their results may change meanwhile: what of an answer still holds is found when it is played back.
 */
function keyOf(asked: string): string {
  const { model, messages } = readRequest(asked);
  const done = messages.flatMap(({ role, content, tool_calls = [] }) =>
    role === 'user' ? [content] : tool_calls.map(({ function: call }) => [call?.name, call?.arguments]),
  );
  return createHash('sha256')
    .update(JSON.stringify([model, done]))
    .digest('hex')
    .slice(0, 24);
}

function aboutOf(asked: string): string {
  const { role, content } = readRequest(asked).messages.at(-1) ?? {};
  return `${String(role)}: ${typeof content === 'string' ? content : JSON.stringify(content ?? '')}`.slice(
    0,
    200,
  );
}

function readRequest(asked: string): { readonly model: unknown; readonly messages: readonly Message[] } {
  try {
    const { model, messages } = JSON.parse(asked) as { model?: unknown; messages?: readonly Message[] };
    return { model, messages: messages ?? [] };
  } catch {
    return { model: null, messages: [{ role: 'user', content: asked }] };
  }
}
