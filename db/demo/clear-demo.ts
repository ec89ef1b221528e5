import type { Transaction } from '../db.ts';
import { FUNNELS, PLANNED_CAMPAIGNS } from './outreach.ts';
import { STORIES } from './stories.ts';

/** Tables that hold nothing but the demo's rows in a demo workspace. */
export const DEMO_DATA = [
  'fct_events',
  'fct_sales',
  'fct_marketing_spend',
  'coupons',
  'tax_rates',
  'dim_products',
  'dim_customer',
] as const;

/** Removes the demo's rows from a demo workspace; what people made there themselves stays. */
export async function clearDemo(tx: Transaction, tenantId: string): Promise<void> {
  for (const table of DEMO_DATA) await tx.query(`delete from ${table} where tenant_id = $1`, [tenantId]);
  // What a demo test made the default says the demo's words.
  await tx.query(
    `delete from message_defaults where tenant_id = $1
        and from_test_id in (select id from ab_tests where tenant_id = $1 and test_name = any($2))`,
    [tenantId, STORIES.tests.map(({ name }) => name)],
  );
  const named: readonly (readonly [string, string, readonly string[]])[] = [
    ['ab_tests', 'test_name', STORIES.tests.map(({ name }) => name)],
    ['conversion_funnels', 'funnel_name', FUNNELS.map(({ name }) => name)],
    ['outreach_campaigns', 'campaign_name', PLANNED_CAMPAIGNS],
  ];
  for (const [table, column, names] of named)
    await tx.query(`delete from ${table} where tenant_id = $1 and ${column} = any($2)`, [
      tenantId,
      [...names],
    ]);
}
