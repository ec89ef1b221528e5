import pg from 'pg';
import { backendKeys } from '../backend-keys.ts';
import { isConnectionLoss } from '../connection-loss.ts';
import type { Db } from '../db.ts';
import type { OpenOptions } from '../open-options.ts';
import { createPoolDb } from '../pool-db.ts';
import { typeParsers } from '../type-parsers.ts';
import { checkServer } from './check-server.ts';
import { connectionLost, explainConnect } from './explain.ts';
import { parseUrl } from './parse-url.ts';

/** A server that does not answer is given up on after this long. */
const CONNECT_TIMEOUT_MS = 10_000;
/** The server keeps the time limit itself; this is for when it does not. */
const GRACE_MS = 2_000;

/** Opens a pool of connections to a PostgreSQL. Throws `DatabaseProblem` where it cannot be used. */
export async function openPostgres(url: string, options: OpenOptions): Promise<Db> {
  const server = parseUrl(url);
  const config: pg.ClientConfig = {
    connectionString: url,
    application_name: options.applicationName ?? 'audience-walker',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types: typeParsers,
  };
  await withClient(config, checkServer).catch((error) => {
    throw explainConnect(error, server);
  });
  const pool = new pg.Pool({
    ...config,
    max: options.poolSize ?? 10,
    // pg-pool awaits the promise; its types do not say so.
    onConnect: (client) => client.query(`set timezone = 'UTC'`) as unknown as undefined,
  });
  return createPoolDb({
    engine: 'postgres',
    pool,
    rowCap: 'cancel',
    graceMs: GRACE_MS,
    binaryCopyBytes: Number.POSITIVE_INFINITY,
    // Not through the pool, which may be full of what is to be cancelled.
    cancel: (client) =>
      withClient(config, async (other) => {
        await other.query('select pg_cancel_backend($1)', [backendKeys(client).pid]);
      }),
    explain: (error) => (isConnectionLoss(error) ? connectionLost(server, error) : error),
    close: () => pool.end(),
  });
}

async function withClient(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(config);
  // What breaks while it works is told by the work failing.
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
