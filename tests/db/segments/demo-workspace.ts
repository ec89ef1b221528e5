/** The demo workspace for the tests of segments. */
import { randomUUID } from 'node:crypto';
import type { Db, TenantDb } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import type { RunContext } from '../../../tools/segments/run-context.ts';
import { createTenant } from '../harness.ts';

const NOW = new Date('2026-03-18T12:00:00Z');

/** A tenant with the default demo. */
export async function loadDemoTenant(db: Db): Promise<TenantDb> {
  const { tenantId } = await createTenant(db, { kind: 'demo', timezone: 'Europe/Berlin' });
  await loadDemo({ db, tenantId, now: NOW });
  return db.tenant(tenantId);
}

/** What a refresh hands to its parts, `days` later. */
export async function runContext(tenant: TenantDb, days = 0): Promise<RunContext> {
  const now = new Date(NOW.getTime() + days * 86_400_000);
  return { workspace: await readWorkspace(tenant, now), now: () => now, newId: randomUUID };
}
