import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { deliverProposals } from '../../../jobs/deliver-proposals/deliver-proposals.ts';
import {
  type ObjectStore,
  ObjectStoreError,
} from '../../../jobs/deliver-proposals/object-store/object-store.ts';
import { suggestionsPayload } from '../../../tools/proposals/payload.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { morning, NOW, proposalOf, proposing } from '../proposals/use.ts';

const SLOT = new Date('2026-03-18T07:00:00Z');
let db: Db;
let tenant: TenantDb;
let files: Map<string, string>;
beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
  files = new Map();
});
afterAll(() => db.close());

const store = (refused: readonly string[] = []): ObjectStore => ({
  place: 'memory',
  put: async (key, bytes) => {
    if (refused.some((name) => key.endsWith(name))) throw new ObjectStoreError(`${key} could not be stored.`);
    files.set(key, bytes.toString('utf8'));
  },
});

async function deliver(options: { webhook?: boolean; refused?: readonly string[] } = {}) {
  return deliverProposals(
    { db, webhook: options.webhook ?? true, store: store(options.refused), now: () => NOW },
    tenant.tenantId,
    { workspace: await readWorkspace(tenant, NOW), slot: SLOT, day: '2026-03-18' },
  );
}

const read = (name: string) => JSON.parse(files.get(`${tenant.tenantId}/${name}`) ?? 'null');

async function addPeople(): Promise<void> {
  const people = Array.from({ length: 20 }, (_, number) => [
    tenant.tenantId,
    `customer-${number}`,
    `Name${number}`,
    `person${number}@private.example`,
    number < 12 ? 'DE' : number < 15 ? 'PL' : 'FR',
    30,
  ]);
  await tenant.write((tx) =>
    tx.copyIn('dim_customer', ['tenant_id', 'customer_id', 'first_name', 'email', 'country', 'age'], people),
  );
}

it('keeps the layout of the document, with the payload in its published form, and says nothing of anybody', async () => {
  await addPeople();
  await morning(tenant, 0, [proposing('a', proposalOf({ subject: 'segment:1' }))]);
  expect(await deliver()).toMatchObject({
    suggestions: 1,
    webhook: 'queued',
    webhookFailures: 0,
    stored: 13,
  });
  expect([...files.keys()].map((key) => key.replace(`${tenant.tenantId}/`, '')).sort()).toEqual([
    'ab-tests/20260318/active-tests.json',
    'ab-tests/20260318/test-results.json',
    'ab-tests/20260318/winners.json',
    'campaigns/20260318/email-campaigns.json',
    'campaigns/20260318/in-app-campaigns.json',
    'campaigns/20260318/sms-campaigns.json',
    'campaigns/20260318/whatsapp-campaigns.json',
    'funnels/20260318/conversion-rates.json',
    'funnels/20260318/drop-off-analysis.json',
    'segments/20260318/behavioral-clusters.json',
    'segments/20260318/demographic-segments.json',
    'segments/20260318/predictive-scores.json',
    'suggestions/20260318/suggestions.json',
  ]);
  expect(suggestionsPayload.parse(read('suggestions/20260318/suggestions.json')).suggestions).toHaveLength(1);
  expect([...files.values()].join()).not.toMatch(/private\.example|Name\d|customer-\d/);
  // Three of one country and five of another are too few to be told of, also together.
  expect(read('segments/20260318/demographic-segments.json').groups).toEqual([
    { trait: 'age', value: '25 to 34', user_count: 20, orders: 0, revenue: 0 },
    { trait: 'country', value: 'DE', user_count: 12, orders: 0, revenue: 0 },
  ]);
});

it('tells of funnels how many went on, and where more are lost than before', async () => {
  const at = (back: number) => new Date(NOW.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  // 20 visits a day, of which every second bought, and for the last two weeks nobody.
  const rows = Array.from({ length: 119 * 20 }, (_, n) => ({
    back: 1 + Math.floor(n / 20),
    visit: `v${n}`,
    n,
  }));
  const events = rows.flatMap(({ back, visit, n }) => [
    [tenant.tenantId, randomUUID(), visit, visit, 'checkout_started', at(back), at(back), 'mobile'],
    ...(back > 14 && n % 2 === 0
      ? [[tenant.tenantId, randomUUID(), visit, visit, 'purchase', at(back), at(back), 'mobile']]
      : []),
  ]);
  const columns = [
    'tenant_id',
    'line_key',
    'customer_id',
    'session_id',
    'event_type',
    'event_at',
    'event_date',
    'device',
  ];
  await tenant.write((tx) => tx.copyIn('fct_events', columns, events));
  await deliver();
  const last = read('funnels/20260318/conversion-rates.json').steps.at(-1);
  expect(last).toMatchObject({
    to_stage: 'Purchased',
    visits: 280,
    went_on: 0,
    conversion_rate: 0,
    by_device: [{ device: 'mobile', visits: 280 }],
  });
  expect(read('funnels/20260318/drop-off-analysis.json').drops).toMatchObject([
    { to_stage: 'Purchased', current_conversion: 0, benchmark_conversion: 0.5 },
  ]);
});

it('puts the payload on its way once for a morning, also where there is nothing to propose', async () => {
  expect(await deliver()).toMatchObject({ suggestions: 0, webhook: 'queued' });
  expect(await deliver()).toMatchObject({ webhook: 'known' });
  expect(await deliver({ webhook: false })).toMatchObject({ webhook: 'off' });
  const { rows } = await tenant.read<{ event: string; payload: object }>(
    'select event, payload from webhook_deliveries where tenant_id = $1',
    [tenant.tenantId],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.event).toBe('proposals.daily');
  expect(suggestionsPayload.parse(rows[0]?.payload).suggestions).toEqual([]);
});

it('says which file could not be kept, and keeps the others', async () => {
  await expect(deliver({ refused: ['winners.json'] })).rejects.toThrow(
    /^1 of 13 files could not be kept: .*winners\.json could not be stored\.$/,
  );
  expect(files.size).toBe(12);
});

it('tells how many deliveries were given up', async () => {
  await deliver();
  await db.query(
    `update webhook_deliveries set state = 'failed', next_attempt_at = $2 where tenant_id = $1`,
    [tenant.tenantId, new Date(SLOT.getTime() - 3_600_000)],
  );
  expect((await deliver()).webhookFailures).toBe(1);
});
