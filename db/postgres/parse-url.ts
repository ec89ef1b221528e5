import { DatabaseProblem } from '../problem.ts';

/** The parts of a database URL that may be shown to people: never the password. */
export interface ServerName {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

/** Throws `DatabaseProblem` (`bad_url`) where `url` does not name a PostgreSQL. */
export function parseUrl(url: string): ServerName {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol))
    throw new DatabaseProblem(
      'bad_url',
      'DATABASE_URL is not a PostgreSQL address. It looks like postgres://user:password@host:5432/database; characters such as @ or / in the password are written as %40 or %2F.',
    );
  return {
    host: parsed.host || parsed.searchParams.get('host') || 'localhost',
    user: decodeURIComponent(parsed.username) || 'the current user',
    database: decodeURIComponent(parsed.pathname.slice(1)) || 'postgres',
  };
}
