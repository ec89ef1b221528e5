import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db, TenantDb } from '../../db/db.ts';
import { createTenant, openTestDb } from './harness.ts';

let db: Db;
let tenant: TenantDb;
let other: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
  other = db.tenant((await createTenant(db)).tenantId);
  await db.query(
    'create table copied (place integer, n integer, said text, at timestamptz, list text[], more jsonb, raw bytea)',
  );
});
afterAll(() => db.close());

const COLUMNS = ['place', 'n', 'said', 'at', 'list', 'more', 'raw'];

test('what goes in comes out, whatever is in it', async () => {
  // PostgreSQL's text holds everything but the zero character.
  const text = fc.string({ unit: 'binary' }).map((said) => said.replaceAll('\0', '').toWellFormed());
  const row = fc.tuple(
    fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    fc.option(text),
    fc.option(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })),
    fc.option(fc.array(fc.option(text))),
    fc.option(fc.dictionary(text, text)),
    fc.option(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const stored = await db.transaction(async (tx) => {
        await tx.query('delete from copied');
        expect(
          await tx.copyIn(
            'copied',
            COLUMNS,
            rows.map((fields, place) => [place, ...fields]),
          ),
        ).toBe(rows.length);
        return tx.query('select n, said, at, list, more, raw from copied order by place');
      });
      expect(stored.rows).toEqual(
        rows.map(([n, said, at, list, more, raw]) => ({ n, said, at, list, more: more && { ...more }, raw })),
      );
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

test('rows beyond one piece are all there, once', async () => {
  const long = 'x'.repeat(200);
  const rows = function* () {
    for (let n = 0; n < 60_000; n++) yield [n, long];
  };
  const stored = await db.transaction(async (tx) => {
    await tx.query('delete from copied');
    expect(await tx.copyIn('copied', ['n', 'said'], rows())).toBe(60_000);
    return tx.query('select count(distinct n) as n, sum(length(said)) as letters from copied');
  });
  expect(stored.rows).toEqual([{ n: 60_000, letters: 12_000_000 }]);
});

test('binary tuples go in too', async () => {
  const tuple = (n: number) => Buffer.from([0, 1, 0, 0, 0, 4, 0, 0, n >> 8, n & 255]);
  const stored = await db.transaction(async (tx) => {
    await tx.query('delete from copied');
    const pieces = Array.from({ length: 1000 }, (_, n) => tuple(n));
    expect(await tx.copyBinary?.('copied', ['n'], pieces)).toBe(1000);
    return tx.query('select sum(n) as sum from copied');
  });
  expect(stored.rows).toEqual([{ sum: 499_500 }]);
});

describe('a row that does not fit', () => {
  test('fails the transaction, and nothing of it stays', async () => {
    await db.query('delete from copied');
    const failed = db.transaction((tx) => tx.copyIn('copied', ['n'], [[1], ['two'], [3]]));
    await expect(failed).rejects.toThrow(/invalid input syntax for type integer: "two"/);
    expect((await db.query('select 1 from copied')).rowCount).toBe(0);
  });

  test('a source that breaks leaves nothing, even where the error is caught', async () => {
    await db.query('delete from copied');
    const rows = function* () {
      yield [1];
      throw new Error('the file ends here');
    };
    const commit = db.transaction(async (tx) => {
      await expect(tx.copyIn('copied', ['n'], rows())).rejects.toThrow('the file ends here');
      await tx.query('select 1');
    });
    await expect(commit).rejects.toThrow(/current transaction is aborted/);
    expect((await db.query('select 1 from copied')).rowCount).toBe(0);
  });
});

describe('under row-level security', () => {
  test('a tenant copies its own rows', async () => {
    const written = await tenant.write((tx) =>
      tx.copyIn(
        'dim_customer',
        ['tenant_id', 'customer_id'],
        [
          [tenant.tenantId, 'c1'],
          [tenant.tenantId, 'c2'],
        ],
      ),
    );
    expect(written).toBe(2);
    expect((await tenant.read('select customer_id from dim_customer order by 1')).rows).toEqual([
      { customer_id: 'c1' },
      { customer_id: 'c2' },
    ]);
    expect((await other.read('select 1 from dim_customer')).rowCount).toBe(0);
  });

  test('never those of another', async () => {
    const planted = tenant.write((tx) =>
      tx.copyIn('dim_customer', ['tenant_id', 'customer_id'], [[other.tenantId, 'planted']]),
    );
    await expect(planted).rejects.toThrow(/row-level security/);
  });

  test('nor into a table that is not for tenants', async () => {
    const written = tenant.write((tx) => tx.copyIn('strangers', ['surface', 'external_id'], [['a', 'b']]));
    await expect(written).rejects.toThrow(/permission denied/);
  });

  test('into a temporary table it stays in its role', async () => {
    const role = await tenant.write(async (tx) => {
      await tx.query('create temp table mine (n integer) on commit drop');
      await tx.copyIn('mine', ['n'], [[1]]);
      return tx.query<{ role: string }>('select current_user as role');
    });
    expect(role.rows).toEqual([{ role: 'walker_app' }]);
  });
});
