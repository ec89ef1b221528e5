/**
 * Searching 200,000 profiles by interest, inside gates of four sizes: time, and how many of the ten best are found when
 * the index is asked. On PostgreSQL where it has pgvector, and on the embedded engine.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Db, TenantDb } from '../db/db.ts';
import { createRandom } from '../db/demo/random.ts';
import { migrate } from '../db/migrate.ts';
import { openDb } from '../db/open-db.ts';
import { hasVectorIndex } from '../db/vectors/vector-index.ts';
import { ensureVectorStore } from '../db/vectors/vector-store.ts';
import { createPeople, HELD_OUT, profileText, QUERIES } from '../tests/db/discovery/people-with-tastes.ts';
import { addProfiles, workspaceOf } from '../tests/db/discovery/profiled.ts';
import { localDiscovery } from '../tests/doubles/local-discovery.ts';
import type { Members } from '../tools/discovery/gate-members.ts';
import { type Refined, refine } from '../tools/discovery/refine.ts';
import { refreshEmbeddings } from '../tools/discovery/refresh-embeddings.ts';
import type { DiscoveryServices } from '../tools/discovery/services.ts';
import { readInterest } from '../tools/discovery/words/interest.ts';

const SERVER = process.env.WALKER_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const PROFILES = Number(process.env.WALKER_BENCH_PROFILES ?? 200_000);
/** The embedded engine is for trying the product: 200,000 take it longer than a bench should. */
const PROFILES_EMBEDDED = Number(process.env.WALKER_BENCH_PROFILES_EMBEDDED ?? 20_000);
const GATES = [1_000, 10_000, 100_000, Number.POSITIVE_INFINITY];
const TOP = 10;
const WANTED_RECALL = 0.95;
const LOAD_AT_A_TIME = 10_000;

/** Prints p50 and p95 by gate size, and recall against comparing everybody. */
export async function run(print: (line: string) => void): Promise<void> {
  await onPostgres(print);
  const dataDir = await mkdtemp(join(tmpdir(), 'walker-bench-'));
  const db = await openDb({ kind: 'embedded', dataDir });
  try {
    await measure(db, PROFILES_EMBEDDED, 20, print);
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function onPostgres(print: (line: string) => void): Promise<void> {
  const database = `walker_bench_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  await onServer(`create database ${database}`);
  try {
    const db = await openDb({ kind: 'postgres', url: url.href });
    await measure(db, PROFILES, 30, print).finally(() => db.close());
  } finally {
    await onServer(`drop database if exists ${database} with (force)`);
  }
}

async function measure(db: Db, count: number, queries: number, print: (line: string) => void): Promise<void> {
  await migrate(db);
  const services = localDiscovery(await ensureVectorStore(db));
  if (services.vectors.kind === 'absent') {
    print(`discovery on ${db.engine}: left out, because ${services.vectors.because}`);
    return;
  }
  const tenant = db.tenant(randomUUID());
  const ids = await load(db, tenant, count, services, print);
  const indexed = await hasVectorIndex(tenant, services.embedders.current.id);
  print(`  ${indexed ? 'with' : 'without'} an index; load ${loadavg()[0]?.toFixed(1)} on this machine`);
  const asked = everyNth([...QUERIES, ...HELD_OUT], queries).map(([text]) => text);
  for (const size of GATES.filter((gate) => gate < count || gate === Number.POSITIVE_INFINITY)) {
    const members = membersOf(ids.slice(0, size));
    print(`  ${await measureGate(members, asked, services, tenant)}`);
  }
}

async function measureGate(
  members: Members,
  asked: readonly string[],
  services: DiscoveryServices,
  tenant: TenantDb,
): Promise<string> {
  const search = (text: string, depth: 'top' | 'all') =>
    refine(
      { members, interest: readInterest(text, services.lexicon), limit: TOP, depth },
      services,
      tenant,
      workspaceOf(tenant.tenantId),
    );
  const times = { top: [] as number[], all: [] as number[] };
  let found = 0;
  let possible = 0;
  for (const text of asked) {
    const timed = async (depth: 'top' | 'all'): Promise<Refined> => {
      const began = performance.now();
      const refined = await search(text, depth);
      times[depth].push(performance.now() - began);
      return refined;
    };
    const best = (await timed('all')).people;
    const top = (await timed('top')).people;
    // Several people may be equally good: whoever scores like the tenth is as right as he is.
    const least = (best.at(-1)?.score ?? 0) - 1e-6;
    found += top.filter(({ score }) => score >= least).length;
    possible += best.length;
  }
  const recall = found / possible;
  return (
    `gate of ${members.count.toLocaleString('en').padStart(7)}  search ${spread(times.top)}  ` +
    `comparing all ${spread(times.all)}  recall@${TOP} ${recall.toFixed(3)} (wanted: ${WANTED_RECALL})`
  );
}

/** Customers with profiles, their vectors, and the index where there is one. The ids come in no order of taste. */
async function load(
  db: Db,
  tenant: TenantDb,
  count: number,
  services: DiscoveryServices,
  print: (line: string) => void,
): Promise<readonly string[]> {
  const { tenantId } = tenant;
  await db.query(`insert into tenants (tenant_id, slug, name) values ($1, 'bench', 'bench')`, [tenantId]);
  const began = performance.now();
  const people = createPeople(count, createRandom(11, 1).next);
  for (let at = 0; at < count; at += LOAD_AT_A_TIME) {
    const some = people.slice(at, at + LOAD_AT_A_TIME);
    await addProfiles(
      tenant,
      some.map((person) => ({ ...person, text: profileText(person) })),
    );
  }
  await db.query('analyze');
  const profiled = performance.now();
  await refreshEmbeddings(db, tenantId, {
    ...services,
    workspace: workspaceOf(tenantId),
    now: () => new Date(),
    newId: randomUUID,
  });
  print(
    `discovery on ${db.engine}: ${count.toLocaleString('en')} profiles stored in ${seconds(profiled - began)}, ` +
      `embedded and indexed in ${seconds(performance.now() - profiled)}`,
  );
  return people.map(({ id }) => id);
}

function membersOf(ids: readonly string[]): Members {
  return { count: ids.length, ids, gate: { kind: 'everyone' }, sql: '', values: [] };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function everyNth<T>(items: readonly T[], wanted: number): readonly T[] {
  const step = Math.max(1, items.length / wanted);
  return Array.from({ length: Math.min(wanted, items.length) }, (_, n) => items[Math.floor(n * step)] as T);
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return `p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;
