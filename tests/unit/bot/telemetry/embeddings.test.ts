/** Calls of an embedding service as operators see them: counters, and a span each. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSpanSending } from '../../../../bot/telemetry/exporter.ts';
import { createHappenings, type EmbeddingCall } from '../../../../bot/telemetry/happenings.ts';
import { createMetrics } from '../../../../bot/telemetry/metrics.ts';
import { watchEmbedders } from '../../../../bot/telemetry/watch-embedders.ts';
import type { Queryable } from '../../../../db/db.ts';
import { createEmbedders, loadLexicon } from '../../../../tools/discovery/index.ts';
import { createEmbeddingsDouble, type EmbeddingsDouble, KEY } from '../../../doubles/embeddings.ts';
import { attributesOf, createOtlpDouble } from '../../../doubles/otlp.ts';

const TEXT = 'Zorblax collector. From PL.';
const log = { error: () => undefined, warn: () => undefined };
const db = { query: async () => ({ rows: [] }) } as unknown as Queryable;
const lexicon = loadLexicon('socks: { same: [sock] }');

let service: EmbeddingsDouble;
let told: EmbeddingCall[];
beforeEach(async () => {
  service = await createEmbeddingsDouble(64);
  told = [];
});
afterEach(() => service.close());

function using(fields: { readonly pricePerMillion?: number } = {}) {
  const happenings = createHappenings(log);
  const metrics = createMetrics({ db, now: () => new Date(), log });
  happenings.watch(metrics.watcher);
  happenings.watch({ embedding: (call) => void told.push(call) });
  const settings = {
    apiKey: KEY,
    baseUrl: service.url,
    model: 'embed-x',
    dimensions: 64,
    retries: 0,
    ...fields,
  };
  return { metrics, embedders: watchEmbedders(createEmbedders(lexicon, settings), happenings) };
}

it('are counted with tokens, dollars and time', async () => {
  const { metrics, embedders } = using({ pricePerMillion: 2 });
  await embedders.current.embed([TEXT, 'Kitchen.'], 'document');
  await embedders.for(embedders.current.id)?.embed([TEXT], 'query');
  const text = await metrics.read();
  expect(text).toContain('walker_embedding_calls_total{model="embed-x",outcome="ok"} 2');
  expect(text).toContain('walker_embedding_tokens_total{model="embed-x"} 30');
  expect(text).toMatch(/^walker_embedding_cost_dollars_total\{model="embed-x"\} 0\.00006/m);
  expect(text).toContain('walker_embedding_call_seconds_count{model="embed-x"} 2');
  expect(text).not.toMatch(/^walker_embedding_unpriced_calls_total\{/m);
});

it('are counted by what they failed by', async () => {
  const { metrics, embedders } = using();
  const embed = (signal?: AbortSignal) => embedders.current.embed([TEXT], 'query', signal);
  for (const [how, outcome] of [
    [{ kind: 'status', status: 429 }, 'rate_limited'],
    [{ kind: 'status', status: 500 }, 'server'],
    [{ kind: 'status', status: 400 }, 'rejected'],
    [{ kind: 'dimensions', dimensions: 3 }, 'garbage'],
  ] as const) {
    service.spoilNext(how);
    await expect(embed()).rejects.toThrow();
    expect(told.at(-1)?.outcome).toBe(outcome);
  }
  await expect(embed(AbortSignal.abort())).rejects.toThrow();
  await embed();
  expect(told.slice(-2).map(({ outcome }) => outcome)).toEqual(['cancelled', 'ok']);
  const text = await metrics.read();
  expect(text).toContain('walker_embedding_calls_total{model="embed-x",outcome="rate_limited"} 1');
  expect(text).toContain('walker_embedding_unpriced_calls_total{model="embed-x"} 1');
});

it('of the built-in reader are none', async () => {
  const happenings = createHappenings(log);
  happenings.watch({ embedding: (call) => void told.push(call) });
  const embedders = watchEmbedders(createEmbedders(lexicon), happenings);
  await embedders.current.embed([TEXT], 'document');
  expect(told).toEqual([]);
});

it('become spans, without their text', async () => {
  const otlp = await createOtlpDouble();
  try {
    const { embedders } = using({ pricePerMillion: 2 });
    await embedders.current.embed([TEXT], 'query');
    service.spoilNext({ kind: 'status', status: 500 });
    await expect(embedders.current.embed([TEXT], 'query')).rejects.toThrow();
    const settings = { otlpUrl: `${otlp.url}/v1/traces`, otlpHeaders: {}, serviceName: 'walker-test' };
    const sending = createSpanSending(settings, log);
    for (const call of told) sending.watcher.embedding?.(call);
    await sending.stop();
    const [good, bad] = otlp.spans;
    if (!good || !bad) throw new Error('spans are missing');
    expect([good.name, good.kind, good.parentSpanId ?? '']).toEqual(['embeddings embed-x', 3, '']);
    expect(attributesOf(good)).toMatchObject({
      'gen_ai.operation.name': 'embeddings',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'embed-x',
      'gen_ai.embeddings.dimension.count': 64,
      'gen_ai.usage.input_tokens': 10,
    });
    expect(attributesOf(bad)).toMatchObject({ 'error.type': 'server' });
    expect(bad.status.code).toBe(2);
    expect(otlp.bodies.join()).not.toContain('Zorblax');
  } finally {
    await otlp.close();
  }
});
