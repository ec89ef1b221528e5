import type pg from 'pg';
import { DatabaseProblem } from '../problem.ts';

const OLDEST = 150_000;

const SQL = `
  select current_setting('server_version') as version,
         current_setting('server_version_num')::int as number,
         quote_ident(current_user) as me,
         quote_ident(current_database()) as database,
         has_schema_privilege(current_schema(), 'create') as may_create,
         (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may_make_roles,
         array(select rolname::text from pg_roles
               where rolname in ('walker_app', 'walker_reader')
                 and (select pg_has_role(current_user, pg_roles.oid, 'member'))) as roles`;

interface ServerRow {
  readonly version: string;
  readonly number: number;
  readonly me: string;
  readonly database: string;
  readonly may_create: boolean | null;
  readonly may_make_roles: boolean;
  readonly roles: readonly string[];
}

/** Throws `DatabaseProblem` where the server is too old, or the user lacks a right that the migrations need. */
export async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<ServerRow>(SQL);
  const problem = rows[0] && problemOf(rows[0]);
  if (problem) throw problem;
}

/** What a server of these facts lacks, if anything. */
export function problemOf(server: ServerRow): DatabaseProblem | undefined {
  if (server.number < OLDEST)
    return new DatabaseProblem(
      'server_too_old',
      `This is PostgreSQL ${server.version}; version 15 or later is needed. Upgrade the server, or leave DATABASE_URL out to use the embedded database.`,
    );
  if (!server.may_create)
    return new DatabaseProblem(
      'rights_missing',
      `${server.me} may not create tables in this database. Let an administrator run: grant create on schema public to ${server.me};`,
    );
  if (!server.may_make_roles && server.roles.length < 2)
    return new DatabaseProblem(
      'rights_missing',
      `${server.me} may not create the two roles that keep workspaces apart. Let an administrator run once: create role walker_app nologin; create role walker_reader nologin; grant walker_app, walker_reader to ${server.me};`,
    );
  return undefined;
}
