/**
 * The one interface to the database. Two engines stand behind it: PostgreSQL 15+ and the embedded one
 * (PGlite). Everything above this file speaks to `Db` and cannot tell which is underneath.
 *
 * Words:
 * - *owner*: the role that ran the migrations; it sees every tenant. Only infrastructure uses it.
 * - *tenant scope*: a transaction under a role that owns nothing, with `app.tenant` set, so that
 *   row-level security shows and accepts the rows of one tenant only.
 * - *reader*: the tenant scope with a read-only role, a statement timeout and a row cap.
 */

export type SqlValue =
  | string
  | number
  | boolean
  | bigint
  | Date
  | Buffer
  | null
  | undefined
  | SqlValue[]
  | object;

export interface QueryResult<Row> {
  readonly rows: Row[];
  /** Rows returned or touched. */
  readonly rowCount: number;
}

export interface Queryable {
  /** Runs one statement. Values travel as parameters (`$1`), never inside the text. */
  query<Row = Record<string, unknown>>(text: string, values?: readonly SqlValue[]): Promise<QueryResult<Row>>;
}

/** What a transaction can do besides querying. */
export interface Transaction extends Queryable {
  /**
   * Bulk-loads rows into a table in column order, by COPY or the engine's nearest equal.
   * Returns the number of rows written.
   */
  copyIn(
    table: string,
    columns: readonly string[],
    rows: AsyncIterable<readonly SqlValue[]> | Iterable<readonly SqlValue[]>,
  ): Promise<number>;
  /**
   * The same for rows that are encoded already: tuples of PostgreSQL's binary COPY format without its header
   * and trailer, every piece whole tuples. Absent where the engine behind cannot take it: use `copyIn` then.
   */
  copyBinary?(table: string, columns: readonly string[], pieces: Iterable<Buffer>): Promise<number>;
}

export interface ReadLimits {
  /** The statement is cut off after this many milliseconds (`QueryTimeout`). Default 30,000. */
  readonly timeoutMs?: number;
  /** More rows than this is a `TooManyRows` error. Default 50,000. */
  readonly maxRows?: number;
  /** Aborting cancels the statement. */
  readonly signal?: AbortSignal;
  /** Settings of the database that hold for this statement: `{ 'hnsw.ef_search': 200 }`. Not from users. */
  readonly settings?: Readonly<Record<string, number | string>>;
}

/** Read access to the rows of one tenant. */
export interface TenantReader {
  readonly tenantId: string;
  /** One read-only statement under the reader role. Throws `QueryTimeout`, `TooManyRows`. */
  read<Row = Record<string, unknown>>(
    text: string,
    values?: readonly SqlValue[],
    limits?: ReadLimits,
  ): Promise<QueryResult<Row>>;
}

/** Access to the rows of one tenant. */
export interface TenantDb extends TenantReader {
  /**
   * Reads that do not wait for one another, in one trip and one transaction: those that `work` asks for before it first
   * waits. They share the default limits and cannot have others. May call `work` again, where a connection had died.
   */
  readTogether<T>(work: (db: TenantReader) => Promise<T>): Promise<T>;
  /** A read-write transaction under the tenant role; rolled back if `work` throws. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The same in one trip, for statements that do not wait for one another: those that `work` asks for before it first
   * waits. All of them are done, or none where one fails; what `work` makes of their answers comes too late to stop them.
   */
  writeTogether<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
}

export interface Db extends Queryable {
  readonly engine: 'postgres' | 'embedded';
  /** An owner transaction; rolled back if `work` throws. Querying the Db itself inside `work` is an error (it would wait for itself). */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Statements one after another on one connection, without a transaction around them: what cannot run inside one. What
   * they set or lock for the session they have to give back. The Db itself is not to be queried inside `work`.
   */
  session<T>(work: (one: Queryable) => Promise<T>): Promise<T>;
  tenant(tenantId: string): TenantDb;
  close(): Promise<void>;
}

/** A statement ran past its limit and was cut off; the database lives on. */
export class QueryTimeout extends Error {
  override readonly name = 'QueryTimeout';
  readonly limitMs: number;
  constructor(limitMs: number, options?: ErrorOptions) {
    super(`The query was cut off after ${limitMs / 1000} s.`, options);
    this.limitMs = limitMs;
  }
}

/** A statement returned more rows than the caller allows. */
export class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
  readonly maxRows: number;
  constructor(maxRows: number) {
    super(`The query returned more than ${maxRows} rows.`);
    this.maxRows = maxRows;
  }
}
