import type { Db } from '../db.ts';
import { DEMO_DATA } from '../demo/clear-demo.ts';

/** Everything the demo filled, and what was made over it: none of it says anything about the team's own data. */
const TABLES = [
  'suggestions',
  'webhook_deliveries',
  'approvals',
  'answer_reviews',
  'message_defaults',
  'ab_test_results',
  'ab_tests',
  'funnel_events',
  'conversion_funnels',
  'outreach_campaigns',
  'segment_membership',
  'fct_customer_segments',
  'audience_segments',
  'segment_runs',
  'score_runs',
  'customer_scores',
  'customer_profiles',
  'profile_queue',
  'quality_results',
  ...DEMO_DATA,
] as const;

/** Makes a demo workspace a team's: its invented rows go before the first real one comes. False where it was none. */
export async function removeDemo(db: Db, tenantId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { rowCount } = await tx.query(
      `update tenants set kind = 'team', data_version = data_version + 1 where tenant_id = $1 and kind = 'demo'`,
      [tenantId],
    );
    if (rowCount === 0) return false;
    for (const table of TABLES) await tx.query(`delete from ${table} where tenant_id = $1`, [tenantId]);
    // The team's own data are looked at today still.
    await tx.query(`delete from job_slots where tenant_id = $1 and job = 'walker'`, [tenantId]);
    return true;
  });
}
