import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { ensureVectorIndex, hasVectorIndex, indexedEmbedding } from '../../../db/vectors/vector-index.ts';
import { ensureVectorStore, type VectorStore } from '../../../db/vectors/vector-store.ts';
import { VECTOR_COLUMNS, vectorText, vectorTuples } from '../../../db/vectors/vector-values.ts';
import { createTenant, engineUnderTest, openTestDb } from '../harness.ts';
import { addProfiles } from './profiled.ts';

let db: Db;
let store: VectorStore;

beforeAll(async () => {
  db = await openTestDb();
  store = await ensureVectorStore(db);
});
afterAll(() => db.close());

async function newTenant(): Promise<TenantDb> {
  return db.tenant((await createTenant(db)).tenantId);
}

async function addVector(tenant: TenantDb, customerId: string, embedding: Float32Array): Promise<void> {
  const row = { tenantId: tenant.tenantId, customerId, model: 'm', textHash: Buffer.alloc(32), embedding };
  await tenant.write(async (tx) => {
    await tx.copyBinary?.('customer_vectors', VECTOR_COLUMNS, vectorTuples([row]));
  });
}

describe('the vector store', () => {
  it('is always there on the embedded engine, and says why where it is not', ({ skip }) => {
    if (engineUnderTest === 'postgres' && store.kind === 'absent') {
      expect(store.because).toContain('pgvector');
      skip('this PostgreSQL has no pgvector');
    }
    expect(store.kind).toBe('pgvector');
  });

  it('can be ensured again, by several at once', async () => {
    const again = await Promise.all([ensureVectorStore(db), ensureVectorStore(db)]);
    expect(again).toEqual([store, store]);
  });
});

