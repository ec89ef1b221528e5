/** One index per model, over the vectors of every team: a vector of another model has another size. */
import { createHash } from 'node:crypto';
import type { Db } from '../db.ts';
import type { VectorStore } from './vector-store.ts';

type Store = Extract<VectorStore, { kind: 'pgvector' }>;

/** Fewer vectors are compared one by one faster than an index is worth keeping. */
const WORTH_AN_INDEX = 20_000;
/** pgvector indexes no more than this of each type. */
const MOST_DIMENSIONS = { halfvec: 4_000, vector: 2_000 } as const;

/** How a statement has to name the embedding for the index of its model to serve it. */
export function indexedEmbedding(store: Store, dimensions: number): string {
  return `embedding::${store.indexed}(${dimensions})`;
}

/** Makes the index of a model where there are enough vectors for one. Load first: building it once is far cheaper. */
export async function ensureVectorIndex(
  db: Db,
  store: Store,
  model: string,
  dimensions: number,
  worthFrom = WORTH_AN_INDEX,
): Promise<'made' | 'there' | 'not worth it'> {
  const name = indexName(model);
  const there = await db.query('select from pg_class where oid = to_regclass($1)', [`public.${name}`]);
  if (there.rowCount > 0) return 'there';
  const { rows } = await db.query<{ many: boolean }>(
    `select count(*) >= $2 as many from (select from customer_vectors where model = $1 limit $2) found`,
    [model, worthFrom],
  );
  if (!rows[0]?.many || dimensions > MOST_DIMENSIONS[store.indexed]) return 'not worth it';
  await db.transaction(async (tx) => {
    await tx.query(`set local maintenance_work_mem = '512MB'`);
    await tx.query(
      `create index if not exists ${name} on customer_vectors
         using hnsw ((${indexedEmbedding(store, dimensions)}) ${store.indexed}_cosine_ops)
       where model = ${quoted(model)}`,
    );
  });
  return 'made';
}

/** Whether the model has its index. */
export async function hasVectorIndex(
  db: { read: (text: string, values: string[]) => Promise<{ rowCount: number }> },
  model: string,
): Promise<boolean> {
  const found = await db.read(
    'select from pg_class c join pg_index i on i.indexrelid = c.oid where c.oid = to_regclass($1) and i.indisvalid',
    [`public.${indexName(model)}`],
  );
  return found.rowCount > 0;
}

/** Drops the index of a model that nobody's vectors are of any more. */
export async function dropUnusedIndex(db: Db, model: string): Promise<void> {
  const used = await db.query('select from customer_vectors where model = $1 limit 1', [model]);
  if (used.rowCount === 0) await db.query(`drop index if exists ${indexName(model)}`);
}

function indexName(model: string): string {
  return `customer_vectors_hnsw_${createHash('sha256').update(model).digest('hex').slice(0, 12)}`;
}

/** Data definition takes no parameters. A model's id is a setting of the operator's, not of a user's. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
