import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { migrate } from '../../../db/migrate.ts';
import { openDb } from '../../../db/open-db.ts';
import { problemOf } from '../../../db/postgres/check-server.ts';
import { explainConnect } from '../../../db/postgres/explain.ts';
import { DatabaseProblem } from '../../../db/problem.ts';
import { createTenant, openTestDb, postgresUrl } from '../harness.ts';

const problem = (url: string) => openDb({ kind: 'postgres', url }).catch((error: unknown) => error);

describe('a setting that cannot work is told in a sentence', () => {
  test.each(['mysql://localhost/x', 'localhost:5432', 'postgres//user@host/db'])('%s', async (url) => {
    const error = await problem(url);
    expect(error).toBeInstanceOf(DatabaseProblem);
    expect(error).toMatchObject({ code: 'bad_url' });
  });

  test('nobody listens there', async () => {
    const error = await problem('postgres://u:secret@127.0.0.1:1/x');
    expect(error).toMatchObject({
      code: 'unreachable',
      message:
        'No PostgreSQL answers at 127.0.0.1:1. Check that it runs and that DATABASE_URL has its host and port.',
    });
  });

  test('a wrong password is told without it', () => {
    const refused = Object.assign(new Error('password authentication failed'), { code: '28P01' });
    const error = explainConnect(refused, { host: 'db.example:5432', user: 'walker', database: 'x' });
    expect(error).toMatchObject({ code: 'login_refused' });
    expect(String(error)).toContain('refused the login of walker');
  });

  const server = {
    version: '16.2',
    number: 160_002,
    me: 'walker',
    database: 'x',
    may_create: true,
    may_make_roles: true,
    roles: [],
  };
  test('a server that is too old', () => {
    const old = problemOf({ ...server, version: '14.11', number: 140_011 });
    expect(old?.message).toMatch(/^This is PostgreSQL 14\.11; version 15 or later is needed\./);
  });
  test('a user who may not make roles, until an administrator has made them', () => {
    const poor = { ...server, may_make_roles: false };
    expect(problemOf(poor)?.message).toContain('grant walker_app, walker_reader to walker;');
    expect(problemOf({ ...poor, roles: ['walker_app', 'walker_reader'] })).toBeUndefined();
    expect(problemOf(server)).toBeUndefined();
  });
});

describe.skipIf(!postgresUrl)('on a PostgreSQL', () => {
  const url = (change: Partial<Pick<URL, 'username' | 'password' | 'pathname'>>): string =>
    Object.assign(new URL(postgresUrl ?? 'postgres://nowhere'), change).href;

  test('a database that does not exist is named', async () => {
    const error = await problem(url({ pathname: '/walker_no_such_thing' }));
    expect(error).toMatchObject({ code: 'no_such_database' });
    expect(String(error)).toContain('createdb walker_no_such_thing');
  });

  test('a user that does not exist is refused', async () => {
    expect(await problem(url({ username: 'walker_nobody' }))).toMatchObject({
      code: 'login_refused',
    });
  });

  test('connections carry the name of the program', async () => {
    const db = await openTestDb();
    const { rows } = await db.query(`select current_setting('application_name') as name`);
    expect(rows).toEqual([{ name: 'audience-walker' }]);
    await db.close();
  });

  test('connections that the server ends are made again', async () => {
    const db = await openTestDb();
    const tenant = db.tenant((await createTenant(db)).tenantId);
    await Promise.all(Array.from({ length: 5 }, () => tenant.read('select pg_sleep(0.05)')));
    await endConnections(db);
    for (let i = 0; i < 5; i++) expect((await tenant.read('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await db.close();
  });

  test('a transaction whose connection the server ends fails with a sentence, and the next one works', async () => {
    const db = await openTestDb();
    const failed = await db
      .transaction(async (tx) => {
        await endConnections(db, tx);
        await tx.query('select 1');
      })
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: 'DatabaseProblem', code: 'unreachable' });
    expect((await db.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await db.close();
  });

  test('a user without CREATEROLE, whose roles an administrator has made, can do everything', async () => {
    const user = `walker_plain_${randomUUID().slice(0, 8)}`;
    const admin = new pg.Client({ connectionString: postgresUrl });
    await admin.connect();
    await admin.query(`create role ${user} login password 'plain'`);
    await admin.query(`grant walker_app, walker_reader to ${user}`);
    await admin.query(`create database ${user} owner ${user}`);
    const db = await openDb({
      kind: 'postgres',
      url: url({ username: user, password: 'plain', pathname: `/${user}` }),
    });
    await migrate(db);
    const tenant = db.tenant((await createTenant(db)).tenantId);
    await tenant.write((tx) =>
      tx.copyIn('dim_customer', ['tenant_id', 'customer_id'], [[tenant.tenantId, 'c1']]),
    );
    expect((await tenant.read('select customer_id from dim_customer')).rows).toEqual([{ customer_id: 'c1' }]);
    await db.close();
    await admin.query(`drop database ${user} with (force)`);
    await admin.query(`drop role ${user}`);
    await admin.end();
  });
});

/** Ends all connections to the database but the one that asks. */
async function endConnections(db: Db, asked?: Pick<Db, 'query'>): Promise<void> {
  const { rows } = await (asked ?? db).query<{ name: string }>('select current_database() as name');
  const admin = new pg.Client({ connectionString: postgresUrl });
  await admin.connect();
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    rows[0]?.name,
  ]);
  await admin.end();
}
