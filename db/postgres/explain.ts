import { DatabaseProblem } from '../problem.ts';
import type { ServerName } from './parse-url.ts';

/** Why a connection could not be made, in words for people; errors of another kind stay as they are. */
export function explainConnect(error: unknown, server: ServerName): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseProblem) return error;
  const { code } = error as Error & { code?: string };
  const options = { cause: error };
  switch (code) {
    case '28P01':
    case '28000':
      return new DatabaseProblem(
        'login_refused',
        `PostgreSQL at ${server.host} refused the login of ${server.user}. Check the user and the password in DATABASE_URL, and that the server's pg_hba.conf lets this machine in.`,
        options,
      );
    case '3D000':
      return new DatabaseProblem(
        'no_such_database',
        `PostgreSQL at ${server.host} has no database “${server.database}”. Create it with: createdb ${server.database}`,
        options,
      );
    case '53300':
      return new DatabaseProblem(
        'too_many_connections',
        `PostgreSQL at ${server.host} has no connection to spare. Close some, or raise max_connections.`,
        options,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new DatabaseProblem(
        'unreachable',
        `There is no machine called ${server.host}. Check the host in DATABASE_URL.`,
        options,
      );
    default:
      return isNetwork(error, code) ? unreachable(server, error) : error;
  }
}

/** The server went away in the middle of something. */
export function connectionLost(server: ServerName, cause: unknown): DatabaseProblem {
  return new DatabaseProblem(
    'unreachable',
    `The connection to PostgreSQL at ${server.host} was lost. It is made again as soon as the server answers; try once more in a moment.`,
    { cause },
  );
}

function unreachable(server: ServerName, cause: Error): DatabaseProblem {
  return new DatabaseProblem(
    'unreachable',
    `No PostgreSQL answers at ${server.host}. Check that it runs and that DATABASE_URL has its host and port.`,
    { cause },
  );
}

function isNetwork(error: Error, code: string | undefined): boolean {
  return (
    /^E[A-Z]+$/.test(code ?? '') ||
    code?.startsWith('57P') === true ||
    /timeout|terminated/i.test(error.message)
  );
}
