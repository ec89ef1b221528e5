import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { copyStatement, copyText } from '../copy-text.ts';
import type { Db } from '../db.ts';
import { createPoolDb } from '../pool-db.ts';
import { typeParsers } from '../type-parsers.ts';

/** A `Db` that can be saved as an image, for other in-memory databases to start from. */
export interface EmbeddedDb extends Db {
  dumpImage(): Promise<Blob>;
}

export async function openEmbedded(
  database: { kind: 'embedded'; dataDir: string } | { kind: 'memory'; image?: Blob },
): Promise<EmbeddedDb> {
  if (database.kind === 'embedded') await mkdir(database.dataDir, { recursive: true });
  const engine = await PGlite.create(
    database.kind === 'embedded'
      ? { dataDir: join(database.dataDir, 'pg') }
      : { dataDir: 'memory://', loadDataDir: database.image },
  );
  const pool = new pg.Pool({ ...createPgConfig(engine), max: 1, types: typeParsers } as pg.PoolConfig);
  const db = createPoolDb({
    engine: 'embedded',
    pool,
    copyIn: async (_client, table, columns, rows) => {
      let written = 0;
      const sql = copyStatement(table, columns).replace(/stdin$/, `'/dev/blob'`);
      for await (const chunk of copyText(rows)) {
        await engine.query(sql, [], { blob: new Blob([chunk]) });
        written += chunk.split('\n').length - 1;
      }
      return written;
    },
    close: async () => {
      await pool.end();
      await engine.close();
    },
  });
  return { ...db, dumpImage: () => engine.dumpDataDir('none') };
}
