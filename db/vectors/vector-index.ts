/** One index per model, over the vectors of every team: a vector of another model has another size. */
import { createHash } from 'node:crypto';
import type { Db, Queryable } from '../db.ts';
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

/** One index is built at a time. Tried, not waited for: who waits in a statement would be waited for by the building. */
const LOCK = 7_239_418_253;

/**
 * Makes the index of a model where there are enough vectors for one. Load first: building it once is far cheaper. Others
 * read and write the vectors meanwhile. One whose building was cut short is made anew.
 */
export async function ensureVectorIndex(
  db: Db,
  store: Store,
  model: string,
  dimensions: number,
  worthFrom = WORTH_AN_INDEX,
): Promise<'made' | 'there' | 'being made' | 'not worth it'> {
  const name = indexName(model);
  if (await isValid(db, name)) return 'there';
  const { rows } = await db.query<{ many: boolean }>(
    `select count(*) >= $2 as many from (select from customer_vectors where model = $1 limit $2) found`,
    [model, worthFrom],
  );
  if (!rows[0]?.many || dimensions > MOST_DIMENSIONS[store.indexed]) return 'not worth it';
  // The embedded engine has one session, in which nothing can go on beside it.
  const beside = db.engine === 'postgres' ? 'concurrently' : '';
  return db.session(async (one) => {
    const lock = await one.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [LOCK]);
    if (!lock.rows[0]?.taken) return 'being made';
    try {
      if (await isValid(one, name)) return 'there';
      await one.query(`drop index ${beside} if exists ${name}`);
      await one.query(`set maintenance_work_mem = '512MB'`);
      await one.query(
        `create index ${beside} ${name} on customer_vectors
           using hnsw ((${indexedEmbedding(store, dimensions)}) ${store.indexed}_cosine_ops)
         where model = ${quoted(model)}`,
      );
      return 'made';
    } finally {
      await one.query('reset maintenance_work_mem');
      await one.query('select pg_advisory_unlock($1)', [LOCK]);
    }
  });
}

async function isValid(db: Queryable, name: string): Promise<boolean> {
  const found = await db.query('select from pg_index where indexrelid = to_regclass($1) and indisvalid', [
    `public.${name}`,
  ]);
  return found.rowCount > 0;
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
