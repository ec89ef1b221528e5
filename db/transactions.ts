import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { isConnectionLoss } from './connection-loss.ts';
import type { EngineDriver } from './engine-driver.ts';
import { inOneGo } from './in-one-go.ts';
import { hasSqlState } from './sql-state.ts';

interface Trip<T> {
  readonly begin: string;
  readonly send: (client: pg.PoolClient, begun: Promise<unknown>) => Promise<T>;
  readonly end: 'commit' | 'rollback';
}

/** Leases connections for transactions, and knows whether the code that asks is inside one. */
export interface Transactions {
  /** Throws where the calling code runs inside a transaction of this database. */
  assertOutside(): void;
  /** Runs `work` in a transaction that the batch `begin` opens; committed, or rolled back where `work` throws. */
  run<T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /**
   * A transaction in one trip to the database: `begin`, what `send` sends before it first waits, and `end`. `begun`
   * resolves when the transaction has begun, which may be long after it was sent. The connection is given back when all
   * of it is done. What is rolled back in any case is sent again where the connection turns out to be dead.
   */
  trip<T>(trip: Trip<T>): Promise<T>;
  /** A connection without a transaction, for one statement. */
  lease<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
}

/** How often a transaction is begun anew where the connection turned out to be dead. */
const ATTEMPTS = 3;
/** Only says that there was an error before it in the same transaction. */
const IN_FAILED_TRANSACTION = '25P02';

export function createTransactions(driver: EngineDriver): Transactions {
  const inside = new AsyncLocalStorage<{ running: boolean }>();

  function assertOutside(): void {
    if (!inside.getStore()?.running) return;
    throw new Error(
      'The Db was used inside one of its own transactions: use the `tx` that the transaction was given.',
    );
  }

  /** Nothing has been done yet when `begin` fails, so a connection that died in the pool is replaced. */
  async function begun(begin: string, attempt = 1): Promise<pg.PoolClient> {
    const client = await connect(driver);
    try {
      await client.query(begin);
      return client;
    } catch (error) {
      client.release(true);
      if (attempt < ATTEMPTS && isConnectionLoss(error)) return begun(begin, attempt + 1);
      throw driver.explain(error);
    }
  }

  async function trip<T>(whole: Trip<T>, attempt = 1): Promise<T> {
    const client = await connect(driver);
    const [opened, outcome, ended] = await inOneGo(client, () => {
      const begun = client.query(whole.begin);
      return [begun, whole.send(client, begun), client.query(whole.end)];
    });
    const lost = opened.status === 'rejected' || ended.status === 'rejected';
    client.release(lost);
    if (outcome.status === 'fulfilled') {
      if (ended.status === 'rejected' && whole.end === 'commit') throw driver.explain(ended.reason);
      return outcome.value;
    }
    const { reason } = outcome;
    // Where it was stopped on purpose, its reason says so, and nobody waits for it to begin any more.
    const dead = opened.status === 'rejected' && isConnectionLoss(reason);
    if (dead && whole.end === 'rollback' && attempt < ATTEMPTS) return trip(whole, attempt + 1);
    if (opened.status === 'rejected' && hasSqlState(reason, IN_FAILED_TRANSACTION)) throw opened.reason;
    throw lost ? driver.explain(reason) : reason;
  }

  return {
    assertOutside,
    async run(begin, work) {
      assertOutside();
      const client = await begun(begin);
      const scope = { running: true };
      let unusable: Error | undefined;
      try {
        const result = await inside.run(scope, () => work(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((fault: Error) => {
          unusable = fault;
        });
        // Only where the connection is gone is `error` about it; else it is what `work` threw.
        throw unusable ? driver.explain(error) : error;
      } finally {
        scope.running = false;
        client.release(unusable);
      }
    },
    async trip(whole) {
      assertOutside();
      return trip(whole);
    },
    async lease(work) {
      assertOutside();
      const client = await connect(driver);
      try {
        return await work(client);
      } catch (error) {
        throw driver.explain(error);
      } finally {
        client.release();
      }
    },
  };
}

async function connect(driver: EngineDriver): Promise<pg.PoolClient> {
  try {
    return await driver.pool.connect();
  } catch (error) {
    throw driver.explain(error);
  }
}
