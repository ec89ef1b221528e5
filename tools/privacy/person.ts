import { createHash } from 'node:crypto';
import type { Queryable } from '../../db/db.ts';

/** What identifies a customer. */
export interface Person {
  readonly customerId: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The customer as the customer list knows them; with the id alone where it does not. */
export async function readPerson(tx: Queryable, tenantId: string, customerId: string): Promise<Person> {
  const { rows } = await tx.query<Omit<Person, 'customerId'>>(
    `select first_name as "firstName", last_name as "lastName", email, phone
       from dim_customer where tenant_id = $1 and customer_id = $2`,
    [tenantId, customerId],
  );
  return { firstName: null, lastName: null, email: null, phone: null, ...rows[0], customerId };
}

/** How an erased customer is remembered: the same as the database's `walker_person_hash`. */
export function personHash(tenantId: string, customerId: string): string {
  return createHash('sha256').update(`${tenantId}:${customerId}`).digest('hex');
}
