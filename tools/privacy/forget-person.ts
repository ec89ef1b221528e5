import type { Transaction } from '../../db/db.ts';
import { suppressErased } from '../../db/suppressions.ts';
import { forgetMentions } from './forget-mentions.ts';
import { findHeldTables, ofTheirMessages } from './held-tables.ts';
import { mentionOf } from './mention.ts';
import { type Person, personHash, readPerson } from './person.ts';

/** What becomes of rows that are not simply deleted. */
const KEPT: Readonly<Record<string, string>> = {
  // Revenue stays true: the line keeps what was sold for how much, and loses who bought it.
  fct_sales: `update fct_sales set customer_id = null, attributes = '{}'`,
  // A campaign has sent what it has sent, to whomever; what it has not sent yet, it never will.
  outbox: `update outbox set customer_id = walker_person_hash(tenant_id, customer_id), address_hash = null,
             reason = case when state = 'queued' then 'the customer’s data was erased' else reason end,
             state = case when state = 'queued' then 'skipped' else state end`,
};

/** Rows that were removed or lost the person, by table; tables without any are left out. */
export type Forgotten = Readonly<Record<string, number>>;

/** Removes a customer from everywhere, in the caller's transaction: see `forgetPeople`. Empty where nothing was held. */
export function forgetPerson(
  tx: Transaction,
  tenantId: string,
  customerId: string,
  now: Date,
): Promise<Forgotten> {
  return forgetPeople(tx, tenantId, [customerId], now);
}

/**
 * Removes customers from everywhere, in the caller's transaction: their rows in every table that is keyed by customers
 * (each table is gone through once, however many they are), what was said about them, and leaves a hash of each id and
 * of the addresses, so that they are neither picked nor written to when an import brings them back.
 */
export async function forgetPeople(
  tx: Transaction,
  tenantId: string,
  customerIds: readonly string[],
  now: Date,
): Promise<Forgotten> {
  const forgotten: Record<string, number> = {};
  const count = (table: string, rows: number) => {
    if (rows > 0) forgotten[table] = (forgotten[table] ?? 0) + rows;
  };
  const people: Person[] = [];
  for (const customerId of customerIds) people.push(await readPerson(tx, tenantId, customerId));
  // Before the messages lose whose they were.
  const kept = await tx.query(
    `delete from local_messages where tenant_id = $1 and ${ofTheirMessages('$2')}`,
    [tenantId, [...customerIds]],
  );
  count('local_messages', kept.rowCount);
  for (const { table, column } of await findHeldTables(tx)) {
    const statement = KEPT[table] ?? `delete from ${table}`;
    const { rowCount } = await tx.query(`${statement} where tenant_id = $1 and ${column} = any($2::text[])`, [
      tenantId,
      [...customerIds],
    ]);
    count(table, rowCount);
  }
  for (const person of people) {
    const touched = await forgetMentions(tx, tenantId, mentionOf(person, tenantId));
    for (const [table, rows] of Object.entries(touched)) count(table, rows);
    await suppressErased(tx, tenantId, person, now);
  }
  await tx.query(
    `insert into erased_people (tenant_id, id_hash, erased_at) select $1, unnest($2::text[]), $3 on conflict do nothing`,
    [tenantId, customerIds.map((id) => personHash(tenantId, id)), now],
  );
  // Lists of values that questions are read with may hold them.
  await tx.query(
    'update tenants set erasures = erasures + 1, audience_version = audience_version + 1 where tenant_id = $1',
    [tenantId],
  );
  return forgotten;
}
