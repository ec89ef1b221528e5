/**
 * The embeddings of OpenAI's interface on loopback: it records what it is asked for, wants the key, and can be told to
 * misbehave.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export const KEY = 'sk-double-never-to-be-seen';
const TOKENS_A_TEXT = 10;

export type Misbehaviour =
  /** `retryAfter` in seconds. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Vectors of another length. */
  | { readonly kind: 'dimensions'; readonly dimensions: number }
  /** Answers this, whatever was asked. */
  | { readonly kind: 'body'; readonly type: string; readonly body: string };

export interface EmbeddingsDouble {
  /** For `OPENAI_BASE_URL`. */
  readonly url: string;
  /** The texts of every request that was answered well, in order. */
  readonly batches: readonly (readonly string[])[];
  /** Requests made, those that went wrong included. */
  readonly requests: number;
  /** How long the vectors are. */
  dimensions: number;
  /** Spoils the next request; called twice, the next two. */
  spoilNext(how: Misbehaviour): void;
  /** Spoils every request from now on; null mends it. */
  spoilAll(how: Misbehaviour | null): void;
  close(): Promise<void>;
}

export async function createEmbeddingsDouble(dimensions: number): Promise<EmbeddingsDouble> {
  const batches: (readonly string[])[] = [];
  const next: Misbehaviour[] = [];
  let always: Misbehaviour | null = null;
  let requests = 0;

  const server = createServer(async (request, response) => {
    const { input, model } = JSON.parse(await text(request)) as { input: string[]; model: string };
    requests++;
    if (request.headers.authorization !== `Bearer ${KEY}`) return refuse(response, 401);
    const spoilt = next.shift() ?? always;
    if (spoilt?.kind === 'hang') return;
    if (spoilt?.kind === 'status') return refuse(response, spoilt.status, spoilt.retryAfter);
    if (spoilt?.kind === 'body') {
      response.writeHead(200, { 'content-type': spoilt.type }).end(spoilt.body);
      return;
    }
    const size = spoilt?.kind === 'dimensions' ? spoilt.dimensions : double.dimensions;
    if (!spoilt) batches.push(input);
    answer(response, {
      object: 'list',
      model,
      // Not in order: whoever reads it has to go by the index.
      data: input
        .map((one, index) => ({ object: 'embedding', index, embedding: vectorOf(one, size) }))
        .reverse(),
      usage: { prompt_tokens: input.length * TOKENS_A_TEXT, total_tokens: input.length * TOKENS_A_TEXT },
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const double = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    batches,
    get requests() {
      return requests;
    },
    dimensions,
    spoilNext: (how: Misbehaviour) => void next.push(how),
    spoilAll: (how: Misbehaviour | null) => {
      always = how;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return double;
}

/** Texts that begin with the same word lie close together, others anywhere. */
function vectorOf(one: string, dimensions: number): readonly number[] {
  const [first = ''] = one.toLowerCase().split(/\W+/);
  const [topic, own] = [directionOf(first, dimensions), directionOf(one, dimensions)];
  return topic.map((value, at) => value + 0.2 * (own[at] ?? 0));
}

function directionOf(seed: string, dimensions: number): readonly number[] {
  return Array.from(
    { length: dimensions },
    (_, at) => createHash('sha256').update(`${seed} ${at}`).digest().readInt16BE(0) / 32_768,
  );
}

/** What a service says of an error may quote the key it was given. */
function refuse(response: ServerResponse, status: number, retryAfter?: number): void {
  response.statusCode = status;
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
  answer(response, { error: { message: `The double refuses ${KEY} with ${status}`, code: 'refused' } });
}

function answer(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
