import type pg from 'pg';
import { queryCapped } from './capped-query.ts';
import {
  QueryTimeout,
  type ReadLimits,
  type SqlValue,
  type TenantDb,
  type TenantReader,
  TooManyRows,
  type Transaction,
} from './db.ts';
import type { EngineDriver } from './engine-driver.ts';
import { beforeTheFirstWait } from './in-one-go.ts';
import { hasSqlState } from './sql-state.ts';
import type { Transactions } from './transactions.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_ROWS = 50_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The first word of a statement that only reads, after blanks, comments and brackets. */
const READS =
  /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:select|with|values|table|show|explain)\b/i;
const QUERY_CANCELED = '57014';

/** See `TenantDb`. The role and the tenant are set by literals, in the batch that begins the transaction. */
export function createTenantDb(
  driver: EngineDriver,
  transactions: Transactions,
  transactionOn: (client: pg.PoolClient) => Transaction,
  tenantId: string,
): TenantDb {
  if (!UUID.test(tenantId)) throw new TypeError('A tenant id must be a UUID.');
  const scope = (role: string) => `set local role ${role}; set local app.tenant = '${tenantId}'`;

  function reading<T>(limits: ReadLimits, work: (db: TenantReader) => Promise<T>): Promise<T> {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, maxRows = DEFAULT_MAX_ROWS, signal, settings } = limits;
    const timeout = `set local statement_timeout = ${Math.max(1, Math.ceil(timeoutMs))}`;
    const begin = `begin read only; ${scope('walker_reader')}; ${timeout}${setLocally(settings)}`;
    // A trip is always rolled back, so that nothing that a statement sets can outlive it.
    const send = async (client: pg.PoolClient, begun: Promise<unknown>): Promise<T> => {
      signal?.throwIfAborted();
      const watch = watchOver(driver, client, timeoutMs, signal);
      begun.then(watch.start, () => {}); // it failed, and so does the statement
      const stop = driver.rowCap === 'cancel' ? () => watch.stop(new TooManyRows(maxRows)) : undefined;
      const read = async <Row>(text: string, values: readonly SqlValue[] = []) => {
        const { result, overflowed } = await queryCapped(client, text, values, { maxRows, stop });
        if (overflowed) throw new TooManyRows(maxRows);
        return { rows: (result?.rows ?? []) as Row[], rowCount: result?.rowCount ?? 0 };
      };
      try {
        return await work({ tenantId, read });
      } catch (error) {
        throw (
          watch.reason ??
          (hasSqlState(error, QUERY_CANCELED) ? new QueryTimeout(timeoutMs, { cause: error }) : error)
        );
      } finally {
        await watch.end();
      }
    };
    return transactions.trip({ begin, send, end: 'rollback' });
  }

  return {
    tenantId,
    async read(text, values, limits = {}) {
      assertReads(text);
      return reading(limits, (db) => db.read(text, values));
    },
    readTogether: (work) =>
      reading({}, (db) =>
        beforeTheFirstWait((assertInTime) =>
          work({
            tenantId,
            async read(text, values, limits) {
              assertInTime();
              assertReads(text);
              if (limits) throw new TypeError('Reads that go together have the limits of all.');
              return db.read(text, values);
            },
          }),
        ),
      ),
    write: (work) =>
      transactions.run(`begin; ${scope('walker_app')}`, (client) => work(transactionOn(client))),
    writeTogether: (work) =>
      transactions.trip({
        begin: `begin; ${scope('walker_app')}`,
        send: (client) =>
          beforeTheFirstWait((assertInTime) =>
            work({
              async query(text, values) {
                assertInTime();
                return transactionOn(client).query(text, values);
              },
            }),
          ),
        end: 'commit',
      }),
  };
}

function assertReads(text: string): void {
  if (!READS.test(text))
    throw new Error('A read takes a single select, with, values, table, show or explain.');
}

const SETTING = /^[a-z_]+(\.[a-z_]+)?$/;
const SETTING_VALUE = /^[a-z0-9_.]+$/;

function setLocally(settings: ReadLimits['settings'] = {}): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (!SETTING.test(name) || !SETTING_VALUE.test(String(value)))
        throw new TypeError(`${name} cannot be set to ${value}`);
      return `; set local ${name} = '${value}'`;
    })
    .join('');
}

/** Cancels what `client` does when its time from the `start` on is up or `signal` aborts, and remembers why. */
function watchOver(driver: EngineDriver, client: pg.PoolClient, timeoutMs: number, signal?: AbortSignal) {
  let cancelling: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  // Where the cancelling fails, the statement ends by itself and is not believed.
  const cancel = () => driver.cancel(client).catch(() => {});
  const watch = {
    reason: undefined as unknown,
    start(): void {
      // Cancelling before there was anything to cancel has no effect.
      if (cancelling) cancelling = cancelling.then(cancel);
      else timer = setTimeout(() => watch.stop(new QueryTimeout(timeoutMs)), timeoutMs + driver.graceMs);
    },
    stop(reason: unknown): void {
      if (cancelling) return;
      watch.reason = reason;
      cancelling = cancel();
    },
    /** A cancellation that is under way must not hit the next statement of the connection. */
    async end(): Promise<void> {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      await cancelling;
    },
  };
  const onAbort = () => watch.stop(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  return watch;
}
