import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { ensureVectorStore, type VectorStore } from '../../../db/vectors/vector-store.ts';
import { createEmbedders } from '../../../tools/discovery/embedding/embedders.ts';
import type { OpenAiSettings } from '../../../tools/discovery/embedding/openai-embedder.ts';
import { gateMembers } from '../../../tools/discovery/gate-members.ts';
import { refine } from '../../../tools/discovery/refine.ts';
import { refreshEmbeddings } from '../../../tools/discovery/refresh-embeddings.ts';
import type { DiscoveryServices } from '../../../tools/discovery/services.ts';
import { readInterest } from '../../../tools/discovery/words/interest.ts';
import { loadLexicon } from '../../../tools/discovery/words/lexicon.ts';
import { createEmbeddingsDouble, type EmbeddingsDouble, KEY } from '../../doubles/embeddings.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { addProfiles, workspaceOf } from './profiled.ts';

const lexicon = loadLexicon();
/** The double holds texts for alike that begin with the same word. */
const PEOPLE = [
  { id: 'a', text: 'Zorblax collector. From PL.' },
  { id: 'b', text: 'Zorblax collector. From PL.' },
  { id: 'c', text: 'Kitchen and cookware.' },
];
const INTEREST = 'zorblax';

let db: Db;
let vectors: VectorStore;
let service: EmbeddingsDouble;
let tenant: TenantDb;

beforeAll(async () => {
  db = await openTestDb();
  vectors = await ensureVectorStore(db);
});
afterAll(() => db.close());
beforeEach(async ({ skip }) => {
  if (vectors.kind === 'absent') skip('this PostgreSQL has no pgvector');
  service = await createEmbeddingsDouble(64);
  tenant = db.tenant((await createTenant(db)).tenantId);
  await addProfiles(tenant, PEOPLE);
});
afterEach(() => service?.close());

const using = (settings: Partial<OpenAiSettings> = {}): DiscoveryServices => ({
  lexicon,
  vectors,
  embedders: createEmbedders(lexicon, {
    apiKey: KEY,
    baseUrl: service.url,
    model: 'first',
    dimensions: 64,
    pricePerMillion: 1,
    retries: 0,
    ...settings,
  }),
});
const refresh = (services: DiscoveryServices) =>
  refreshEmbeddings(db, tenant.tenantId, {
    ...services,
    workspace: workspaceOf(tenant.tenantId),
    now: () => new Date('2026-03-18'),
    newId: () => '',
  });
async function search(services: DiscoveryServices, text = INTEREST) {
  const workspace = workspaceOf(tenant.tenantId);
  const members = await gateMembers({ kind: 'everyone' }, tenant, workspace);
  return refine({ members, interest: readInterest(text, lexicon), limit: 10 }, services, tenant, workspace);
}
const idsOf = ({ people }: Awaited<ReturnType<typeof search>>) =>
  people.map(({ customerId }) => customerId).sort();
const modelsOfVectors = async (): Promise<readonly string[]> => {
  const { rows } = await tenant.read<{ model: string }>(
    'select distinct model from customer_vectors where tenant_id = $1 order by model',
    [tenant.tenantId],
  );
  return rows.map(({ model }) => model);
};

