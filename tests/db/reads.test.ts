import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Db, QueryTimeout, type TenantDb, TooManyRows } from '../../db/db.ts';
import { createTenant, openTestDb } from './harness.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
});
afterAll(() => db.close());

/** Takes hours, and neither memory nor disk. */
const ENDLESS = 'from generate_series(1, 10000) a, generate_series(1, 10000) b, generate_series(1, 10000) c';
const RUNAWAY = `select count(*) ${ENDLESS}`;

test('values arrive as JavaScript has them', async () => {
  const { rows } = await tenant.read(
    `select 12.50::numeric as numeric, 9007199254740991::int8 as int8, date '2024-02-29' as day,
            timestamptz '2024-02-29 12:00+02' as instant, timestamp '2024-02-29 12:00' as clock,
            array[1.5, null]::numeric[] as numerics, array[1, 2]::int8[] as int8s,
            array[date '2024-02-29'] as days, '{"a": [1]}'::jsonb as json, null::int as nothing`,
  );
  expect(rows).toEqual([
    {
      numeric: 12.5,
      int8: 9007199254740991,
      day: '2024-02-29',
      instant: new Date('2024-02-29T10:00:00Z'),
      clock: '2024-02-29 12:00:00',
      numerics: [1.5, null],
      int8s: [1, 2],
      days: ['2024-02-29'],
      json: { a: [1] },
      nothing: null,
    },
  ]);
});

test('a day begins at midnight UTC, whatever the zone of the server or the process', async () => {
  const { rows } = await tenant.read(`select timestamptz '2024-03-01 00:30+01'::date as day`);
  expect(rows).toEqual([{ day: '2024-02-29' }]);
});

test('values travel as parameters', async () => {
  const awkward = `'; drop table tenants; --\t\n\\ "ü" 🙂`;
  const { rows } = await tenant.read('select $1::text as said, $2::int[] as list, $3::jsonb as json', [
    awkward,
    [1, 2],
    { a: awkward },
  ]);
  expect(rows).toEqual([{ said: awkward, list: [1, 2], json: { a: awkward } }]);
});

describe('a read is one statement that only reads', () => {
  test.each([
    ['two statements', 'select 1; select 2'],
    ['a statement behind another', `select 1; set role none`],
  ])('%s are refused by the server', async (_what, sql) => {
    await expect(tenant.read(sql)).rejects.toThrow(/cannot insert multiple commands/);
  });

  test.each([
    'reset role',
    'set role none',
    '/* select */ set local role none',
    '-- select\nreset role',
    'commit',
    'rollback',
    `do $$ begin end $$`,
    'set session authorization default',
    'copy tenants to stdout',
    '',
  ])('%j is refused before it is sent', async (sql) => {
    await expect(tenant.read(sql)).rejects.toThrow(/A read takes/);
  });

  test.each([
    'with gone as (delete from tenants returning 1) select * from gone',
    `select * from tenants for update`,
    `select nextval('audit_log_audit_id_seq')`,
  ])('%j does not write', async (sql) => {
    await expect(tenant.read(sql)).rejects.toThrow(/read-only transaction|permission denied|cannot execute/);
  });

  test('brackets and comments before the select are fine', async () => {
    expect((await tenant.read('/* a * b */ -- c\n ((select 1 as one))')).rows).toEqual([{ one: 1 }]);
  });

  test('nothing that a statement sets outlives it', async () => {
    await tenant
      .read(`select set_config('app.tenant', '00000000-0000-0000-0000-000000000000', false)`)
      .catch(() => {});
    const { rows } = await db.query(
      `select current_setting('app.tenant', true) as tenant, current_user = session_user as own`,
    );
    expect(['', null]).toContain(rows[0]?.tenant);
    expect(rows[0]?.own).toBe(true);
  });
});

