/** Which tables hold rows about one customer. Asked of the database, so that a table made later is not forgotten. */
import type { Queryable } from '../../db/db.ts';

export interface HeldTable {
  /** As SQL names it, quoted where need be. */
  readonly table: string;
  /** The column with the customer's id. */
  readonly column: string;
}

/** Names that the schema gives a customer's id. */
const ID_COLUMNS = ['customer_id', 'user_id'];

const FIND = `
select format('%I', c.relname) as "table", format('%I', a.attname) as "column"
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = any($1) and not a.attisdropped
 where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
   and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
   and has_table_privilege(c.oid, 'select')
 order by c.relname`;

/** Every table of a team's rows that is keyed by customers, by name. */
export async function findHeldTables(db: Queryable): Promise<readonly HeldTable[]> {
  return (await db.query<HeldTable>(FIND, [ID_COLUMNS])).rows;
}

/** Tables whose rows belong to a message that went to the customer. */
export const MESSAGE_TABLES = ['local_messages', 'outbox_events'] as const;

/** SQL condition on a row of those: its message is of one of the customers (`$1` the tenant, `ids` a list of them). */
export function ofTheirMessages(ids: string): string {
  return `outbox_id in (select outbox_id from outbox where tenant_id = $1 and customer_id = any(${ids}::text[]))`;
}
