import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyStatement, copyText, quoteName, quoteTable } from './copy-text.ts';
import type { SqlValue } from './db.ts';

type Rows = AsyncIterable<readonly SqlValue[]> | Iterable<readonly SqlValue[]>;

/** COPY in text format. See `Transaction.copyIn`. */
export async function copyIn(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  rows: Rows,
): Promise<number> {
  return intoTable(client, table, columns, (target) =>
    copy(client, copyStatement(target, columns), copyText(rows)),
  );
}

/** COPY in binary format, `pieceBytes` at most in one statement. See `Transaction.copyBinary`. */
export async function copyBinary(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  tuples: Iterable<Buffer>,
  pieceBytes: number,
): Promise<number> {
  return intoTable(client, table, columns, async (target) => {
    const statement = `${copyStatement(target, columns)} (format binary)`;
    let written = 0;
    for (const piece of inPieces(tuples, pieceBytes)) written += await copy(client, statement, piece);
    return written;
  });
}

async function copy(
  client: pg.PoolClient,
  statement: string,
  data: Iterable<Buffer> | AsyncIterable<string>,
): Promise<number> {
  const sink = client.query(copyFrom(statement));
  await pipeline(Readable.from(data), sink);
  return sink.rowCount ?? 0;
}

/**
 * PostgreSQL refuses COPY into a table under row-level security: there the rows go to a temporary table, and
 * an insert, which is checked, takes them over.
 */
async function intoTable(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  load: (target: string) => Promise<number>,
): Promise<number> {
  const target = quoteTable(table);
  const { rows } = await client.query<{ secured: boolean; allowed: boolean }>(
    `select row_security_active($1) as secured, has_table_privilege($1, 'insert') as allowed`,
    [target],
  );
  if (!rows[0]?.allowed) throw new Error(`permission denied for table ${table}`);
  if (!rows[0].secured) return load(table);
  const staging = `walker_copy_${randomUUID().slice(0, 8)}`;
  const names = columns.map(quoteName).join(', ');
  await client.query(
    `create temp table ${staging} on commit drop as select ${names} from ${target} with no data`,
  );
  const written = await load(staging);
  await client.query(`insert into ${target} (${names}) select ${names} from ${staging}`);
  await client.query(`drop table ${staging}`);
  return written;
}

/** Signature, no flags, no header extension. */
const BINARY_HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const BINARY_TRAILER = Buffer.from([0xff, 0xff]);

/** Lazily, so that the tuples of a piece are asked for while it is being sent. */
function* inPieces(tuples: Iterable<Buffer>, pieceBytes: number): Generator<Iterable<Buffer>> {
  const source = tuples[Symbol.iterator]();
  let next = source.next();
  function* piece(): Generator<Buffer> {
    yield BINARY_HEADER;
    for (let bytes = 0; !next.done && bytes < pieceBytes; next = source.next()) {
      bytes += next.value.length;
      yield next.value;
    }
    yield BINARY_TRAILER;
  }
  while (!next.done) yield piece();
}
