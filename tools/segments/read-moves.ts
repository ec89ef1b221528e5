import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import type { Method } from './segment.ts';

export const move = z.object({
  /** Null: in none. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  fromId: z.string().nullable(),
  toId: z.string().nullable(),
  customers: z.number(),
});
export type Move = z.infer<typeof move>;

/**
 * Who went from where to where in the runs of the `days` up to `last`, most first: all moves, those to or from
 * `segmentId`, or those from `fromId`, to `toId`, or from the one to the other. Who moved twice counts twice.
 */
export async function readMoves(
  db: TenantDb,
  asked: {
    readonly method: Method;
    readonly segmentId?: string;
    readonly fromId?: string;
    readonly toId?: string;
    readonly last: string;
    readonly days: number;
  },
): Promise<readonly Move[]> {
  const { rows } = await db.read<Move>(
    `select f.segment_name as "from", t.segment_name as "to", f.id::text as "fromId", t.id::text as "toId",
            sum(m.customers)::int as customers
     from segment_moves m
     join segment_runs r on r.tenant_id = m.tenant_id and r.run_id = m.run_id
     left join audience_segments f on f.tenant_id = m.tenant_id and f.id = m.from_segment_id
     left join audience_segments t on t.tenant_id = m.tenant_id and t.id = m.to_segment_id
     where m.tenant_id = $1 and r.method = $2 and r.as_of > $3::date - $4::int and r.as_of <= $3::date
       and ($5::bigint is null or $5 in (m.from_segment_id, m.to_segment_id))
       and ($6::bigint is null or m.from_segment_id = $6) and ($7::bigint is null or m.to_segment_id = $7)
     group by f.id, f.segment_name, t.id, t.segment_name order by customers desc, "from", "to"`,
    [
      db.tenantId,
      asked.method,
      asked.last,
      asked.days,
      asked.segmentId ?? null,
      asked.fromId ?? null,
      asked.toId ?? null,
    ],
  );
  return rows;
}
