import type { TenantDb } from '../../db/db.ts';

/** When somebody of the team's customers was erased last; null where nobody was. */
export async function readLastErasure(db: TenantDb): Promise<Date | null> {
  const { rows } = await db.read<{ at: Date | null }>(
    'select max(erased_at) as at from erased_people where tenant_id = $1',
    [db.tenantId],
  );
  return rows[0]?.at ?? null;
}
