import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Db } from './db.ts';

export const MIGRATIONS_DIR = fileURLToPath(new URL('./migrations/', import.meta.url));

/** A migration cannot be applied as it stands; the message says which and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

interface Migration {
  readonly number: number;
  readonly file: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Applies every migration that the database has not seen, in order, and returns the names of those applied.
 *
 * The ledger row goes in first, in the migration's own transaction: of two processes starting at once the
 * second waits on that row, and then finds the work done. Throws `MigrationError` where an applied file has
 * changed since, or the database is ahead of this program.
 */
export async function migrate(db: Db, directory: string = MIGRATIONS_DIR): Promise<string[]> {
  const migrations = await readMigrations(directory);
  await createLedger(db);
  const applied: string[] = [];
  for (const migration of await unseen(db, migrations)) {
    if (await apply(db, migration)) applied.push(migration.file);
  }
  return applied;
}

/** How far the schema is behind this program. */
export interface SchemaState {
  readonly applied: number;
  readonly pending: number;
}

/** Looks which migrations `migrate` would apply, and changes nothing. Throws `MigrationError` where it would. */
export async function readSchemaState(db: Db, directory: string = MIGRATIONS_DIR): Promise<SchemaState> {
  const migrations = await readMigrations(directory);
  const { rows } = await db.query<{ ledger: boolean }>(
    `select to_regclass('schema_migrations') is not null as ledger`,
  );
  const pending = rows[0]?.ledger ? (await unseen(db, migrations)).length : migrations.length;
  return { applied: migrations.length - pending, pending };
}

/** The migrations that the ledger does not have. */
async function unseen(db: Db, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const known = await db.query<{ number: number; file: string; checksum: string }>(
    'select number, file, checksum from schema_migrations order by number',
  );
  for (const row of known.rows) {
    const migration = migrations.find(({ number }) => number === row.number);
    if (!migration)
      throw new MigrationError(
        `The database already has migration ${row.file}, which this version does not know. Start the newer version that applied it.`,
      );
    if (migration.checksum !== row.checksum)
      throw new MigrationError(
        `Migration ${migration.file} has changed since it was applied. Restore the file, and put the change into a new migration.`,
      );
  }
  return migrations.filter(({ number }) => !known.rows.some((row) => row.number === number));
}

/** False where another process applied it in the meantime. */
async function apply(db: Db, migration: Migration): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `insert into schema_migrations (number, file, checksum) values ($1, $2, $3)
       on conflict (number) do nothing`,
      [migration.number, migration.file, migration.checksum],
    );
    if (rowCount === 0) return false;
    await tx.query(migration.sql).catch((error: Error) => {
      throw new MigrationError(`Migration ${migration.file} failed: ${error.message}`, { cause: error });
    });
    return true;
  });
}

async function createLedger(db: Db): Promise<void> {
  // `if not exists` alone still fails where two processes create the table at the same moment.
  await db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(7239418250)');
    await tx.query(
      `create table if not exists schema_migrations (
         number     integer primary key,
         file       text not null,
         checksum   text not null,
         applied_at timestamptz not null default now()
       )`,
    );
  });
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(
    files.map(async (file): Promise<Migration> => {
      const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]);
      if (!Number.isInteger(number))
        throw new MigrationError(`${file} is not named like 0001_what_it_does.sql.`);
      const sql = await readFile(join(directory, file), 'utf8');
      return { number, file, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  const doubled = migrations.find((one, i) => migrations[i - 1]?.number === one.number);
  if (doubled) throw new MigrationError(`Two migrations have the number of ${doubled.file}.`);
  return migrations;
}
