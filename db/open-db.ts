import type { Db } from './db.ts';
import { openEmbedded, openTemporary } from './embedded/open-embedded.ts';
import { openPostgres } from './postgres/open-postgres.ts';

/** Where the data lies. `memory` is an embedded database of its own that is gone when it is closed. */
export type Database =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'memory' };

export interface OpenOptions {
  /**
   * What to do where another process runs the embedded database of the data directory: `own` is an error
   * that names it (a second bot), `share` works through it (a command). Default `own`.
   */
  readonly mode?: 'own' | 'share';
  /** Connections to PostgreSQL. Default 10. */
  readonly poolSize?: number;
  /** How the connections are named in `pg_stat_activity`. Default `audience-walker`. */
  readonly applicationName?: string;
}

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
