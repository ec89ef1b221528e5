/** Segments that have grown or shrunk. */
import type { TenantDb } from '../../db/db.ts';
import type { SegmentsFound } from '../../tools/brief/index.ts';

/** Less is the ordinary coming and going. */
const NOTABLE_SHARE = 0.1;
const NOTABLE_PEOPLE = 10;
const SHOWN = 5;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly before: number;
  readonly since: string;
}

/**
 * Segments whose size by the newest count differs by a tenth and by ten people from that of about a week before (5 to 10
 * days), the largest change first. Outliers
 * are others every day. RFM is left out where its fifths have moved in between: an edge between two
 * numbers of orders jumps in a night, and a hundred people change their segment without having done anything.
 */
export async function findSegments(db: TenantDb): Promise<SegmentsFound> {
  const { rows } = await db.read<Row>(
    `select s.id::text as id, s.segment_name as name, latest.user_count::int as members, past.user_count::int as before,
            past.as_of::text as since
       from audience_segments s
       join lateral (select as_of, user_count from segment_history h
                      where h.tenant_id = s.tenant_id and h.segment_id = s.id order by as_of desc limit 1) latest on true
       join lateral (select as_of, user_count from segment_history h
                      where h.tenant_id = s.tenant_id and h.segment_id = s.id
                        and h.as_of between latest.as_of - 10 and latest.as_of - 5
                      order by as_of desc limit 1) past on true
      where s.tenant_id = $1 and s.is_active and s.parent_id is null and s.method <> 'outliers'
        and not (s.method = 'rfm' and (
          select count(distinct r.parameters->'edges'->'frequency') from segment_runs r
           where r.tenant_id = $1 and r.method = 'rfm' and r.as_of between past.as_of and latest.as_of) > 1)
        and abs(latest.user_count - past.user_count) >= greatest($2::int, $3::float8 * past.user_count)
      order by abs(latest.user_count - past.user_count) desc, name limit ${SHOWN}`,
    [db.tenantId, NOTABLE_PEOPLE, NOTABLE_SHARE],
  );
  return { changes: rows };
}
