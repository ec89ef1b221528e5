/** Who may be sent a test's messages. */
import type { Queryable } from '../../db/db.ts';
import { notSuppressed } from '../../db/suppressions.ts';

export interface TestAudience {
  readonly segmentId: string | null;
  readonly channel: string | null;
}

/** Consent is asked for where the law asks for it. */
const CONSENT: ReadonlyMap<string, string> = new Map([
  ['email', 'email_consent'],
  ['whatsapp', 'whatsapp_consent'],
  ['sms', 'sms_consent'],
]);

/** Customers, of a segment or all, who agreed to be written to on the channel, did not stop it and were not erased. */
const from = (channel: string | null) => {
  const consent = CONSENT.get(channel ?? '');
  const free = notSuppressed(channel ?? '', 'c');
  return `from dim_customer c
 where c.tenant_id = $1 ${consent ? `and c.${consent}` : ''} ${free ? `and ${free}` : ''}
   and ($2::bigint is null or exists (
         select from segment_membership m where m.tenant_id = $1 and m.segment_id = $2 and m.user_id = c.customer_id))
   and (not exists (select from erased_people where tenant_id = $1)
        or walker_person_hash($1, c.customer_id)
           not in (select unnest(array_agg(id_hash)) from erased_people where tenant_id = $1))`;
};

/** How many there are. */
export async function countAudience(
  db: Queryable,
  tenantId: string,
  { segmentId, channel }: TestAudience,
): Promise<number> {
  const { rows } = await db.query<{ people: number }>(`select count(*)::int as people ${from(channel)}`, [
    tenantId,
    segmentId,
  ]);
  return rows[0]?.people ?? 0;
}

/** Up to `limit` of them after a customer, in the order of their ids; null begins. */
export async function readAudience(
  db: Queryable,
  tenantId: string,
  { segmentId, channel }: TestAudience,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select c.customer_id ${from(channel)} and ($3::text is null or c.customer_id > $3) order by c.customer_id limit $4`,
    [tenantId, segmentId, after, limit],
  );
  return rows.map(({ customer_id }) => customer_id);
}

/** Those of the audience of whom nothing is known in the test yet; looked up in one hashed list, however many they are. */
const unassigned = (channel: string | null) => `${from(channel)}
   and c.customer_id not in (select unnest(array_agg(user_id)) from ab_test_results
                              where tenant_id = $1 and test_id = $3::bigint and user_id is not null)`;

type AssignedAudience = TestAudience & { readonly id: string; readonly salt: string | null };

export async function countUnassigned(
  db: Queryable,
  tenantId: string,
  { id, segmentId, channel }: AssignedAudience,
): Promise<number> {
  const { rows } = await db.query<{ people: number }>(
    `select count(*)::int as people ${unassigned(channel)}`,
    [tenantId, segmentId, id],
  );
  return rows[0]?.people ?? 0;
}

/** Up to `limit` of them, in an order that says nothing about them: batches shall be alike. */
export async function readUnassigned(
  db: Queryable,
  tenantId: string,
  { id, salt, segmentId, channel }: AssignedAudience,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select c.customer_id ${unassigned(channel)} order by md5($4::text || c.customer_id), c.customer_id limit $5`,
    [tenantId, segmentId, id, salt ?? '', limit],
  );
  return rows.map(({ customer_id }) => customer_id);
}
