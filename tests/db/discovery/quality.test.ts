import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { createRandom } from '../../../db/demo/random.ts';
import { ensureVectorStore } from '../../../db/vectors/vector-store.ts';
import { createEmbedders } from '../../../tools/discovery/embedding/embedders.ts';
import { gateMembers, type Members } from '../../../tools/discovery/gate-members.ts';
import { refine } from '../../../tools/discovery/refine.ts';
import { refreshEmbeddings } from '../../../tools/discovery/refresh-embeddings.ts';
import type { DiscoveryServices } from '../../../tools/discovery/services.ts';
import { readInterest } from '../../../tools/discovery/words/interest.ts';
import { loadLexicon } from '../../../tools/discovery/words/lexicon.ts';
import { createTenant, openTestDb } from '../harness.ts';
import {
  createPeople,
  HELD_OUT,
  type Person,
  profileText,
  QUERIES,
  type Query,
} from './people-with-tastes.ts';
import { addProfiles, workspaceOf } from './profiled.ts';

const lexicon = loadLexicon();
const embedders = createEmbedders(lexicon);
const people = createPeople(1_000, createRandom(7, 1).next);
const byId = new Map(people.map((person) => [person.id, person]));

let db: Db;
let tenant: TenantDb;
let services: DiscoveryServices;
let everyone: Members;
let vectors: readonly Float32Array[];

beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
  await addProfiles(
    tenant,
    people.map((person) => ({
      ...person,
      text: profileText(person),
    })),
  );
  services = { lexicon, embedders, vectors: await ensureVectorStore(db) };
  const workspace = workspaceOf(tenant.tenantId);
  await refreshEmbeddings(db, tenant.tenantId, {
    ...services,
    workspace,
    now: () => new Date(0),
    newId: () => '',
  });
  ({ vectors } = await embedders.current.embed(people.map(profileText), 'document'));
  everyone = await gateMembers({ kind: 'everyone' }, tenant, workspace);
});
afterAll(() => db.close());

type Search = (text: string) => Promise<readonly string[]>;

/** As the product searches, with and without vectors. */
const searching =
  (by: DiscoveryServices): Search =>
  async (text) => {
    const request = { members: everyone, interest: readInterest(text, lexicon), limit: 10 };
    const found = await refine(request, by, tenant, workspaceOf(tenant.tenantId));
    return found.people.map(({ customerId }) => customerId);
  };

/** The embedder alone: the nearest that it holds for interested, without a word of full text. */
async function nearest(text: string): Promise<readonly string[]> {
  const { wanted, unwanted } = readInterest(text, lexicon);
  const embedder = embedders.current;
  const [to = [], from = []] = (await embedder.embed([wanted, unwanted], 'query')).vectors;
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
    return sum;
  };
  return people
    .map(({ id }, index) => ({ id, vector: vectors[index] ?? [] }))
    .filter(({ vector }) => wanted === '' || dot(vector, to) >= embedder.relevance(wanted))
    .filter(({ vector }) => unwanted === '' || dot(vector, from) < embedder.relevance(unwanted))
    .sort((a, b) => dot(b.vector, to) - dot(a.vector, to))
    .slice(0, 10)
    .map(({ id }) => id);
}

/** PostgreSQL's full text of the query as typed, without the lexicon. */
async function plainWords(text: string): Promise<readonly string[]> {
  const { rows } = await tenant.read<{ customer_id: string }>(
    `select customer_id from customer_profiles, websearch_to_tsquery('english', $2) as query
      where tenant_id = $1 and search @@ query order by ts_rank_cd(search, query) desc, customer_id limit 10`,
    [tenant.tenantId, text],
  );
  return rows.map((row) => row.customer_id);
}

/** Of the ten found, or as many as there are, the part that is right; the mean over the queries. */
async function precision(search: Search, queries: readonly Query[]): Promise<number> {
  let sum = 0;
  for (const [text, right] of queries) {
    const found = await search(text);
    const isRight = (id: string) => right(byId.get(id) as Person);
    const possible = Math.min(10, people.filter(right).length);
    sum += found.filter(isRight).length / possible;
  }
  return sum / queries.length;
}

describe.each([
  ['queries that the lexicon was tried on', QUERIES],
  ['queries that it was not', HELD_OUT],
])('%s', (_name, queries) => {
  it('hybrid finds at least as well as words or meaning alone', async () => {
    const found = {
      plainWords: await precision(plainWords, queries),
      words: await precision(
        searching({ ...services, vectors: { kind: 'absent', because: 'it is off' } }),
        queries,
      ),
      meaning: await precision(nearest, queries),
      hybrid: await precision(searching(services), queries),
    };
    expect(queries.length).toBeGreaterThanOrEqual(20);
    if (services.vectors.kind === 'pgvector') expect(found.hybrid).toBeGreaterThanOrEqual(found.meaning);
    expect(found.hybrid).toBeGreaterThanOrEqual(found.words);
    expect(found.words).toBeGreaterThan(found.plainWords);
    expect(found.hybrid).toBeGreaterThan(services.vectors.kind === 'pgvector' ? 0.8 : 0.7);
  });
});

it.each(['with meaning', 'by words alone'])(
  'ranks the first as it does where it ranks everybody: %s',
  async (by) => {
    const used: DiscoveryServices =
      by === 'with meaning' ? services : { ...services, vectors: { kind: 'absent', because: 'it is off' } };
    let ordered = 0;
    for (const [text] of HELD_OUT) {
      const found = async (ranked: number) => {
        const request = { members: everyone, interest: readInterest(text, lexicon), limit: 1_000, ranked };
        return refine(request, used, tenant, workspaceOf(tenant.tenantId));
      };
      const [some, all] = [await found(10), await found(1_000)];
      expect(some.people.slice(0, 10)).toEqual(all.people.slice(0, 10));
      const ids = ({ people: those }: typeof some) => those.map(({ customerId }) => customerId);
      expect(ids(some).sort()).toEqual(ids(all).sort());
      expect(some.interested).toBe(all.people.length);
      if (all.people.length > 10) ordered += 1;
    }
    expect(ordered).toBeGreaterThan(20);
  },
);