describe('vectors', () => {
  it('arrive in bulk as they were', async ({ skip }) => {
    if (store.kind === 'absent') skip('this PostgreSQL has no pgvector');
    const tenant = await newTenant();
    const vector = Float32Array.from([0.25, -1.5, 3e-7]);
    await addVector(tenant, 'ä 1', vector);
    const { rows } = await tenant.read<{ customer_id: string; same: boolean }>(
      'select customer_id, embedding = $2::vector as same from customer_vectors where tenant_id = $1',
      [tenant.tenantId, vectorText(vector)],
    );
    expect(rows).toEqual([{ customer_id: 'ä 1', same: true }]);
  });

  it("cannot be read or written in another team's name", async ({ skip }) => {
    if (store.kind === 'absent') skip('this PostgreSQL has no pgvector');
    const [mine, theirs] = [await newTenant(), await newTenant()];
    await addVector(theirs, 'secret', Float32Array.from([1, 0]));
    const found = await mine.read('select from customer_vectors');
    expect(found.rowCount).toBe(0);
    const row = {
      tenantId: theirs.tenantId,
      customerId: randomUUID(),
      model: 'm',
      textHash: Buffer.alloc(32),
      embedding: Float32Array.from([1, 0]),
    };
    await expect(
      mine.write(async (tx) => tx.copyBinary?.('customer_vectors', VECTOR_COLUMNS, vectorTuples([row]))),
    ).rejects.toThrow(/row-level security/);
  });

  it('go with the profile, and with the team', async ({ skip }) => {
    if (store.kind === 'absent') skip('this PostgreSQL has no pgvector');
    const tenant = await newTenant();
    await addProfiles(tenant, [
      { id: 'a', text: 'A.' },
      { id: 'b', text: 'B.' },
    ]);
    for (const id of ['a', 'b']) await addVector(tenant, id, Float32Array.from([1, 0]));
    const left = async (): Promise<unknown[]> =>
      (await db.query('select customer_id from customer_vectors where tenant_id = $1', [tenant.tenantId]))
        .rows;
    await tenant.write((tx) =>
      tx.query(`delete from customer_profiles where tenant_id = $1 and customer_id = 'a'`, [tenant.tenantId]),
    );
    expect(await left()).toEqual([{ customer_id: 'b' }]);
    await db.query('delete from tenants where tenant_id = $1', [tenant.tenantId]);
    expect(await left()).toEqual([]);
  });

  it('are written while the index is built', async ({ skip }) => {
    if (store.kind === 'absent' || engineUnderTest !== 'postgres')
      return skip('only PostgreSQL has sessions side by side');
    const pgvector = store;
    const tenant = await newTenant();
    await addVector(tenant, 'before', Float32Array.from([1, 0]));
    await db.query(`update customer_vectors set model = 'busy' where tenant_id = $1`, [tenant.tenantId]);
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    /** A transaction that has written, and holds up whoever wants the table to stand still. */
    let begun = () => {};
    const written = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const writing = tenant.write(async (tx) => {
      await tx.query(`update customer_vectors set customer_id = 'held' where tenant_id = $1`, [
        tenant.tenantId,
      ]);
      begun();
      await held;
    });
    await written;
    const built = ensureVectorIndex(db, pgvector, 'busy', 2, 1);
    for (let waits = 0; waits === 0; ) {
      const { rows } = await db.query<{ waits: number }>(
        `select count(*)::int as waits from pg_stat_activity
            where datname = current_database() and query ilike 'create index%' and wait_event_type = 'Lock'`,
      );
      waits = rows[0]?.waits ?? 0;
    }
    await addVector(tenant, 'meanwhile', Float32Array.from([0, 1]));
    expect(await ensureVectorIndex(db, pgvector, 'busy', 2, 1)).toBe('being made');
    finish();
    await writing;
    expect(await built).toBe('made');
    expect(await hasVectorIndex(tenant, 'busy')).toBe(true);
  });

  it('have their index made anew where its building was cut short', async ({ skip }) => {
    if (store.kind === 'absent') return skip('this PostgreSQL has no pgvector');
    const tenant = await newTenant();
    await addVector(tenant, 'a', Float32Array.from([1, 0]));
    await db.query(`update customer_vectors set model = 'cut' where tenant_id = $1`, [tenant.tenantId]);
    expect(await ensureVectorIndex(db, store, 'cut', 2, 1)).toBe('made');
    await db.query(
      `update pg_index set indisvalid = false where indrelid = 'customer_vectors'::regclass
          and pg_get_expr(indpred, indrelid) like '%cut%'`,
    );
    expect(await hasVectorIndex(tenant, 'cut')).toBe(false);
    expect(await ensureVectorIndex(db, store, 'cut', 2, 1)).toBe('made');
    expect(await hasVectorIndex(tenant, 'cut')).toBe(true);
    expect(await ensureVectorIndex(db, store, 'cut', 2, 1)).toBe('there');
  });

  it('have no index while they are few', async () => {
    expect(await hasVectorIndex(await newTenant(), 'm')).toBe(false);
  });

  it('of another team are never among the nearest, with the index or without, though theirs lie nearer', async ({
    skip,
  }) => {
    if (store.kind === 'absent') return skip('this PostgreSQL has no pgvector');
    const [mine, theirs] = [await newTenant(), await newTenant()];
    const sought = Float32Array.from([1, 0, 0]);
    for (let n = 0; n < 60; n += 1) await addVector(theirs, `theirs ${n}`, sought);
    for (let n = 0; n < 3; n += 1) await addVector(mine, `mine ${n}`, Float32Array.from([0.5, 1, n]));
    const nearest = async (column: string, settings: Record<string, string | number>) => {
      const text = `select customer_id from customer_vectors where model = 'planted'
                     order by (${column}) <=> $1::${column.split('::')[1]} limit 10`;
      const { rows } = await mine.read<{ customer_id: string }>(text, [vectorText(sought)], { settings });
      const plan = await mine.read(`explain ${text}`, [vectorText(sought)], { settings });
      return { ids: rows.map((row) => row.customer_id), plan: JSON.stringify(plan.rows) };
    };
    await db.query(`update customer_vectors set model = 'planted' where tenant_id = any($1::uuid[])`, [
      [mine.tenantId, theirs.tenantId],
    ]);
    expect(await ensureVectorIndex(db, store, 'planted', 3, 1)).toBe('made');
    const own = ['mine 0', 'mine 1', 'mine 2'];
    const column = indexedEmbedding(store, 3);
    const compared = await nearest(column, { enable_indexscan: 'off' });
    expect(compared.ids).toEqual(own);
    const indexed = await nearest(column, {
      enable_seqscan: 'off',
      enable_bitmapscan: 'off',
      enable_sort: 'off',
      'hnsw.iterative_scan': 'relaxed_order',
    });
    expect(indexed.plan).toContain('customer_vectors_hnsw');
    expect(indexed.ids).toEqual(own);
  });
});
