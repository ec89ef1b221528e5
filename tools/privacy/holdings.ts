/** What is held about one customer: how much, and all of it. */
import type { Queryable } from '../../db/db.ts';
import { findHeldTables, MESSAGE_TABLES, ofTheirMessages } from './held-tables.ts';
import { mentionOf, mentions } from './mention.ts';
import { readPerson } from './person.ts';

/** Rows by table, tables without any left out. */
export async function countHoldings(
  db: Queryable,
  tenantId: string,
  customerId: string,
): Promise<Record<string, number>> {
  const held: Record<string, number> = {};
  for (const { table, column } of await findHeldTables(db)) {
    const { rows } = await db.query<{ rows: number }>(
      `select count(*)::int as rows from ${table} where tenant_id = $1 and ${column} = $2`,
      [tenantId, customerId],
    );
    const count = rows[0]?.rows ?? 0;
    if (count > 0) held[table] = (held[table] ?? 0) + count;
  }
  for (const table of MESSAGE_TABLES) {
    const { rows } = await db.query<{ rows: number }>(
      `select count(*)::int as rows from ${table} where tenant_id = $1 and ${ofTheirMessages('$2')}`,
      [tenantId, [customerId]],
    );
    if (rows[0] && rows[0].rows > 0) held[table] = rows[0].rows;
  }
  return held;
}

/** Everything: every row of every table that is keyed by customers, and the answers that speak of them. */
export async function readHoldings(
  db: Queryable,
  tenantId: string,
  customerId: string,
): Promise<Record<string, readonly unknown[]>> {
  const held: Record<string, readonly unknown[]> = {};
  for (const { table, column } of await findHeldTables(db)) {
    const { rows } = await db.query<{ rows: unknown[] }>(
      `select coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id'), '[]') as rows from ${table} t where tenant_id = $1 and ${column} = $2`,
      [tenantId, customerId],
    );
    if (rows[0] && rows[0].rows.length > 0) held[table] = [...(held[table] ?? []), ...rows[0].rows];
  }
  for (const table of MESSAGE_TABLES) {
    const { rows } = await db.query<{ rows: unknown[] }>(
      `select coalesce(jsonb_agg(to_jsonb(t) - 'tenant_id'), '[]') as rows from ${table} t
        where tenant_id = $1 and ${ofTheirMessages('$2')}`,
      [tenantId, [customerId]],
    );
    if (rows[0] && rows[0].rows.length > 0) held[table] = rows[0].rows;
  }
  const mention = mentionOf(await readPerson(db, tenantId, customerId), tenantId);
  const answers = await db.query(
    `select asked_at, question, answer from answers
      where tenant_id = $1 and ${mentions("concat_ws(' ', question, restated, answer, sql, args)", 2)} order by asked_at`,
    [tenantId, mention.any, mention.firstName, mention.lastName],
  );
  return answers.rows.length > 0 ? { ...held, answers: answers.rows } : held;
}
