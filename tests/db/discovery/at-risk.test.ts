import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { discoveryTools } from '../../../tools/discovery/index.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { localDiscovery } from '../../doubles/local-discovery.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { addProfiles, workspaceOf } from './profiled.ts';

let db: Db;
let shop: TenantDb;

beforeAll(async () => {
  db = await openTestDb();
  shop = db.tenant((await createTenant(db)).tenantId);
  await addProfiles(shop, [
    { id: 'c1', text: 'From PL.' },
    { id: 'c2', text: 'From DE.' },
  ]);
  await shop.write(async (tx) => {
    await tx.query(
      `insert into customer_scores (tenant_id, customer_id, churn_probability, scored_on)
       values ($1, 'c1', 0.8, '2026-03-18'), ($1, 'c2', 0.1, '2026-03-18')`,
      [shop.tenantId],
    );
  });
});
afterAll(() => db.close());

async function find(args: object) {
  const context: ToolContext = {
    db: shop,
    workspace: workspaceOf(shop.tenantId),
    actor: { personId: randomUUID(), name: 'Test', role: 'viewer', timezone: 'UTC' },
    origin: 'question',
    now: () => new Date('2026-03-18T12:00:00Z'),
    newId: randomUUID,
    progress: () => {},
    signal: new AbortController().signal,
  };
  const registry = createRegistry(discoveryTools(localDiscovery()));
  const { card } = await runTool(registry, { tool: 'hybrid_discovery', args: { ...args } }, context);
  return {
    ids: card.table?.rows.map(({ customer }) => customer),
    notes: card.footnotes?.map(({ text }) => text).filter((text) => text.includes('At Risk')).length,
    other: card.buttons?.find(({ label }) => label.endsWith(' instead'))?.call.args,
  };
}

it('says which “at risk” was taken, and leads from the one to the other and back', async () => {
  const gate = { kind: 'trait', trait: 'churn_probability', op: '>=', value: 0.5 };
  expect(await find({ gate })).toEqual({ ids: ['c1'], notes: 1, other: undefined });
  await shop.write((tx) =>
    tx.query(
      `with made as (insert into audience_segments (tenant_id, segment_name, user_count) values ($1, 'At Risk', 1) returning id)
       insert into segment_membership (tenant_id, segment_id, user_id) select $1, id, 'c2' from made`,
      [shop.tenantId],
    ),
  );
  const byChurn = await find({ gate });
  const bySegment = await find({ ...byChurn.other });
  expect([byChurn.notes, bySegment.ids, bySegment.notes]).toEqual([1, ['c2'], 1]);
  expect((await find({ ...bySegment.other })).ids).toEqual(['c1']);
  expect(await find({})).toEqual({ ids: expect.arrayContaining(['c1', 'c2']), notes: 0, other: undefined });
});
