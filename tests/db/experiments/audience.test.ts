/** Who a test may write to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { createSuppressions } from '../../../db/suppressions.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { NOW, say, use } from './use.ts';

let db: Db;
let tenant: TenantDb;
let tests = 0;
beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
  const columns = 'tenant_id customer_id email phone email_consent whatsapp_consent sms_consent'.split(' ');
  const customer = (id: string, email: string | null, phone: string | null) => [
    ...[tenant.tenantId, id, email, phone],
    ...[true, true, true],
  ];
  await tenant.write((tx) =>
    tx.copyIn('dim_customer', columns, [
      customer('ann', 'Ann.Lee@Example.com ', '+49 171 555-0100'),
      customer('bob', 'bob@example.com', '+491715550101'),
      customer('cat', "o'cat+x@example.org", null),
      customer('dan', null, '+44 (7700) 900123'),
      customer('eve', '', ''),
    ]),
  );
}, 60_000);
afterAll(() => db.close());

/** The customers of a new test on the channel that are to be sent something. */
async function reached(channel: string): Promise<readonly string[]> {
  const name = `Test ${channel} ${++tests}`;
  const { outcome } = await use(tenant, 'create_ab_test', {
    name,
    channel,
    variations: [{ name: 'Control' }, { name: 'B' }],
  });
  const people = (outcome.kind === 'ok' ? (outcome.data as { plan: { audience: number } }).plan : null)
    ?.audience;
  await use(tenant, 'start_ab_test', { test: name });
  const { attachments } = await use(tenant, 'download_test_split', { test: name });
  const lines = (attachments[0]?.bytes.toString() ?? '').trim().split('\r\n').slice(1);
  const ids = lines.map((line) => line.split(',')[0] ?? '');
  expect(people).toBe(ids.length);
  return ids;
}

describe('the audience of a test', () => {
  it('leaves out who stopped the channel, however the address was written, and nobody else', async () => {
    expect(await reached('email')).toEqual(['ann', 'bob', 'cat', 'dan', 'eve']);
    const lists = createSuppressions(db, () => NOW);
    await lists.add('whatsapp', '+491715550100', 'reply', tenant.tenantId);
    await lists.add('sms', '+447700900123', 'carrier', null);
    await lists.add('email', 'ann.lee@example.com', 'reply', tenant.tenantId);
    await lists.add('email', "O'Cat+X@example.org", 'carrier', tenant.tenantId);
    const other = await createTenant(db);
    await lists.add('email', 'bob@example.com', 'reply', other.tenantId);
    expect(await reached('email')).toEqual(['bob', 'dan', 'eve']);
    expect(await reached('whatsapp')).toEqual(['bob', 'cat', 'dan', 'eve']);
    expect(await reached('sms')).toEqual(['ann', 'bob', 'cat', 'eve']);
    expect(await reached('push')).toEqual(['ann', 'bob', 'cat', 'dan', 'eve']);
    await lists.lift('email', 'ANN.LEE@example.com');
    expect(await reached('email')).toEqual(['ann', 'bob', 'dan', 'eve']);
  });

  it('takes any word for a channel', async () => {
    const { text } = await say(tenant, 'create_ab_test', {
      name: 'Odd',
      channel: 'constructor',
      variations: [{ name: 'Control' }, { name: 'B' }],
    });
    expect(text).toContain('By constructor to 5 customers');
  });
});
