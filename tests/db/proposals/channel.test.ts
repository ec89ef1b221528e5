/** By which channel a proposal says to write to people. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { campaignActions } from '../../../tools/impact/campaign-actions.ts';
import { campaignImpact } from '../../../tools/impact/campaign-impact.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { NOW } from './use.ts';

const KIND = 'win_back';
const NO_EMAIL = 'E-mails would have no link by which people leave the list.';
let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
  // 50 by WhatsApp, 20 by e-mail, 10 by SMS.
  await tenant.write((tx) =>
    tx.query(
      `insert into dim_customer (tenant_id, customer_id, email, phone, email_consent, whatsapp_consent, sms_consent)
       select $1, n::text, 'a@example.com', '+4915112345678', n <= 20, true, n <= 10 from generate_series(1, 50) n`,
      [tenant.tenantId],
    ),
  );
});
afterAll(() => db.close());

async function impactOf(emailObstacle: string | null, channels = 'email whatsapp sms') {
  const people = {
    text: 'select customer_id from dim_customer where tenant_id = $1 and ($2 or customer_id::int > 20)',
    values: [tenant.tenantId, channels.includes('email')],
  };
  const workspace = await readWorkspace(tenant, NOW);
  const impact = await campaignImpact(
    { db: tenant, workspace, random: seededRandom(1), emailObstacle },
    people,
    { kind: KIND },
  );
  if (!impact) throw new Error('nobody can be reached');
  return impact;
}

it('is one by which a campaign can be approved, though another promises more', async () => {
  expect(await impactOf(null)).toMatchObject({
    ...{ channel: 'email', reachable: 20, missing: null },
    reasons: expect.arrayContaining([
      '20 of the 50 people agreed to be written to by e-mail, the channel that promises most of those by which a campaign can be approved (not by WhatsApp yet).',
    ]),
  });
  expect(await impactOf(NO_EMAIL)).toMatchObject({ channel: 'sms', reachable: 10, missing: null });
});

it('says what is missing where there is no such channel, on the card and before the draft', async () => {
  const impact = await impactOf(null, 'whatsapp');
  const missing =
    'It can be drafted, and approved once it has a template that WhatsApp has approved: /walker campaign edit NAME | template_id=HX…';
  expect(impact).toMatchObject({
    ...{ channel: 'whatsapp', reachable: 30, missing },
    reasons: expect.arrayContaining([
      '30 of the 30 people agreed to be written to by WhatsApp, the channel that promises most.',
      missing,
    ]),
  });
  const plan = { segment: 'Lost', gate: { kind: 'everyone' }, campaign: 'Back', template: KIND, kind: KIND };
  const [draft] = await campaignActions(tenant, plan as Parameters<typeof campaignActions>[1], impact);
  expect(draft?.confirm).toBe(`Draft “Back” for the 30 people who can be reached? ${missing}`);
});

it('is WhatsApp where a winner has brought a template for such messages', async () => {
  await tenant.write((tx) =>
    tx.query(
      `insert into message_defaults (tenant_id, message_kind, channel, variation_id, content, applied_at)
       values ($1, $2, 'whatsapp', 'b', '{"template_id": "HX1"}', now())`,
      [tenant.tenantId, KIND],
    ),
  );
  expect(await impactOf(null)).toMatchObject({ channel: 'whatsapp', reachable: 50, missing: null });
});
