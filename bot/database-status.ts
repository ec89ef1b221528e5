/** What can be seen of the database without changing it: nothing is migrated, no workspace and no directory made. */
import type { Db } from '../db/db.ts';
import { hasDatabase } from '../db/embedded/data-directory.ts';
import { readSchemaState, type SchemaState } from '../db/migrate.ts';
import { openDb } from '../db/open-db.ts';
import { readable } from '../db/readable.ts';
import { doubtSentences, lostBriefSentences, readNotArrived } from '../tools/brief/index.ts';
import { readWorkspace } from '../tools/read-workspace.ts';
import type { Config } from './config.ts';
import { findTenant } from './tenants.ts';

const LOOK_BACK_DAYS = 7;

/** Lines on the server, its schema, the workspace and what did not arrive. Throws where the database cannot be used. */
export async function databaseLines({ database, workspace }: Config): Promise<readonly string[]> {
  if (database.kind === 'embedded' && !(await hasDatabase(database.dataDir)))
    return ['server     embedded; the database is not there yet, the next start makes it'];
  const db = await openDb(database, { mode: 'share' });
  try {
    const schema = await readSchemaState(db);
    return [
      await serverLine(db),
      ...(schema.pending > 0 ? [schemaLine(schema)] : await workspaceLines(db, workspace)),
    ];
  } finally {
    await db.close();
  }
}

async function serverLine(db: Db): Promise<string> {
  const { rows } = await db.query<{ version: string }>("select current_setting('server_version') as version");
  return `server     ${db.engine}, PostgreSQL ${rows[0]?.version ?? '?'}`;
}

function schemaLine({ applied, pending }: SchemaState): string {
  const behind = `is ${pending} migration${pending === 1 ? '' : 's'} behind`;
  return `schema     ${applied === 0 ? 'is not there yet' : behind}; the next start brings it up to date`;
}

async function workspaceLines(db: Db, slug: string): Promise<readonly string[]> {
  const home = await findTenant(db, slug);
  if (!home) return [`workspace  ${slug}: not there yet; the next start makes it`];
  const now = new Date();
  const tenant = db.tenant(home.tenantId);
  const { data, today } = await readWorkspace(tenant, now);
  const since = new Date(now.getTime() - LOOK_BACK_DAYS * 86_400_000);
  const lost = await readNotArrived(readable(tenant), home.tenantId, since);
  return [
    data
      ? `workspace  ${slug}: sales from ${data.from} to ${data.to}, today is read as ${today}`
      : `workspace  ${slug}: no data yet; “walker import DIR” or “walker demo” brings some`,
    ...lostBriefSentences(lost).map((sentence) => `briefs     ${sentence}`),
    ...doubtSentences(lost).map((sentence) => `messages   ${sentence}`),
  ];
}
