/** What the workspace's segments are called, for reading questions about them. */
import type { TenantDb } from '../../db/db.ts';

/** More would be no names that people remember. */
const MOST = 500;

/** Names of the active segments, the largest first. */
export async function readSegmentNames(db: TenantDb): Promise<readonly string[]> {
  const found = await db.read<{ name: string }>(
    `select segment_name as name from audience_segments
      where tenant_id = $1 and is_active order by user_count desc nulls last, id limit $2`,
    [db.tenantId, MOST],
  );
  return found.rows.map(({ name }) => name);
}
