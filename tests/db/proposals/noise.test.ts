/** Where nothing is going on, nothing is proposed, and that is said. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { allProposers } from '../../../tools/all-proposals.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { loadNoise } from './noise.ts';
import { morning, use } from './use.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

it('proposes nothing where there is nothing but chance', async () => {
  const told: string[] = [];
  for (let seed = 1; seed <= 8; seed += 1) {
    const tenant = db.tenant((await createTenant(db)).tenantId);
    await loadNoise(tenant, { seed, today: '2026-03-18' });
    const { fresh, failed } = await morning(tenant, 0, allProposers());
    expect(failed).toEqual([]);
    told.push(...fresh.map(({ payload }) => `${seed}: ${payload.title}`));
  }
  // Each kind may be wrong in 1 of 100 mornings; docs/walker.md has what was measured on 300 shops.
  expect(told.length, told.join('; ')).toBeLessThanOrEqual(1);
}, 120_000);

it('proposes nothing in an empty workspace, and says so', async () => {
  const tenant = db.tenant((await createTenant(db)).tenantId);
  const { fresh, failed } = await morning(tenant, 0, allProposers());
  expect([fresh, failed]).toEqual([[], []]);
  const said = async () => (await use(tenant, 'suggestions')).outcome;
  expect(await said()).toMatchObject({
    kind: 'empty',
    because: expect.stringContaining('not been analysed'),
  });
  await db.query(
    `insert into job_slots (tenant_id, job, scheduled_at, state, finished_at) values ($1, 'walker', now(), 'done', now())`,
    [tenant.tenantId],
  );
  expect(await said()).toMatchObject({
    kind: 'empty',
    because: expect.stringContaining('nothing to propose'),
  });
});
