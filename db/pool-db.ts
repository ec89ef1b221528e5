import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import type { Db, QueryResult, SqlValue, TenantDb, Transaction } from './db.ts';
import { QueryTimeout, TooManyRows } from './db.ts';

/** What differs between the engines. */
export interface EngineDriver {
  readonly engine: Db['engine'];
  readonly pool: pg.Pool;
  copyIn(
    client: pg.PoolClient,
    table: string,
    columns: readonly string[],
    rows: AsyncIterable<readonly SqlValue[]> | Iterable<readonly SqlValue[]>,
  ): Promise<number>;
  /** Absent where the engine takes no binary COPY. */
  copyBinary?(
    client: pg.PoolClient,
    table: string,
    columns: readonly string[],
    pieces: Iterable<Buffer>,
  ): Promise<number>;
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_ROWS = 50_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The `Db` over a pool of connections to either engine. */
export function createPoolDb(driver: EngineDriver): Db {
  const { pool } = driver;
  const open = new AsyncLocalStorage<{ running: boolean }>();

  function assertOutside(): void {
    if (open.getStore()?.running)
      throw new Error(
        'The Db was used inside one of its own transactions: use the `tx` that the transaction was given.',
      );
  }

  async function inTransaction<T>(
    begin: string,
    end: string,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    assertOutside();
    const client = await pool.connect();
    const scope = { running: true };
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await open.run(scope, () => work(client));
      await client.query(end);
      return result;
    } catch (error) {
      await client.query('rollback').catch((fault: Error) => {
        broken = fault;
      });
      throw error;
    } finally {
      scope.running = false;
      client.release(broken);
    }
  }

  const transactionOn = (client: pg.PoolClient): Transaction => {
    const { copyBinary } = driver;
    return {
      query: (text, values) => run(client, text, values),
      copyIn: (table, columns, rows) => driver.copyIn(client, table, columns, rows),
      ...(copyBinary && {
        copyBinary: (table, columns, pieces) => copyBinary(client, table, columns, pieces),
      }),
    };
  };

  function tenant(tenantId: string): TenantDb {
    if (!UUID.test(tenantId)) throw new TypeError('A tenant id must be a UUID.');
    const scope = (role: string) => `set local role ${role}; set local app.tenant = '${tenantId}'`;
    return {
      tenantId,
      read: async (text, values, limits) => {
        const { timeoutMs = DEFAULT_TIMEOUT_MS, maxRows = DEFAULT_MAX_ROWS } = limits ?? {};
        return inTransaction(
          `begin read only; ${scope('walker_reader')}; set local statement_timeout = ${Math.ceil(timeoutMs)}`,
          'rollback',
          async (client) => {
            const result = await runOne(client, text, values).catch((error: { code?: string }) => {
              throw error.code === '57014' ? new QueryTimeout(timeoutMs, { cause: error }) : error;
            });
            if (result.rows.length > maxRows) throw new TooManyRows(maxRows);
            return result as QueryResult<never>;
          },
        );
      },
      write: (work) =>
        inTransaction(`begin; ${scope('walker_app')}`, 'commit', (client) => work(transactionOn(client))),
    };
  }

  return {
    engine: driver.engine,
    query: async (text, values) => {
      assertOutside();
      const client = await pool.connect();
      try {
        return await run(client, text, values);
      } finally {
        client.release();
      }
    },
    transaction: (work) => inTransaction('begin', 'commit', (client) => work(transactionOn(client))),
    tenant,
    close: () => driver.close(),
  };
}

async function run<Row>(
  client: pg.PoolClient,
  text: string,
  values?: readonly SqlValue[],
): Promise<QueryResult<Row>> {
  const answer: pg.QueryResult | pg.QueryResult[] = await client.query(
    text,
    values ? [...values] : undefined,
  );
  const result = Array.isArray(answer) ? answer.at(-1) : answer;
  return { rows: result?.rows ?? [], rowCount: result?.rowCount ?? 0 };
}

async function runOne<Row>(
  client: pg.PoolClient,
  text: string,
  values?: readonly SqlValue[],
): Promise<QueryResult<Row>> {
  const config = { text, values: values ? [...values] : [], queryMode: 'extended' };
  const result: pg.QueryResult = await client.query(config);
  return { rows: result.rows, rowCount: result.rowCount ?? 0 };
}
