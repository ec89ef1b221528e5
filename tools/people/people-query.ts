/** The SQL of people and how they are known. Runs in tenant scope: row-level security does the rest. */
import type { TenantDb, Transaction } from '../../db/db.ts';
import type { Role } from '../roles.ts';

export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  /** "slack U024BE7LH", "whatsapp …4567" */
  readonly knownAs: readonly string[];
}

interface PersonRow {
  person_id: string;
  name: string;
  role: Role;
  active: boolean;
  known_as: { surface: string; external_id: string }[];
}

/** Everyone of the tenant, admins first, then by name. Phone numbers are shortened to their last four digits. */
export async function listPeople(db: TenantDb): Promise<readonly Person[]> {
  const found = await db.read<PersonRow>(
    `select p.person_id, p.name, p.role, p.active,
            coalesce(jsonb_agg(jsonb_build_object('surface', i.surface, 'external_id', i.external_id) order by i.surface)
                     filter (where i.surface is not null), '[]') as known_as
       from people p left join identities i using (tenant_id, person_id)
      where p.tenant_id = $1
      group by p.person_id, p.name, p.role, p.active
      order by p.active desc, array_position(array['admin', 'approver', 'analyst', 'viewer'], p.role), p.name`,
    [db.tenantId],
  );
  return found.rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    role: row.role,
    active: row.active,
    knownAs: row.known_as.map(
      ({ surface, external_id: id }) => `${surface} ${surface === 'whatsapp' ? `…${id.slice(-4)}` : id}`,
    ),
  }));
}

/** Active admins other than `personId`. */
export async function otherAdmins(tx: Transaction, tenantId: string, personId: string): Promise<number> {
  const found = await tx.query<{ admins: number }>(
    `select count(*)::int as admins from people
      where tenant_id = $1 and role = 'admin' and active and person_id <> $2`,
    [tenantId, personId],
  );
  return found.rows[0]?.admins ?? 0;
}

/** Adds a person known by a WhatsApp number. False where the number is taken. */
export async function addByNumber(
  tx: Transaction,
  tenantId: string,
  person: { personId: string; name: string; role: Role; number: string },
): Promise<boolean> {
  await tx.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
    person.personId,
    tenantId,
    person.name,
    person.role,
  ]);
  const known = await tx.query(
    `insert into identities (tenant_id, surface, account, external_id, person_id)
     values ($1, 'whatsapp', '', $2, $3) on conflict do nothing`,
    [tenantId, person.number, person.personId],
  );
  return known.rowCount === 1;
}
