import type { Db } from '../../db/db.ts';
import { forgetPeople } from './forget-person.ts';
import { findHeldTables, type HeldTable } from './held-tables.ts';

export interface Returned {
  /** Erased customers whose rows an import had brought back. */
  readonly people: number;
  /** Their rows, removed again. */
  readonly rows: number;
}

/** Erased customers with a row anywhere: of an import, or of a phase that had read them just before they were erased. */
const find = (tables: readonly HeldTable[]) => `
select customer_id from (
  ${tables.map(({ table, column }) => `select ${column}::text as customer_id from ${table} where tenant_id = $1`).join('\n  union ')}
) known
 where exists (select from erased_people e where e.tenant_id = $1 and e.id_hash = walker_person_hash($1, known.customer_id))`;

/** Removes again what an import has brought back of erased customers. Until then gates leave them out by their hash. */
export async function removeReturned(db: Db, tenantId: string, now: Date): Promise<Returned> {
  const tenant = db.tenant(tenantId);
  const erased = await tenant.read('select 1 from erased_people where tenant_id = $1 limit 1', [tenantId]);
  if (erased.rows.length === 0) return { people: 0, rows: 0 };
  return tenant.write(async (tx) => {
    const { rows: returned } = await tx.query<{ customer_id: string }>(find(await findHeldTables(tx)), [
      tenantId,
    ]);
    if (returned.length === 0) return { people: 0, rows: 0 };
    const ids = returned.map(({ customer_id }) => customer_id);
    const forgotten = await forgetPeople(tx, tenantId, ids, now);
    const rows = Object.values(forgotten).reduce((sum, count) => sum + count, 0);
    return { people: ids.length, rows };
  });
}