describe('limits', () => {
  test('a statement past its time is cut off, and the next one runs', async () => {
    const cut = await tenant.read(RUNAWAY, [], { timeoutMs: 200 }).catch((error) => error);
    expect(cut).toBeInstanceOf(QueryTimeout);
    expect(cut.message).toBe('The query was cut off after 0.2 s.');
    expect((await tenant.read('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('those who wait while another is cut off get their answers', async () => {
    const runaway = tenant.read(RUNAWAY, [], { timeoutMs: 300 });
    const waiting = Array.from({ length: 12 }, (_, i) =>
      tenant.read<{ i: number }>('select $1::int as i', [i]),
    );
    const written = db.query('select 1');
    await expect(runaway).rejects.toBeInstanceOf(QueryTimeout);
    const answers = await Promise.all(waiting);
    expect(answers.map(({ rows }) => rows[0]?.i)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    await written;
  });

  test('aborting cancels a statement that runs', async () => {
    const abort = new AbortController();
    const read = tenant.read(RUNAWAY, [], { signal: abort.signal, timeoutMs: 25_000 });
    setTimeout(() => abort.abort(new Error('gone away')), 100);
    await expect(read).rejects.toThrow('gone away');
    expect((await tenant.read('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('whoever aborts while another has the database is told before that other is done', async () => {
    const told: string[] = [];
    const runaway = tenant.read(RUNAWAY, [], { timeoutMs: 1500 }).catch((error) => told.push(error.name));
    const abort = new AbortController();
    const read = tenant
      .read(RUNAWAY, [], { signal: abort.signal, timeoutMs: 25_000 })
      .catch((error) => told.push(error.message));
    setTimeout(() => abort.abort(new Error('gone away')), 200);
    await Promise.all([runaway, read]);
    expect(told).toEqual(['gone away', 'QueryTimeout']);
  });

  test('what was aborted before is not started', async () => {
    await expect(
      tenant.read(RUNAWAY, [], { signal: AbortSignal.abort(new Error('too late')) }),
    ).rejects.toThrow('too late');
  });

  test('more rows than allowed is an error, just as many is not', async () => {
    const rows = 'select n from generate_series(1, $1::int) n';
    expect((await tenant.read(rows, [100], { maxRows: 100 })).rows).toHaveLength(100);
    const error = await tenant.read(rows, [101], { maxRows: 100 }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TooManyRows);
    expect(error.maxRows).toBe(100);
  });

  test('a flood of rows is stopped early', async () => {
    const flood = tenant.read(`select a ${ENDLESS}`, [], { maxRows: 1000 });
    await expect(flood).rejects.toBeInstanceOf(TooManyRows);
    expect((await tenant.read('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('inside a transaction', () => {
  test('using the Db itself is a clear error, not a wait without end', async () => {
    const own = /use the `tx`/;
    await db.transaction(async () => {
      await expect(db.query('select 1')).rejects.toThrow(own);
      await expect(tenant.read('select 1')).rejects.toThrow(own);
      await expect(tenant.write(async () => {})).rejects.toThrow(own);
      await expect(db.transaction(async () => {})).rejects.toThrow(own);
    });
    await tenant.write(async () => {
      await expect(tenant.read('select 1')).rejects.toThrow(own);
    });
  });

  test('what it started may use the Db once it is over', async () => {
    let over: () => void = () => {};
    const ended = new Promise<void>((done) => {
      over = done;
    });
    const later = await db.transaction(async () => ({
      read: ended.then(() => tenant.read('select 1 as one')),
    }));
    over();
    expect((await later.read).rows).toEqual([{ one: 1 }]);
  });

  test('an error rolls everything back and is thrown on', async () => {
    const failed = db.transaction(async (tx) => {
      await tx.query(`insert into strangers (surface, external_id) values ('slack', 'rolled-back')`);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect((await db.query(`select 1 from strangers where external_id = 'rolled-back'`)).rowCount).toBe(0);
  });
});

test('what the work itself throws is not taken for a lost connection', async () => {
  const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' });
  await expect(db.transaction(() => Promise.reject(missing))).rejects.toBe(missing);
});

describe('reads that go together', () => {
  test('each get their own answer, from the rows of the tenant', async () => {
    const other = await createTenant(db);
    const [mine, numbers, theirs] = await tenant.readTogether((all) =>
      Promise.all([
        all.read<{ id: string }>('select tenant_id as id from tenants'),
        all.read<{ n: number }>('select n from generate_series(1, $1::int) n', [3]),
        all.read('select 1 from tenants where tenant_id = $1', [other.tenantId]),
      ]),
    );
    expect(mine.rows).toEqual([{ id: tenant.tenantId }]);
    expect(numbers.rows.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(theirs.rows).toEqual([]);
  });

  test('fail together, and leave a connection that works', async () => {
    const failed = tenant.readTogether((all) =>
      Promise.all([all.read('select 1'), all.read('select 1 / 0'), all.read('select 2')]),
    );
    await expect(failed).rejects.toThrow('division by zero');
    await expect(
      tenant.readTogether((all) => Promise.all([all.read(`select nextval('audit_log_audit_id_seq')`)])),
    ).rejects.toThrow(/permission denied|cannot execute|read-only/);
    expect((await tenant.read('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('cannot wait for one another', async () => {
    const late = tenant.readTogether(async (all) => {
      await all.read('select 1');
      return all.read('select 2');
    });
    await expect(late).rejects.toThrow('before the first wait');
  });

  test('many at once do not mix', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        tenant.readTogether((all) =>
          Promise.all([
            all.read<{ n: number }>('select $1::int as n', [i]),
            all.read<{ n: number }>('select $1::int as n', [i + 100]),
          ]),
        ),
      ),
    );
    expect(answers.map(([one, other]) => [one.rows[0]?.n, other.rows[0]?.n])).toEqual(
      Array.from({ length: 30 }, (_, i) => [i, i + 100]),
    );
  });
});

describe('writes that go together', () => {
  const names = () => tenant.read<{ name: string }>('select name from people order by name');
  const add = (name: string) =>
    [
      `insert into people (person_id, tenant_id, name, role) values (gen_random_uuid(), $1, $2, 'viewer')`,
      [tenant.tenantId, name],
    ] as const;

  test('are all done, in order, or none is', async () => {
    await tenant.writeTogether((tx) =>
      Promise.all([
        tx.query(...add('Ada')),
        tx.query(`update people set name = 'Ada B.' where name = 'Ada'`),
      ]),
    );
    expect((await names()).rows).toEqual([{ name: 'Ada B.' }]);
    const failed = tenant.writeTogether((tx) =>
      Promise.all([tx.query(...add('Bob')), tx.query('select 1 / 0'), tx.query(...add('Cem'))]),
    );
    await expect(failed).rejects.toThrow('division by zero');
    expect((await names()).rows).toEqual([{ name: 'Ada B.' }]);
  });

  test('are the rows of one tenant', async () => {
    const other = await createTenant(db);
    const theirs = [add('Eve')[0], [other.tenantId, 'Eve']] as const;
    await expect(tenant.writeTogether((tx) => tx.query(...theirs))).rejects.toThrow(/row-level security/);
  });

  test('fail where a constraint fails only at the end', async () => {
    await db.query(
      `create table if not exists late (n integer unique deferrable initially deferred); grant insert, select on late to walker_app`,
    );
    const twice = tenant.writeTogether((tx) =>
      Promise.all([tx.query('insert into late values (1)'), tx.query('insert into late values (1)')]),
    );
    await expect(twice).rejects.toThrow(/unique/);
    expect((await db.query('select 1 from late')).rows).toEqual([]);
    await db.query('drop table late');
  });

  test('cannot wait for one another', async () => {
    const late = tenant.writeTogether(async (tx) => {
      await tx.query('select 1');
      return tx.query('select 2');
    });
    await expect(late).rejects.toThrow('before the first wait');
  });
});
