/** From what somebody is called to who they are. */
import type { Queryable } from '../db/db.ts';
import type { Role } from './roles.ts';

export interface FoundPerson {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
}

/** People whom `who` may mean: by surface id, phone number, or name (case ignored). */
export async function findPeople(
  db: Queryable,
  tenantId: string,
  who: string,
): Promise<readonly FoundPerson[]> {
  const found = await db.query<{ person_id: string; name: string; role: Role; active: boolean }>(
    `select distinct p.person_id, p.name, p.role, p.active
       from people p left join identities i using (tenant_id, person_id)
      where p.tenant_id = $1 and (lower(p.name) = lower($2) or i.external_id = $2)`,
    [tenantId, who],
  );
  return found.rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    role: row.role,
    active: row.active,
  }));
}
