import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db, TenantDb } from '../../db/db.ts';
import { createTenant, openTestDb } from './harness.ts';

/** Tables that are not a tenant's: they are used before it is known whose the message is. */
const OWNER_ONLY = ['schema_migrations', 'seen_events', 'strangers'];
/** Tables without a tenant in them that everybody may read. */
const SHARED = ['dim_datetime'];

let db: Db;
let a: TenantDb;
let b: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
  a = db.tenant((await createTenant(db)).tenantId);
  b = db.tenant((await createTenant(db)).tenantId);
  for (const { tenantId } of [a, b])
    await db.query(`insert into dim_customer (tenant_id, customer_id) values ($1, 'c1')`, [tenantId]);
});
afterAll(() => db.close());

describe('the catalogue', () => {
  test('every table is under row-level security, but for a named few', async () => {
    const { rows } = await db.query<{ name: string }>(
      `select c.relname as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
       order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([...OWNER_ONLY, ...SHARED].sort());
  });

  test('every view reads with the rights of who asks', async () => {
    const { rows } = await db.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
         and not coalesce('security_invoker=true' = any (reloptions), false)`,
    );
    expect(rows).toEqual([]);
  });

  test('the two roles own nothing, cannot log in, and do not pass by row-level security', async () => {
    const { rows } = await db.query(
      `select rolname, rolcanlogin, rolbypassrls, rolsuper,
              (select count(*) from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname in ('walker_app', 'walker_reader') order by 1`,
    );
    const powerless = { rolcanlogin: false, rolbypassrls: false, rolsuper: false, owns: 0 };
    expect(rows).toEqual([
      { rolname: 'walker_app', ...powerless },
      { rolname: 'walker_reader', ...powerless },
    ]);
  });

  test('the reader has no right on any table but to select', async () => {
    const { rows } = await db.query(
      `select c.relname, p.right from pg_class c, unnest(array['insert', 'update', 'delete', 'truncate']) p ("right")
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and has_table_privilege('walker_reader', c.oid, p.right)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a tenant', () => {
  test('sees its own rows only, whatever it asks for', async () => {
    const mine = await a.read('select tenant_id from dim_customer');
    expect(mine.rows).toEqual([{ tenant_id: a.tenantId }]);
    const theirs = await a.read('select 1 from dim_customer where tenant_id = $1', [b.tenantId]);
    expect(theirs.rowCount).toBe(0);
    expect((await a.read('select tenant_id from tenants')).rows).toEqual([{ tenant_id: a.tenantId }]);
  });

  test('writes its own rows only', async () => {
    const touched = await a.write((tx) =>
      tx.query('update dim_customer set first_name = $1 where tenant_id = $2', ['Mallory', b.tenantId]),
    );
    expect(touched.rowCount).toBe(0);
    const deleted = await a.write((tx) =>
      tx.query('delete from dim_customer where tenant_id = $1', [b.tenantId]),
    );
    expect(deleted.rowCount).toBe(0);
    const planted = a.write((tx) =>
      tx.query(`insert into dim_customer (tenant_id, customer_id) values ($1, 'planted')`, [b.tenantId]),
    );
    await expect(planted).rejects.toThrow(/row-level security/);
    const moved = a.write((tx) => tx.query('update dim_customer set tenant_id = $1', [b.tenantId]));
    await expect(moved).rejects.toThrow(/row-level security/);
  });

  test.each(OWNER_ONLY)('has no access to %s', async (table) => {
    await expect(a.read(`select * from ${table}`)).rejects.toThrow(/permission denied/);
    await expect(a.write((tx) => tx.query(`delete from ${table}`))).rejects.toThrow(/permission denied/);
  });

  test('that is not set sees nothing', async () => {
    const seen = await db.transaction(async (tx) => {
      await tx.query('set local role walker_reader');
      return tx.query('select 1 from dim_customer');
    });
    expect(seen.rowCount).toBe(0);
  });

  test('must be a UUID, since it travels as a literal', () => {
    expect(() => db.tenant(`x'; drop table tenants; --`)).toThrow(TypeError);
  });

  test('leaves no trace for the next user of the connection', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).read('select 1 from dim_customer')),
    );
    const { rows } = await db.query('select count(*) as n from dim_customer');
    expect(rows).toEqual([{ n: 2 }]);
  });

  test('can be read by many at once without mixing them up', async () => {
    const reads = await Promise.all(
      Array.from({ length: 60 }, (_, i) => {
        const tenant = i % 2 ? a : b;
        return tenant.read('select tenant_id, $1::int as i from dim_customer', [i]);
      }),
    );
    expect(reads.map(({ rows }) => rows)).toEqual(
      reads.map((_, i) => [{ tenant_id: (i % 2 ? a : b).tenantId, i }]),
    );
  });
});

test('a tenant that is deleted takes its rows along', async () => {
  const { tenantId } = await createTenant(db);
  await db.query(`insert into dim_customer (tenant_id, customer_id) values ($1, 'c1')`, [tenantId]);
  await db.query('delete from tenants where tenant_id = $1', [tenantId]);
  expect((await db.query('select 1 from dim_customer where tenant_id = $1', [tenantId])).rowCount).toBe(0);
});
