/** What the workspace's segments are called, for reading questions about them. */
import type { TenantReader } from '../../db/db.ts';
import { RFM_FIVE } from '../../statistics/rfm-schemes.ts';

/** More would be no names that people remember. */
const MOST = 500;

/**
 * Names of the active segments, the largest first. Where none have been made, those that the first run makes: a question
 * for “champions” then learns that there are none yet, not that nobody knows the word.
 */
export async function readSegmentNames(db: TenantReader): Promise<readonly string[]> {
  const found = await db.read<{ name: string }>(
    `select segment_name as name from audience_segments
      where tenant_id = $1 and is_active order by user_count desc nulls last, id limit $2`,
    [db.tenantId, MOST],
  );
  return found.rows.length > 0
    ? found.rows.map(({ name }) => name)
    : RFM_FIVE.segments.map(({ name }) => name);
}
