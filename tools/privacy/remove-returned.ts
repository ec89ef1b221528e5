import type { Db } from '../../db/db.ts';
import { forgetPerson } from './forget-person.ts';

export interface Returned {
  /** Erased customers whose rows an import had brought back. */
  readonly people: number;
  /** Their rows, removed again. */
  readonly rows: number;
}

const FIND = `
select customer_id from (
  select customer_id from dim_customer where tenant_id = $1
  union select customer_id from fct_sales where tenant_id = $1
  union select customer_id from fct_events where tenant_id = $1) known
 where exists (select from erased_people e where e.tenant_id = $1 and e.id_hash = walker_person_hash($1, known.customer_id))`;

/** Removes again what an import has brought back of erased customers. Until then gates leave them out by their hash. */
export async function removeReturned(db: Db, tenantId: string, now: Date): Promise<Returned> {
  const tenant = db.tenant(tenantId);
  const erased = await tenant.read('select 1 from erased_people where tenant_id = $1 limit 1', [tenantId]);
  if (erased.rows.length === 0) return { people: 0, rows: 0 };
  return tenant.write(async (tx) => {
    const { rows: returned } = await tx.query<{ customer_id: string }>(FIND, [tenantId]);
    let rows = 0;
    for (const { customer_id } of returned) {
      const forgotten = await forgetPerson(tx, tenantId, customer_id, now);
      rows += Object.values(forgotten).reduce((sum, count) => sum + count, 0);
    }
    return { people: returned.length, rows };
  });
}
