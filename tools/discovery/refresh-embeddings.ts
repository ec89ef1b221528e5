/** Keeps the vectors of a team's customers current: one for every profile, of the embedder in use. */
import { setImmediate } from 'node:timers/promises';
import type { Db, TenantDb, Transaction } from '../../db/db.ts';
import { dropUnusedIndex, ensureVectorIndex } from '../../db/vectors/vector-index.ts';
import type { VectorStore } from '../../db/vectors/vector-store.ts';
import { VECTOR_COLUMNS, type VectorRow, vectorTuples } from '../../db/vectors/vector-values.ts';
import type { Workspace } from '../workspace.ts';
import { type Embedder, EmbeddingProblem } from './embedding/embedder.ts';
import { recordEmbedding } from './embedding/embedding-use.ts';
import type { DiscoveryServices } from './services.ts';

export interface RefreshEmbeddingsContext extends DiscoveryServices {
  readonly workspace: Workspace;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly progress?: (note: string) => void;
  readonly signal?: AbortSignal;
}

export interface EmbeddingsReport {
  /** Profiles that were embedded, those that read like another one included. */
  readonly embedded: number;
  readonly tokens: number;
  /** US dollars; null where the model's price is not known. */
  readonly cost: number | null;
  readonly ms: number;
  readonly notes: readonly string[];
}

/** Profiles looked through at once; those among them that read differently are one batch. */
const PAGE = { postgres: 2_000, embedded: 500 } as const;
/** Texts between two looks at what else the process has to do. */
const SLICE = 100;

interface Stale {
  readonly customer_id: string;
  readonly profile_text: string;
  readonly text_hash: Buffer;
}

/**
 * Embeds the profiles whose text has changed, in batches: what was cut short is gone on with the next time. After a
 * change of model all are embedded anew, and searches go by the old vectors until the last new one is there. A service
 * that fails ends the work with a note, not an error. Throws the signal's reason where it is aborted.
 */
export async function refreshEmbeddings(
  db: Db,
  tenantId: string,
  context: RefreshEmbeddingsContext,
): Promise<EmbeddingsReport> {
  const { vectors, embedders, now, progress = () => {}, signal } = context;
  const started = now().getTime();
  const report = (found: Omit<EmbeddingsReport, 'ms'>): EmbeddingsReport => ({
    ...found,
    ms: now().getTime() - started,
  });
  if (vectors.kind === 'absent')
    return report({ embedded: 0, tokens: 0, cost: 0, notes: [`Nothing embedded: ${vectors.because}.`] });
  const embedder = embedders.current;
  const tenant = db.tenant(tenantId);
  await tenant.write((tx) =>
    tx.query(
      `insert into embedding_models (tenant_id, model, dimensions, cost) values ($1, $2, $3, 0) on conflict do nothing`,
      [tenantId, embedder.id, embedder.dimensions],
    ),
  );
  let embedded = 0;
  let tokens = 0;
  let cost: number | null = 0;
  try {
    for await (const page of pages(tenant, PAGE[db.engine])) {
      signal?.throwIfAborted();
      const stale = await readStale(tenant, embedder.id, page);
      if (stale.length === 0) continue;
      const spent = await embedBatch(tenant, embedder, stale, now, signal);
      embedded += stale.length;
      tokens += spent.tokens;
      cost = cost === null || spent.cost === null ? null : cost + spent.cost;
      progress(`Interests: ${embedded.toLocaleString('en')} profiles read`);
    }
  } catch (error) {
    if (!(error instanceof EmbeddingProblem)) throw error;
    return report({ embedded, tokens, cost, notes: [error.message] });
  }
  await settle(db, tenantId, embedder, vectors, { now: now(), changed: embedded > 0 });
  return report({ embedded, tokens, cost, notes: [] });
}

/** Customers after the first and up to the last. */
interface Page {
  readonly after: string;
  readonly last: string;
}

/** The ids of all profiles in stretches of `size`. */
async function* pages(tenant: TenantDb, size: number): AsyncGenerator<Page> {
  for (let after = ''; ; ) {
    const { rows } = await tenant.read<{ last: string | null }>(
      `select max(customer_id) as last from (
         select customer_id from customer_profiles where tenant_id = $1 and customer_id > $2
          order by customer_id limit $3) page`,
      [tenant.tenantId, after, size],
    );
    const last = rows[0]?.last;
    if (last === null || last === undefined) return;
    yield { after, last };
    after = last;
  }
}

