import type { Queryable } from '../../db/db.ts';

/** Whether a morning's analysis of this team has ever come to its end. */
export async function wasAnalysed(db: Queryable, tenantId: string): Promise<boolean> {
  const { rows } = await db.query(
    `select from job_slots where tenant_id = $1 and job = 'walker' and finished_at is not null limit 1`,
    [tenantId],
  );
  return rows.length > 0;
}