describe('a service that embeds', () => {
  it('is asked for every text once, however many read the same, and never again', async () => {
    expect(await refresh(using())).toMatchObject({ embedded: 3, tokens: 20, cost: 20 / 1e6, notes: [] });
    expect(service.batches.flat().sort()).toEqual([...new Set(PEOPLE.map(({ text }) => text))].sort());
    expect(await refresh(using())).toMatchObject({ embedded: 0, tokens: 0, cost: 0 });
    await addProfiles(tenant, [{ id: 'd', text: PEOPLE[0]?.text ?? '' }]);
    expect(await refresh(using())).toMatchObject({ embedded: 1, tokens: 0, cost: 0 });
    expect(service.requests).toBe(1);
  });

  it('is asked for a question once, and what all cost is kept', async () => {
    await refresh(using());
    const asked = await search(using());
    expect(idsOf(asked)).toEqual(['a', 'b']);
    expect(asked).toMatchObject({ wordsBecause: null, tokens: 10, cost: 10 / 1e6 });
    expect(await search(using())).toMatchObject({ tokens: 0, cost: 0, people: asked.people });
    expect(service.requests).toBe(2);
    const { rows } = await tenant.read<{ tokens: number; cost: number }>(
      'select tokens::int as tokens, cost::float8 as cost from embedding_models where tenant_id = $1',
      [tenant.tenantId],
    );
    expect(rows).toEqual([{ tokens: 30, cost: 30 / 1e6 }]);
  });

  it('is done without while it fails: by words, with the reason and without the key', async () => {
    await refresh(using());
    service.spoilAll({ kind: 'status', status: 500 });
    const found = await search(using());
    expect(idsOf(found)).toEqual(['a', 'b']);
    expect(found.wordsBecause).toMatch(/^the embedding service failed .*500/);
    expect(found.wordsBecause).not.toContain(KEY);
  });

  it('leaves a note where it fails in a refresh, and the next one goes on', async () => {
    service.spoilAll({ kind: 'status', status: 429 });
    const failed = await refresh(using());
    expect(failed).toMatchObject({ embedded: 0, notes: [expect.stringContaining('429')] });
    expect(JSON.stringify(failed)).not.toContain(KEY);
    service.spoilAll(null);
    expect(await refresh(using())).toMatchObject({ embedded: 3, notes: [] });
  });
});

describe('after a change of model', () => {
  it.each([
    ['fails', { kind: 'status', status: 500 }],
    ['gives vectors of another length', { kind: 'dimensions', dimensions: 5 }],
    ['answers with something else', { kind: 'body', type: 'text/html', body: '<html>' }],
  ] as const)('searches go by the old vectors while the new model %s', async (_what, how) => {
    await refresh(using());
    const [first, second] = [using(), using({ model: 'second' })];
    service.spoilNext(how);
    expect((await refresh(second)).notes).toHaveLength(1);
    const found = await search(second);
    expect(found).toMatchObject({ wordsBecause: null, people: (await search(first)).people });
    expect(await modelsOfVectors()).toEqual(['openai:first:64']);
  });

  it('searches go by the old vectors until the last new one is there', async () => {
    const [first, second] = [using(), using({ model: 'second', dimensions: 32 })];
    await refresh(first);
    service.dimensions = 32;
    const stopped = new Error('shutting down');
    const stopping = new AbortController();
    await refreshEmbeddings(db, tenant.tenantId, {
      ...second,
      workspace: workspaceOf(tenant.tenantId),
      now: () => new Date('2026-03-18'),
      newId: () => '',
      // Comes after the new vectors were stored and before they are all there for good.
      progress: () => {
        stopping.abort(stopped);
        stopping.signal.throwIfAborted();
      },
      signal: stopping.signal,
    }).catch((error: unknown) => expect(error).toBe(stopped));
    expect(await modelsOfVectors()).toEqual(['openai:first:64', 'openai:second:32']);
    service.dimensions = 64;
    const meanwhile = await search(second);
    expect(meanwhile.wordsBecause).toBeNull();
    expect(idsOf(meanwhile)).toEqual(['a', 'b']);

    service.dimensions = 32;
    await refresh(second);
    expect(await modelsOfVectors()).toEqual(['openai:second:32']);
    expect(idsOf(await search(second))).toEqual(['a', 'b']);
  });

  it('from the service back to no service, the program embeds itself', async () => {
    await refresh(using());
    const local: DiscoveryServices = { lexicon, vectors, embedders: createEmbedders(lexicon) };
    expect((await search(local)).wordsBecause).toBe(
      'the service that read the profiles is not set up any more',
    );
    await refresh(local);
    const found = await search(local, 'cooking');
    expect(found.wordsBecause).toBeNull();
    expect(idsOf(found)).toEqual(['c']);
  });
});