/** The page bounds both tables: the planner, which does not know how far the vectors have come, cannot go wrong. */
async function readStale(tenant: TenantDb, model: string, { after, last }: Page): Promise<readonly Stale[]> {
  const { rows } = await tenant.read<Stale>(
    `with known as materialized (
       select customer_id, text_hash from customer_vectors
        where tenant_id = $1 and model = $2 and customer_id > $3 and customer_id <= $4)
     select p.customer_id, p.profile_text, p.text_hash
       from customer_profiles p left join known using (customer_id)
      where p.tenant_id = $1 and p.customer_id > $3 and p.customer_id <= $4
        and known.text_hash is distinct from p.text_hash`,
    [tenant.tenantId, model, after, last],
  );
  return rows;
}

async function embedBatch(
  tenant: TenantDb,
  embedder: Embedder,
  stale: readonly Stale[],
  now: () => Date,
  signal?: AbortSignal,
): Promise<{ readonly tokens: number; readonly cost: number | null }> {
  const byHash = new Map(stale.map((row) => [row.text_hash.toString('hex'), row]));
  const known = embedder.remote ? await readKnown(tenant, embedder.id, [...byHash.values()]) : new Map();
  const missing = [...byHash].filter(([hash]) => !known.has(hash));
  let tokens = 0;
  let cost: number | null = 0;
  const slice = embedder.remote ? missing.length : SLICE;
  const startedAt = now();
  for (let at = 0; at < missing.length; at += slice) {
    const part = missing.slice(at, at + slice);
    const made = await embedder.embed(
      part.map(([, { profile_text }]) => profile_text),
      'document',
      signal,
    );
    for (const [place, [hash]] of part.entries()) known.set(hash, made.vectors[place]);
    tokens += made.tokens;
    cost = cost === null || made.cost === null ? null : cost + made.cost;
    await setImmediate();
  }
  const endedAt = now();
  await tenant.write(async (tx) => {
    if (missing.length > 0) {
      const spent = { personId: null, startedAt, endedAt };
      await recordEmbedding(tx, tenant.tenantId, embedder, { tokens, cost }, spent);
    }
    await storeVectors(
      tx,
      tenant.tenantId,
      embedder.id,
      stale.map((row) => ({
        tenantId: tenant.tenantId,
        customerId: row.customer_id,
        model: embedder.id,
        textHash: row.text_hash,
        embedding: known.get(row.text_hash.toString('hex')) as Float32Array,
      })),
    );
    await tx.query(
      'update embedding_models set tokens = tokens + $3, cost = cost + $4 where tenant_id = $1 and model = $2',
      [tenant.tenantId, embedder.id, tokens, cost],
    );
  });
  return { tokens, cost };
}

/** Vectors that the service has made of the same texts before. */
async function readKnown(
  tenant: TenantDb,
  model: string,
  stale: readonly Stale[],
): Promise<Map<string, Float32Array>> {
  const { rows } = await tenant.read<{ hash: string; embedding: string }>(
    `select distinct on (text_hash) encode(text_hash, 'hex') as hash, embedding::text as embedding
       from customer_vectors where tenant_id = $1 and model = $2 and text_hash = any($3::bytea[])`,
    [tenant.tenantId, model, stale.map(({ text_hash }) => text_hash)],
  );
  return new Map(
    rows.map(({ hash, embedding }) => [hash, Float32Array.from(JSON.parse(embedding) as number[])]),
  );
}

async function storeVectors(
  tx: Transaction,
  tenantId: string,
  model: string,
  rows: readonly VectorRow[],
): Promise<void> {
  await tx.query(
    'delete from customer_vectors where tenant_id = $1 and model = $2 and customer_id = any($3::text[])',
    [tenantId, model, rows.map(({ customerId }) => customerId)],
  );
  if (!tx.copyBinary) throw new Error('this database cannot take vectors in bulk');
  await tx.copyBinary('customer_vectors', VECTOR_COLUMNS, vectorTuples(rows));
}

/** Every profile has its vector: searches go by this model from now on, and the one before is forgotten. */
async function settle(
  db: Db,
  tenantId: string,
  { id, dimensions }: Embedder,
  store: Extract<VectorStore, { kind: 'pgvector' }>,
  { now, changed }: { readonly now: Date; readonly changed: boolean },
): Promise<void> {
  if (changed) await db.query('analyze customer_vectors');
  await ensureVectorIndex(db, store, id, dimensions);
  const others = await db.tenant(tenantId).write(async (tx) => {
    await tx.query(
      'update embedding_models set ready_at = coalesce(ready_at, $3) where tenant_id = $1 and model = $2',
      [tenantId, id, now],
    );
    await tx.query('delete from customer_vectors where tenant_id = $1 and model <> $2', [tenantId, id]);
    await tx.query('delete from embedded_queries where tenant_id = $1 and model <> $2', [tenantId, id]);
    return tx.query<{ model: string }>(
      'delete from embedding_models where tenant_id = $1 and model <> $2 returning model',
      [tenantId, id],
    );
  });
  for (const { model } of others.rows) await dropUnusedIndex(db, model);
}
