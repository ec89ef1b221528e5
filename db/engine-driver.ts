import type pg from 'pg';
import type { Db } from './db.ts';

/** What differs between PostgreSQL, the embedded engine, and the embedded engine of another process. */
export interface EngineDriver {
  readonly engine: Db['engine'];
  readonly pool: pg.Pool;
  /**
   * How a read stops at its row cap. `portal`: only so many rows are asked for, which on PostgreSQL would
   * forbid parallel plans. `cancel`: rows beyond are dropped and the statement is cancelled.
   */
  readonly rowCap: 'portal' | 'cancel';
  /** A statement past its limit is cancelled from this side after this much more; 0 where the engine has no timeout of its own. */
  readonly graceMs: number;
  /** Bytes of one binary COPY; more are sent as several. */
  readonly binaryCopyBytes: number;
  /** Cuts off what the connection is doing. */
  cancel(client: pg.PoolClient): Promise<void>;
  /** Turns a failure of the connection into a `DatabaseProblem`; anything else stays as it is. */
  explain(error: unknown): unknown;
  close(): Promise<void>;
}
