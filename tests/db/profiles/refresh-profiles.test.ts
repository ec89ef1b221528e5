import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { compileGate } from '../../../tools/audience/compile-gate.ts';
import type { Gate } from '../../../tools/audience/gate.ts';
import { refreshProfiles } from '../../../tools/profiles/index.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { addFacts, event, fillShop, naiveProfiles, type Shop, sale, shop, storedProfiles } from './shop.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const now = () => new Date();
async function refresh(tenantId: string, options: { full?: boolean; signal?: AbortSignal } = {}) {
  const workspace = await readWorkspace(db.tenant(tenantId), now());
  return refreshProfiles(db, tenantId, { workspace, now, newId: () => crypto.randomUUID(), ...options });
}
const run = (text: string, ...values: (string | number)[]) => db.query(text, values);

const JANE: Shop = {
  customers: [{ id: '1', country: 'PL', location: 'Krakow', age: 19, color: 'Red' }],
  products: [
    { sku: 'S', category: 'Socks', color: 'Black' },
    { sku: 'T', category: 'Shoes', color: 'Green' },
  ],
  sales: [
    { customer: '1', order: 'o', sku: 'S', day: '2026-02-03', quantity: 2, amount: 730.19, channel: null },
  ],
  events: [
    { customer: '1', session: 's', type: 'product_view', sku: 'T', day: '2026-02-02', channel: 'Email' },
    { customer: '1', session: 's', type: 'purchase', sku: 'T', day: '2026-02-03', channel: 'Email' },
  ],
};

