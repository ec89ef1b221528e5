import type { Transaction } from '../../db/db.ts';
import { suppressErased } from '../../db/suppressions.ts';
import { forgetMentions } from './forget-mentions.ts';
import { findHeldTables } from './held-tables.ts';
import { mentionOf } from './mention.ts';
import { personHash, readPerson } from './person.ts';

/** What becomes of rows that are not simply deleted. */
const KEPT: Readonly<Record<string, string>> = {
  // Revenue stays true: the line keeps what was sold for how much, and loses who bought it.
  fct_sales: `update fct_sales set customer_id = null, attributes = '{}'`,
};

/** Rows that were removed or lost the person, by table; tables without any are left out. */
export type Forgotten = Readonly<Record<string, number>>;

/**
 * Removes a customer from everywhere, in the caller's transaction: their rows in every table that is keyed by
 * customers, what was said about them, and leaves a hash of the id and of the addresses, so that they are neither
 * picked nor written to when an import brings them back. Empty where nothing was held.
 */
export async function forgetPerson(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  now: Date,
): Promise<Forgotten> {
  const person = await readPerson(tx, tenantId, customerId);
  const forgotten: Record<string, number> = {};
  for (const { table, column } of await findHeldTables(tx)) {
    const statement = KEPT[table] ?? `delete from ${table}`;
    const { rowCount } = await tx.query(`${statement} where tenant_id = $1 and ${column} = $2`, [
      tenantId,
      customerId,
    ]);
    forgotten[table] = (forgotten[table] ?? 0) + rowCount;
  }
  Object.assign(forgotten, await forgetMentions(tx, tenantId, mentionOf(person, tenantId)));
  const found = Object.fromEntries(Object.entries(forgotten).filter(([, rows]) => rows > 0));
  await tx.query(
    'insert into erased_people (tenant_id, id_hash, erased_at) values ($1, $2, $3) on conflict do nothing',
    [tenantId, personHash(tenantId, customerId), now],
  );
  await suppressErased(tx, tenantId, person, now);
  // Lists of values that questions are read with may hold them.
  await tx.query('update tenants set audience_version = audience_version + 1 where tenant_id = $1', [
    tenantId,
  ]);
  return found;
}
