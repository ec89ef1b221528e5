import type { Queryable } from '../db/db.ts';

/**
 * Binds an account of a surface (a Slack workspace) to a tenant, so that its members may join. An account that is bound
 * already stays where it is.
 */
export async function bindAccount(
  db: Queryable,
  surface: string,
  account: string,
  tenantId: string,
): Promise<void> {
  await db.query(
    'insert into surface_accounts (surface, account, tenant_id) values ($1, $2, $3) on conflict do nothing',
    [surface, account, tenantId],
  );
}
