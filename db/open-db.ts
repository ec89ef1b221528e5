import type { Db } from './db.ts';
import { openEmbedded, openTemporary } from './embedded/open-embedded.ts';
import type { OpenOptions } from './open-options.ts';
import { openPostgres } from './postgres/open-postgres.ts';

/** Where the data lies. `memory` is an embedded database of its own that is gone when it is closed. */
export type Database =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'memory' };

/** Opens the database; the caller migrates it (`migrate`) and closes it. Throws `DatabaseProblem`. */
export async function openDb(database: Database, options: OpenOptions = {}): Promise<Db> {
  switch (database.kind) {
    case 'postgres':
      return openPostgres(database.url, options);
    case 'embedded':
      return openEmbedded(database.dataDir, options);
    case 'memory':
      return openTemporary();
  }
}
