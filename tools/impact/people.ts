/** The people that a proposal is about: who they are, how many, and by which channels they may be written to. */
import type { SqlValue, TenantDb } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Workspace } from '../workspace.ts';

/** A select of the one column `customer_id` with its parameters from $1 on. */
export interface PeopleSelect {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export function peopleOf(gate: Gate, workspace: Workspace): PeopleSelect {
  return compileGate(gate, { tenantId: workspace.tenantId, workspace });
}

export interface Reach {
  readonly people: number;
  /** Who agreed to be written to and has an address, by channel. */
  readonly byChannel: Readonly<Record<'email' | 'whatsapp' | 'sms', number>>;
}

/** How many there are, and how many may be written to by each channel. */
export async function reachOf(db: TenantDb, people: PeopleSelect): Promise<Reach> {
  const { rows } = await db.read<{ people: number; email: number; whatsapp: number; sms: number }>(
    `select count(*)::int as people,
            (count(*) filter (where email_consent and email is not null))::int as email,
            (count(*) filter (where whatsapp_consent and phone is not null))::int as whatsapp,
            (count(*) filter (where sms_consent and phone is not null))::int as sms
       from dim_customer where tenant_id = $${people.values.length + 1} and customer_id in (${people.text})`,
    [...people.values, db.tenantId],
  );
  const row = rows[0] ?? { people: 0, email: 0, whatsapp: 0, sms: 0 };
  return { people: row.people, byChannel: { email: row.email, whatsapp: row.whatsapp, sms: row.sms } };
}
