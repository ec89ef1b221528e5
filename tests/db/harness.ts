import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Db } from '../../db/db.ts';
import { MIGRATIONS_DIR, migrate } from '../../db/migrate.ts';
import { openDb } from '../../db/open-db.ts';

const run = promisify(execFile);

/** Where set, database tests run on this PostgreSQL (a superuser or one who may create databases). */
export const postgresUrl = process.env.WALKER_TEST_DATABASE_URL;

/** Which engine the tests run on. */
export const engineUnderTest: Db['engine'] = postgresUrl ? 'postgres' : 'embedded';

/**
 * A fresh, migrated database of its own. Close it in `afterAll`.
 * Embedded: in a temporary directory, from an image that is migrated once. PostgreSQL: a database made from a migrated template.
 */
export async function openTestDb(): Promise<Db> {
  return postgresUrl ? openOnPostgres(postgresUrl) : openOnEmbedded();
}

/** Where another process finds this database; on PostgreSQL only. */
export async function databaseUrl(db: Db): Promise<string> {
  const { rows } = await db.query<{ name: string }>('select current_database() as name');
  return withDatabase(postgresUrl ?? '', rows[0]?.name ?? '');
}

export interface TestTenant {
  readonly tenantId: string;
  readonly slug: string;
}

/** A tenant with nothing in it. */
export async function createTenant(
  db: Db,
  fields: { slug?: string; name?: string; timezone?: string; currency?: string; kind?: 'team' | 'demo' } = {},
): Promise<TestTenant> {
  const tenantId = randomUUID();
  const slug = fields.slug ?? `t-${tenantId.slice(0, 8)}`;
  await db.query(
    'insert into tenants (tenant_id, slug, name, kind, timezone, currency) values ($1, $2, $3, $4, $5, $6)',
    [
      tenantId,
      slug,
      fields.name ?? slug,
      fields.kind ?? 'team',
      fields.timezone ?? 'UTC',
      fields.currency ?? 'USD',
    ],
  );
  return { tenantId, slug };
}

/** Changes with every change to a migration, its name included. */
const schemaKey = createHash('sha256')
  .update(
    readdirSync(MIGRATIONS_DIR)
      .sort()
      .flatMap((file) => [file, readFileSync(join(MIGRATIONS_DIR, file), 'utf8')])
      .join('\0'),
  )
  .digest('hex')
  .slice(0, 16);

/**
 * The engine's code, held so that V8 keeps what it has compiled and optimised of it: the next engine of this process
 * has it at once. A module that nobody holds is forgotten when its engine ends.
 */
let engineCode: Promise<object> | undefined;
async function holdEngineCode(): Promise<void> {
  // Node's types leave WebAssembly out.
  const { compile } = Reflect.get(globalThis, 'WebAssembly') as {
    compile(code: Uint8Array): Promise<object>;
  };
  const pglite = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  engineCode ??= readFile(join(pglite, 'pglite.wasm')).then(compile);
  await engineCode;
}

/** The product's own embedded database, in a copy of a migrated directory: a third of a second instead of four. */
async function openOnEmbedded(): Promise<Db> {
  const dataDir = await copyOfMigrated();
  const db = await openDb({ kind: 'embedded', dataDir });
  return {
    ...db,
    close: async () => {
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function migratedImage(): Promise<string> {
  const cache = join(tmpdir(), 'walker-test-clusters');
  const image = join(cache, `${schemaKey}.tar`);
  if (existsSync(image)) return image;
  await mkdir(cache, { recursive: true });
  const dataDir = await mkdtemp(join(cache, 'making-'));
  const db = await openDb({ kind: 'embedded', dataDir });
  await migrate(db);
  await db.close();
  // Two test files may make it at once: each writes a file of its own, and the last rename wins.
  await run('tar', ['cf', `${dataDir}.tar`, '-C', dataDir, 'pg']);
  await rename(`${dataDir}.tar`, image);
  await rm(dataDir, { recursive: true, force: true });
  return image;
}

/** A data directory with a migrated embedded database that nobody has open; the caller removes it. */
export async function copyOfMigrated(): Promise<string> {
  await holdEngineCode();
  const image = await migratedImage();
  const dataDir = await mkdtemp(join(tmpdir(), 'walker-test-'));
  await run('tar', ['xf', image, '-C', dataDir]);
  return dataDir;
}

async function openOnPostgres(url: string): Promise<Db> {
  const template = `walker_template_${schemaKey}`;
  const name = `walker_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(url, async (client) => {
    // One test file makes the template, the others wait for it.
    await client.query('select pg_advisory_lock(7239418251)');
    const made = await client.query('select from pg_database where datname = $1', [template]);
    if (made.rowCount === 0) await makeTemplate(client, url, template);
    await client.query(`create database ${name} template ${template}`);
  });
  const db = await openDb({ kind: 'postgres', url: withDatabase(url, name) }, { poolSize: 5 });
  return {
    ...db,
    close: async () => {
      await db.close();
      await onServer(url, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function makeTemplate(client: pg.Client, url: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft}`);
  const db = await openDb({ kind: 'postgres', url: withDatabase(url, draft) }, { poolSize: 1 });
  await migrate(db);
  await db.close();
  await client.query(`alter database ${draft} rename to ${template}`);
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
