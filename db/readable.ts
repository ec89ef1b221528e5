import type { Queryable, TenantDb } from './db.ts';

/** Reads under the reader role, for what also runs inside a transaction. */
export function readable(db: TenantDb): Queryable {
  return { query: (text, values) => db.read(text, values) };
}
