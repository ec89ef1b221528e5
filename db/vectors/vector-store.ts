/** Where the vectors of customers lie: a table with pgvector, where the database has it. */
import type { Db, Transaction } from '../db.ts';

export type VectorStore =
  | {
      readonly kind: 'pgvector';
      readonly version: string;
      /** What an index holds: half precision halves it, and is slow to build on the embedded engine. */
      readonly indexed: 'halfvec' | 'vector';
    }
  /** Searches rank by words instead; `because` is told to the operator. */
  | { readonly kind: 'absent'; readonly because: string };

/** Any two processes that start at once must not both make the table. */
const LOCK = 7_239_418_252;
/** The first with halfvec and iterative scans. */
const LEAST: readonly [number, number] = [0, 8];

const TABLE = `
create table if not exists customer_vectors (
  tenant_id   uuid not null,
  customer_id text not null,
  model       text not null,
  text_hash   bytea not null,
  embedding   vector not null,
  primary key (tenant_id, model, customer_id)
);
-- By the hash alone: while a model's first vectors come in, the planner takes it for one without any, and an index that
-- began with team and model would look as good to it as the key for finding a customer.
create index if not exists customer_vectors_by_text on customer_vectors using hash (text_hash);

-- Who has no profile any more (erased, or removed with the demo) has no vector.
create or replace function walker_forget_vectors() returns trigger language plpgsql as $$
begin
  delete from customer_vectors v using gone
   where v.tenant_id = gone.tenant_id and v.customer_id = gone.customer_id;
  return null;
end $$;
create or replace trigger forget_vectors after delete on customer_profiles
  referencing old table as gone for each statement execute function walker_forget_vectors();`;

/**
 * Finds pgvector and makes the table of vectors; after `migrate`, at every start. Never throws for what the database
 * cannot do: without pgvector, or without the right to add it, the store is absent.
 */
export async function ensureVectorStore(db: Db): Promise<VectorStore> {
  const { rows } = await db.query<{ version: string | null; offered: string | null }>(
    `select (select extversion from pg_extension where extname = 'vector') as version,
            (select default_version from pg_available_extensions where name = 'vector') as offered`,
  );
  const { version = null, offered = null } = rows[0] ?? {};
  const found = version ?? offered;
  if (!found) return { kind: 'absent', because: 'this database has no pgvector' };
  if (!isAtLeast(found))
    return { kind: 'absent', because: `pgvector ${found} is too old; ${LEAST.join('.')} is needed` };
  try {
    await db.transaction((tx) => makeTable(tx, version !== null));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'absent', because: `pgvector is there but cannot be set up (${reason})` };
  }
  return { kind: 'pgvector', version: found, indexed: db.engine === 'postgres' ? 'halfvec' : 'vector' };
}

async function makeTable(tx: Transaction, hasExtension: boolean): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${LOCK})`);
  if (!hasExtension) await tx.query('create extension if not exists vector');
  const { rows } = await tx.query<{ secured: boolean }>(
    `select relrowsecurity as secured from pg_class where oid = to_regclass('public.customer_vectors')`,
  );
  if (rows[0]?.secured) return;
  await tx.query(TABLE);
  await tx.query(`call walker_secure('customer_vectors')`);
}

function isAtLeast(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}
