import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { isConnectionLoss } from './connection-loss.ts';
import type { EngineDriver } from './engine-driver.ts';

interface Bounds {
  /** One batch of statements that opens the transaction. */
  readonly begin: string;
  readonly end: 'commit' | 'rollback';
  readonly signal?: AbortSignal;
}

/** Leases connections for transactions, and knows whether the code that asks is inside one. */
export interface Transactions {
  /** Throws where the calling code runs inside a transaction of this database. */
  assertOutside(): void;
  run<T>(bounds: Bounds, work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** A connection without a transaction, for one statement. */
  lease<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
}

/** How often a transaction is begun anew where the connection turned out to be dead. */
const ATTEMPTS = 3;

export function createTransactions(driver: EngineDriver): Transactions {
  const inside = new AsyncLocalStorage<{ running: boolean }>();

  function assertOutside(): void {
    if (!inside.getStore()?.running) return;
    throw new Error(
      'The Db was used inside one of its own transactions: use the `tx` that the transaction was given.',
    );
  }

  /** Nothing has been done yet when `begin` fails, so a connection that died in the pool is replaced. */
  async function begun({ begin, signal }: Bounds, attempt = 1): Promise<pg.PoolClient> {
    signal?.throwIfAborted();
    const client = await connect(driver);
    const abort = () => void driver.cancel(client);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      signal?.throwIfAborted();
      await client.query(begin);
      return client;
    } catch (error) {
      client.release(true);
      signal?.throwIfAborted();
      if (attempt < ATTEMPTS && isConnectionLoss(error))
        return begun({ begin, signal, end: 'rollback' }, attempt + 1);
      throw driver.explain(error);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  return {
    assertOutside,
    async run(bounds, work) {
      assertOutside();
      const client = await begun(bounds);
      const scope = { running: true };
      let unusable: Error | undefined;
      try {
        const result = await inside.run(scope, () => work(client));
        await client.query(bounds.end);
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
