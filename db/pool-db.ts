import type pg from 'pg';
import { copyBinary, copyIn } from './copy-in.ts';
import type { Db, QueryResult, SqlValue, Transaction } from './db.ts';
import type { EngineDriver } from './engine-driver.ts';
import { createTenantDb } from './tenant-db.ts';
import { createTransactions } from './transactions.ts';

/** The `Db` over a pool of connections to either engine. */
export function createPoolDb(driver: EngineDriver): Db {
  const transactions = createTransactions(driver);
  let closed: Promise<void> | undefined;
  // A connection that breaks while it is leased says so by its statement failing.
  driver.pool.on('connect', (client) => client.on('error', () => {}));
  // One that breaks in the pool has been taken out of it.
  driver.pool.on('error', () => {});

  const transactionOn = (client: pg.PoolClient): Transaction => ({
    query: (text, values) => run(client, text, values),
    copyIn: (table, columns, rows) => copyIn(client, table, columns, rows),
    copyBinary: (table, columns, pieces) =>
      copyBinary(client, table, columns, pieces, driver.binaryCopyBytes),
  });

  return {
    engine: driver.engine,
    query: (text, values) => transactions.lease((client) => run(client, text, values)),
    transaction: (work) => transactions.run('begin', (client) => work(transactionOn(client))),
    session: (work) =>
      transactions.lease((client) => work({ query: (text, values) => run(client, text, values) })),
    tenant: (tenantId) => createTenantDb(driver, transactions, transactionOn, tenantId),
    close: () => {
      closed ??= driver.close();
      return closed;
    },
  };
}

async function run<Row>(
  client: pg.PoolClient,
  text: string,
  values?: readonly SqlValue[],
): Promise<QueryResult<Row>> {
  // Without values several statements may be sent at once (migrations); the last one's result counts.
  const answer: pg.QueryResult | pg.QueryResult[] = await client.query(text, values && [...values]);
  const result = Array.isArray(answer) ? answer.at(-1) : answer;
  return { rows: result?.rows ?? [], rowCount: result?.rowCount ?? 0 };
}
