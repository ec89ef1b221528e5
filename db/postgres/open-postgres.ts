import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyStatement, copyText } from '../copy-text.ts';
import type { Db } from '../db.ts';
import type { OpenOptions } from '../open-db.ts';
import { createPoolDb } from '../pool-db.ts';
import { typeParsers } from '../type-parsers.ts';

export async function openPostgres(url: string, options: OpenOptions): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    application_name: options.applicationName ?? 'audience-walker',
    types: typeParsers,
    onConnect: (client) => client.query(`set timezone = 'UTC'`),
  } as pg.PoolConfig);
  pool.on('error', () => {});
  await pool.query('select 1');
  return createPoolDb({
    engine: 'postgres',
    pool,
    copyIn: async (client, table, columns, rows) => {
      const sink = client.query(copyFrom(copyStatement(table, columns)));
      await pipeline(Readable.from(copyText(rows)), sink);
      return sink.rowCount ?? 0;
    },
    copyBinary: async (client, table, columns, pieces) => {
      const sink = client.query(copyFrom(`${copyStatement(table, columns)} (format binary)`));
      await pipeline(Readable.from(binaryCopy(pieces)), sink);
      return sink.rowCount ?? 0;
    },
    close: () => pool.end(),
  });
}

/** Signature, no flags, no header extension. */
const BINARY_HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const BINARY_TRAILER = Buffer.from([0xff, 0xff]);

function* binaryCopy(tuples: Iterable<Buffer>): Generator<Buffer> {
  yield BINARY_HEADER;
  yield* tuples;
  yield BINARY_TRAILER;
}
