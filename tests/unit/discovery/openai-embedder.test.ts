import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EmbeddingProblem } from '../../../tools/discovery/embedding/embedder.ts';
import {
  createOpenAiEmbedder,
  type OpenAiSettings,
} from '../../../tools/discovery/embedding/openai-embedder.ts';
import {
  createEmbeddingsDouble,
  type EmbeddingsDouble,
  KEY,
  type Misbehaviour,
} from '../../doubles/embeddings.ts';

const DIMENSIONS = 8;
let service: EmbeddingsDouble;
let logged: string[];

beforeEach(async () => {
  service = await createEmbeddingsDouble(DIMENSIONS);
  logged = [];
  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...parts) => void logged.push(parts.join(' ')));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await service.close();
});

const embedder = (settings: Partial<OpenAiSettings> = {}) =>
  createOpenAiEmbedder({
    apiKey: KEY,
    baseUrl: service.url,
    model: 'text-embedding-3-small',
    dimensions: DIMENSIONS,
    timeoutMs: 2_000,
    ...settings,
  });

/** What went wrong, as the operator reads it; the key must be nowhere in it. */
async function problemOf(settings: Partial<OpenAiSettings> = {}): Promise<string> {
  const error: unknown = await embedder(settings)
    .embed(['a'], 'query')
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EmbeddingProblem);
  const { message, stack, cause } = error as EmbeddingProblem;
  expect(`${message} ${stack} ${String(cause)} ${logged.join(' ')}`).not.toContain(KEY);
  return message;
}

describe('the embedder of a service', () => {
  it('asks in batches, and gives the vectors in the order of the texts, each of length 1', async () => {
    const texts = Array.from({ length: 1_100 }, (_, n) => `text ${n}`);
    const { vectors } = await embedder().embed(texts, 'document');
    expect(service.batches.map((batch) => batch.length)).toEqual([512, 512, 76]);
    expect(service.batches.flat()).toEqual(texts);
    expect(vectors).toHaveLength(texts.length);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    for (const place of [0, 511, 512, 1_099]) {
      const [alone] = (await embedder().embed([texts[place] as string], 'document')).vectors;
      expect(vectors[place]).toEqual(alone);
    }
  });

  it('counts tokens, and what they cost by the list or by the settings', async () => {
    const texts = ['one', 'two', 'three'];
    expect(await embedder().embed(texts, 'query')).toMatchObject({ tokens: 30, cost: (30 * 0.02) / 1e6 });
    expect(await embedder({ pricePerMillion: 5 }).embed(texts, 'query')).toMatchObject({ cost: 150 / 1e6 });
    expect((await embedder({ model: 'own-model' }).embed(texts, 'query')).cost).toBeNull();
  });

  it('asks nothing where there are no texts', async () => {
    expect(await embedder().embed([], 'document')).toEqual({ vectors: [], tokens: 0, cost: 0 });
    expect(service.requests).toBe(0);
  });

  it.each<[string, Misbehaviour]>([
    ['a 429 with Retry-After', { kind: 'status', status: 429, retryAfter: 0.01 }],
    ['a 500', { kind: 'status', status: 500, retryAfter: 0.01 }],
  ])('tries again after %s', async (_what, how) => {
    service.spoilNext(how);
    expect((await embedder().embed(['a'], 'query')).vectors).toHaveLength(1);
    expect(service.requests).toBe(2);
  });

  it('gives up after some tries', async () => {
    service.spoilAll({ kind: 'status', status: 503, retryAfter: 0.01 });
    expect(await problemOf()).toBe(
      'The embedding service answered with an error (503). Try again in a while.',
    );
    expect(service.requests).toBe(3);
  });

  it('does not wait for an hour because the service says so', async () => {
    service.spoilNext({ kind: 'status', status: 429, retryAfter: 3_600 });
    expect(await problemOf()).toContain('takes no more requests just now (429)');
    expect(service.requests).toBe(1);
  });

  it('does not wait for ever for an answer', async () => {
    service.spoilAll({ kind: 'hang' });
    expect(await problemOf({ timeoutMs: 50, retries: 0 })).toContain('did not answer within 0.05 s');
  });

  it('stops when the asker does, which is no problem of the service', async () => {
    service.spoilAll({ kind: 'hang' });
    const asker = new AbortController();
    const asked = embedder().embed(['a'], 'query', asker.signal);
    const stopped = new Error('nobody waits any more');
    asker.abort(stopped);
    await expect(asked).rejects.toBe(stopped);
  });

  it.each<[string, Misbehaviour, string]>([
    ['vectors of another length', { kind: 'dimensions', dimensions: 3 }, '3 dimensions, and 8 are expected'],
    ['what cannot be read', { kind: 'body', type: 'application/json', body: '{"data": [' }, 'cannot be read'],
    ['a page', { kind: 'body', type: 'text/html', body: '<html>Login</html>' }, 'OPENAI_BASE_URL'],
    ['nothing', { kind: 'body', type: 'application/json', body: 'null' }, 'OPENAI_BASE_URL'],
    [
      'too few vectors',
      { kind: 'body', type: 'application/json', body: '{"data": []}' },
      'one vector for each',
    ],
    [
      'no numbers',
      { kind: 'body', type: 'application/json', body: '{"data": [{"index": 0, "embedding": ["x"]}]}' },
      'not a vector',
    ],
    [
      'another text’s vector',
      {
        kind: 'body',
        type: 'application/json',
        body: '{"data": [{"index": 7, "embedding": [1, 0, 0, 0, 0, 0, 0, 0]}]}',
      },
      'other texts than it was asked',
    ],
  ])('refuses %s', async (_what, how, words) => {
    service.spoilNext(how);
    expect(await problemOf()).toContain(words);
  });

  it('says that a key is wrong without telling it', async () => {
    expect(await problemOf({ apiKey: `${KEY}-wrong` })).toContain('Check OPENAI_API_KEY');
    service.spoilNext({ kind: 'status', status: 404 });
    expect(await problemOf()).toContain('does not know the model');
  });

  it('says that the service is not there', async () => {
    expect(await problemOf({ baseUrl: 'http://127.0.0.1:9/v1', retries: 0 })).toContain('cannot be reached');
  });

  it('wants to know how long the vectors of an unknown model are', () => {
    expect(() => createOpenAiEmbedder({ apiKey: KEY, model: 'own-model' })).toThrow(
      /OPENAI_EMBEDDING_DIMENSIONS/,
    );
  });
});
