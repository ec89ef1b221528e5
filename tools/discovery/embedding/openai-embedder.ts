/** Embeddings of OpenAI, or of any server that speaks its interface. */
import type OpenAI from 'openai';
import { type Embedded, type Embedder, EmbeddingProblem, normalised } from './embedder.ts';
import { type ModelFacts, modelFacts } from './model-facts.ts';

export interface OpenAiSettings {
  readonly apiKey: string;
  /** Another server that speaks the same interface. */
  readonly baseUrl?: string;
  readonly model: string;
  /** Of a model that is not listed in model-facts.ts. */
  readonly dimensions?: number;
  /** US dollars for a million tokens; replaces the list's. */
  readonly pricePerMillion?: number;
  /** One request. Default 20 s. */
  readonly timeoutMs?: number;
  /** After a 429, a 5xx or a lost connection. Default 2. */
  readonly retries?: number;
}

/** The service takes 2,048 texts and 300,000 tokens in one request; profiles have about 60 tokens. */
const TEXTS_A_REQUEST = 512;
const ID = /^openai:(.+):(\d+)$/;

/** The model behind an embedder's id and how long its vectors are; null where the id is of another kind. */
export function openAiModelOf(id: string): Required<Pick<OpenAiSettings, 'model' | 'dimensions'>> | null {
  const [, model, dimensions] = ID.exec(id) ?? [];
  return model ? { model, dimensions: Number(dimensions) } : null;
}

/** The real client library does the retrying and the waiting; the key goes nowhere but to it. */
export function createOpenAiEmbedder(settings: OpenAiSettings): Embedder {
  const { apiKey, baseUrl, model, timeoutMs = 20_000, retries = 2 } = settings;
  const facts = modelFacts(model, settings);
  let opened: Promise<OpenAI> | undefined;
  const open = async (): Promise<OpenAI> => {
    // Loading it takes 0.3 s, in a process that may never need it.
    const { default: Client } = await import('openai');
    return new Client({
      apiKey,
      ...(baseUrl ? { baseURL: baseUrl } : {}),
      timeout: timeoutMs,
      maxRetries: retries,
      fetch: notWaitingBeyond(timeoutMs),
      logLevel: 'off',
    });
  };

  async function request(texts: readonly string[], signal?: AbortSignal) {
    opened ??= open();
    const client = await opened;
    try {
      return await client.embeddings.create(
        { model, input: [...texts], encoding_format: 'float' },
        signal ? { signal } : {},
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw problemOf(error, timeoutMs);
    }
  }

  return {
    id: `openai:${model}:${facts.dimensions}`,
    model,
    dimensions: facts.dimensions,
    remote: true,
    async embed(texts, _purpose, signal): Promise<Embedded> {
      const vectors: Float32Array[] = [];
      let tokens = 0;
      for (let at = 0; at < texts.length; at += TEXTS_A_REQUEST) {
        const batch = texts.slice(at, at + TEXTS_A_REQUEST);
        const answer: unknown = await request(batch, signal);
        const read = readAnswer(answer, batch.length, facts);
        vectors.push(...read.vectors);
        tokens += read.tokens;
      }
      const { pricePerMillion } = facts;
      return { vectors, tokens, cost: pricePerMillion === null ? null : (tokens * pricePerMillion) / 1e6 };
    },
    relevance: () => facts.relevance,
  };
}

/** The client sleeps for as long as the server says, be it an hour; somebody is waiting for an answer. */
function notWaitingBeyond(mostMs: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const said = response.headers.get('retry-after');
    if (said === null) return response;
    const seconds = Number(said);
    const waitMs = Number.isNaN(seconds) ? Date.parse(said) - Date.now() : seconds * 1_000;
    if (!(waitMs > mostMs)) return response;
    const headers = new Headers(response.headers);
    headers.set('x-should-retry', 'false');
    return new Response(response.body, { status: response.status, headers });
  };
}

/** A server may answer anything at all: what is not one sound vector per text is refused. */
function readAnswer(
  answer: unknown,
  expected: number,
  { dimensions }: ModelFacts,
): { readonly vectors: readonly Float32Array[]; readonly tokens: number } {
  const { data, usage } = (answer ?? {}) as { data?: unknown; usage?: { total_tokens?: unknown } };
  if (!Array.isArray(data) || data.length !== expected)
    throw new EmbeddingProblem(
      'garbage',
      `The embedding service did not answer with one vector for each of ${expected} texts. Check OPENAI_BASE_URL.`,
    );
  const vectors: Float32Array[] = new Array(expected);
  for (const [place, item] of data.entries()) {
    const { index = place, embedding } = (item ?? {}) as { index?: number; embedding?: unknown };
    if (!Array.isArray(embedding) || !embedding.every((value) => Number.isFinite(value)))
      throw new EmbeddingProblem(
        'garbage',
        'The embedding service answered with something that is not a vector. Check OPENAI_BASE_URL.',
      );
    if (embedding.length !== dimensions)
      throw new EmbeddingProblem(
        'garbage',
        `The embedding service answered with ${embedding.length} dimensions, and ${dimensions} are expected. Check OPENAI_EMBEDDING_MODEL and OPENAI_EMBEDDING_DIMENSIONS.`,
      );
    vectors[index] = normalised(Float32Array.from(embedding as number[]));
  }
  if (vectors.length !== expected || vectors.includes(undefined as never))
    throw new EmbeddingProblem(
      'garbage',
      'The embedding service answered for other texts than it was asked.',
    );
  const tokens = usage?.total_tokens;
  return { vectors, tokens: typeof tokens === 'number' ? tokens : 0 };
}

/** What the server says may quote the key or the text, so only its status is told. */
function problemOf(error: unknown, timeoutMs: number): EmbeddingProblem {
  const status = (error as { status?: number }).status;
  if (error instanceof Error && error.constructor.name === 'APIConnectionTimeoutError')
    return new EmbeddingProblem(
      'timeout',
      `The embedding service did not answer within ${timeoutMs / 1000} s. Try again in a while.`,
    );
  if (status === 401 || status === 403)
    return new EmbeddingProblem(
      'rejected',
      'The embedding service does not accept the key. Check OPENAI_API_KEY.',
    );
  if (status === 404)
    return new EmbeddingProblem(
      'rejected',
      'The embedding service does not know the model. Check OPENAI_EMBEDDING_MODEL.',
    );
  if (status === 429)
    return new EmbeddingProblem(
      'rate_limited',
      'The embedding service takes no more requests just now (429). Try again in a while, or raise its limit.',
    );
  if (status !== undefined)
    return new EmbeddingProblem(
      status >= 500 ? 'server' : 'rejected',
      `The embedding service answered with an error (${status}). Try again in a while.`,
    );
  if (error instanceof SyntaxError)
    return new EmbeddingProblem(
      'garbage',
      'The embedding service answered with something that cannot be read. Check OPENAI_BASE_URL.',
    );
  return new EmbeddingProblem(
    'unreachable',
    'The embedding service cannot be reached. Check OPENAI_BASE_URL and the network.',
  );
}