describe('a profile', () => {
  it('says who the customer is, in the words that are searched', async () => {
    const { tenantId } = await createTenant(db);
    await fillShop(db, tenantId, JANE);
    await refresh(tenantId);
    const stored = (await storedProfiles(db, tenantId))['1'];
    expect(stored).toMatchObject({
      profile_text:
        'From PL, age 19, favorite color red. Total spent: 730.19. Primary interests: socks, shoes. Preferred colors: black, green.',
      // The sale weighs three, the view one; the purchase event is the sale again.
      interests: [
        { name: 'Socks', weight: 0.75 },
        { name: 'Shoes', weight: 0.25 },
      ],
      likes_luxury: false,
    });
  });

  it('likes luxury from the threshold of the team on, and a new threshold counts at once', async () => {
    const { tenantId } = await createTenant(db);
    await fillShop(db, tenantId, JANE);
    await refresh(tenantId);
    await run(`update tenants set settings = '{"luxury_threshold": 700}' where tenant_id = $1`, tenantId);
    expect(await refresh(tenantId)).toMatchObject({ built: 1, changed: 1 });
    expect((await storedProfiles(db, tenantId))['1']?.profile_text).toMatch(
      /This customer likes luxury items\.$/,
    );
  });

  it('is what a naive builder makes of the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(shop, async (rows) => {
        const { tenantId } = await createTenant(db);
        await fillShop(db, tenantId, rows);
        await refresh(tenantId);
        expect(await storedProfiles(db, tenantId)).toEqual(naiveProfiles(rows));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a refresh', () => {
  it('of what is new leaves the same profiles as building all anew', async () => {
    const product = fc.record({ sku: fc.constantFrom('A', 'B'), category: fc.constantFrom('Socks', 'Hats') });
    const later = fc.record({
      sales: fc.array(sale, { maxLength: 3 }),
      events: fc.array(event, { maxLength: 3 }),
      recoloured: fc.option(product),
      aged: fc.option(fc.constantFrom('1', 'C003')),
    });
    await fc.assert(
      fc.asyncProperty(shop, later, async (rows, { recoloured, aged, ...facts }) => {
        const { tenantId } = await createTenant(db);
        await fillShop(db, tenantId, rows);
        await refresh(tenantId);
        await addFacts(db, tenantId, facts);
        if (recoloured)
          await run(
            'update dim_products set category = $3 where tenant_id = $1 and product_sku = $2',
            ...[tenantId, recoloured.sku, recoloured.category],
          );
        if (aged)
          await run(
            'update dim_customer set age = 77 where tenant_id = $1 and customer_id = $2',
            tenantId,
            aged,
          );
        await refresh(tenantId);
        const incremental = await storedProfiles(db, tenantId);
        await refresh(tenantId, { full: true });
        expect(incremental).toEqual(await storedProfiles(db, tenantId));
        if (!recoloured && !aged)
          expect(incremental).toEqual(
            naiveProfiles({
              ...rows,
              sales: [...rows.sales, ...facts.sales],
              events: [...rows.events, ...facts.events],
            }),
          );
      }),
      { numRuns: 30 },
    );
  });

  it('builds only the customers with something new', async () => {
    const { tenantId } = await createTenant(db);
    const people = Array.from({ length: 50 }, (_, i) => ({ ...JANE.customers[0], id: `p${i}` }));
    await fillShop(db, tenantId, { ...JANE, customers: people as Shop['customers'], sales: [], events: [] });
    expect(await refresh(tenantId)).toMatchObject({ built: 50, changed: 50 });
    expect(await refresh(tenantId)).toMatchObject({ built: 0, changed: 0 });
    const [line] = JANE.sales;
    if (line) await addFacts(db, tenantId, { sales: [{ ...line, customer: 'p7' }], events: [] });
    expect(await refresh(tenantId)).toMatchObject({ built: 1, changed: 1 });
    expect(await refresh(tenantId, { full: true })).toMatchObject({ built: 50, changed: 0 });
  });

  it('puts whom only events name on the customer list, so that they pass gates', async () => {
    const { tenantId } = await createTenant(db);
    await fillShop(db, tenantId, JANE);
    const [line] = JANE.events;
    if (line) await addFacts(db, tenantId, { sales: [], events: [{ ...line, customer: 'visitor' }] });
    const report = await refresh(tenantId);
    expect(report.notes).toContain('New in the customer list, by their events or sales: 1.');
    const workspace = await readWorkspace(db.tenant(tenantId), now());
    const looked: Gate = { kind: 'did', action: 'view', targets: [], within: { kind: 'all' } };
    const { text, values } = compileGate(looked, { tenantId, workspace });
    const { rows } = await db.tenant(tenantId).read<{ customer_id: string }>(text, values);
    expect(rows.map(({ customer_id }) => customer_id).sort()).toEqual(['1', 'visitor']);
    expect(await refresh(tenantId, { full: true })).toMatchObject({ built: 2, changed: 0 });
  });

  it('goes on where an earlier one was stopped', async () => {
    const { tenantId } = await createTenant(db);
    await fillShop(db, tenantId, JANE);
    await expect(refresh(tenantId, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow(
      'stopped',
    );
    expect(await storedProfiles(db, tenantId)).toEqual({});
    expect(await refresh(tenantId)).toMatchObject({ built: 1 });
    expect(await storedProfiles(db, tenantId)).toEqual(naiveProfiles(JANE));
  });

  it('forgets the demo’s people when it is gone, and leaves erased people out', async () => {
    const { tenantId } = await createTenant(db, { kind: 'demo' });
    await fillShop(db, tenantId, JANE);
    await refresh(tenantId);
    for (const table of ['dim_customer', 'fct_sales', 'fct_events'])
      await run(`delete from ${table} where tenant_id = $1`, tenantId);
    await run(
      `update tenants set kind = 'team', data_version = data_version + 1 where tenant_id = $1`,
      tenantId,
    );
    expect(await refresh(tenantId)).toMatchObject({ removed: 1 });
    await run(
      'insert into erased_people (tenant_id, id_hash) values ($1, walker_person_hash($1, $2))',
      ...[tenantId, '1'],
    );
    await addFacts(db, tenantId, JANE);
    await refresh(tenantId, { full: true });
    expect(await storedProfiles(db, tenantId)).toEqual({});
    const { rows } = await db.query('select 1 from dim_customer where tenant_id = $1', [tenantId]);
    expect(rows).toEqual([]);
  });
});
