import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createWorkspaceReader, readWorkspace } from '../../../tools/read-workspace.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const NOON = new Date('2026-05-10T12:00:00Z');

async function sell(tenantId: string, day: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(
      `insert into fct_sales (tenant_id, line_key, transaction_id, transaction_date, quantity, unit_price, gross_amount, total_amount)
       values ($1, $2, $3, $4, 1, 10, 10, 10)`,
      [tenantId, randomUUID(), randomUUID(), day],
    );
    await tx.query('update tenants set data_version = data_version + 1 where tenant_id = $1', [tenantId]);
  });
}

it('remembers the days with data until an import or midnight changes them', async () => {
  const { tenantId } = await createTenant(db);
  const tenantDb = db.tenant(tenantId);
  const remembering = createWorkspaceReader();
  for (const day of [null, '2026-05-01', '2026-05-09', '2026-05-11']) {
    if (day) await sell(tenantId, day);
    for (const now of [NOON, NOON, new Date('2026-05-11T00:30:00Z')]) {
      expect(await remembering(tenantDb, now)).toEqual(await readWorkspace(tenantDb, now));
    }
  }
  expect((await remembering(tenantDb, NOON)).data).toEqual({ from: '2026-05-01', to: '2026-05-09' });
});
