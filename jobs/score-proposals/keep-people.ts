import type { TenantDb } from '../../db/db.ts';

/** Later than this after the decision the members would be others. */
const FRESH = '2 days';

/**
 * Takes down whom decided proposals were about where they name a segment that was there already. People of a condition are
 * taken down with the decision itself (tools/proposals/keep-people.ts). Returns how many rows were added.
 */
export async function keepPeople(db: TenantDb, now: Date): Promise<number> {
  const { rowCount } = await db.write((tx) =>
    tx.query(
      `insert into suggestion_people (tenant_id, suggestion_id, customer_id)
       select s.tenant_id, s.suggestion_id, m.user_id
         from suggestions s
         join audience_segments g on g.tenant_id = s.tenant_id and g.is_active
          and (g.id::text = s.payload->'segment'->>'segment_id'
               or lower(g.segment_name) = lower(s.payload->'segment'->>'name'))
         join segment_membership m on m.tenant_id = g.tenant_id and m.segment_id = g.id
        where s.tenant_id = $1 and s.state in ('accepted', 'dismissed') and s.scored_at is null
          and s.decided_at > $2::timestamptz - interval '${FRESH}'
          and not exists (select from suggestion_people p where p.tenant_id = $1 and p.suggestion_id = s.suggestion_id)
       on conflict do nothing`,
      [db.tenantId, now],
    ),
  );
  return rowCount;
}
