import pg from 'pg';
import type { SqlValue } from './db.ts';

/** The parts of pg's own query class that are not in its types. */
interface PgQuery {
  callback: (error: Error | null, result: pg.QueryResult) => void;
  handleDataRow(message: unknown): void;
}
interface PgConnection {
  execute(portal: { portal: string; rows: number }): void;
  sync(): void;
}
const Query = pg.Query as unknown as new (config: object) => PgQuery;

export interface RowCap {
  readonly maxRows: number;
  /** Where given, it is called at the first row too many; else the server is asked for no more than one over the cap. */
  readonly stop?: () => void;
}

/**
 * One statement over the extended protocol, which takes no more than one, that never holds more than
 * `maxRows` rows.
 */
class CappedQuery extends Query {
  overflowed = false;
  readonly #cap: RowCap;
  #rows = 0;

  constructor(text: string, values: readonly SqlValue[], cap: RowCap) {
    super({ text, values: [...values], queryMode: 'extended' });
    this.#cap = cap;
  }

  override handleDataRow(message: unknown): void {
    this.#rows += 1;
    if (this.#rows <= this.#cap.maxRows) {
      super.handleDataRow(message);
    } else if (!this.overflowed) {
      this.overflowed = true;
      this.#cap.stop?.();
    }
  }

  handlePortalSuspended(): void {
    this.overflowed = true;
  }

  _getRows(connection: PgConnection): void {
    connection.execute({ portal: '', rows: this.#cap.stop ? 0 : this.#cap.maxRows + 1 });
    connection.sync();
  }
}

/** Runs the statement; `overflowed` says that there were more rows than the cap allows. */
export function queryCapped(
  client: pg.ClientBase,
  text: string,
  values: readonly SqlValue[],
  cap: RowCap,
): Promise<{ result: pg.QueryResult | undefined; overflowed: boolean }> {
  return new Promise((resolve, reject) => {
    const query = new CappedQuery(text, values, cap);
    query.callback = (error, result) => {
      if (query.overflowed) resolve({ result: undefined, overflowed: true });
      else if (error) reject(error);
      else resolve({ result, overflowed: false });
    };
    client.query(query as unknown as pg.Submittable);
  });
}
