import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { removeDemo } from '../../../db/import/remove-demo.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { NOW, say, use } from './use.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
  const { tenantId } = await createTenant(db, { kind: 'demo', timezone: 'Europe/Berlin' });
  await loadDemo({ db, tenantId, now: NOW });
  tenant = db.tenant(tenantId);
}, 60_000);
afterAll(() => db.close());

describe('the planted tests', () => {
  it('finds the winner, in a sentence that can be repeated', async () => {
    const { text, card, notes } = await say(tenant, 'show_ab_test', { test: 'welcome email' });
    expect(text).toMatch(/^Variation B wins: 1[12]\.\d% convert instead of 5\.\d%, a lift of \d+% \(between/);
    expect(notes).toContain('Split as planned? Yes');
    expect(card.headlines?.find(({ label }) => label === 'Days')?.value).toBe(21);
    const rows = card.table?.rows ?? [];
    // 84 of 704 against 38 of 745: the chance is as good as sure, and choosing B costs next to nothing.
    expect(rows.map(({ best }) => Math.round(1000 * (best as number)))).toEqual([0, 1000]);
    const [staying = 0, changing = 1] = rows.map(({ loss }) => loss as number);
    expect(staying).toBeCloseTo((rows[1]?.value as number) - (rows[0]?.value as number), 3);
    expect(changing).toBeLessThan(0.0001);
    expect(notes).toContain('do not decide the test');
    const people = await tenant.read<{ variation_id: string; people: number }>(
      `select variation_id, count(distinct user_id)::int as people from ab_test_results r join ab_tests t on t.id = r.test_id
        where r.tenant_id = $1 and test_name = 'Welcome e-mail subject line' group by 1 order by 1 desc`,
      [tenant.tenantId],
    );
    expect(rows.map((row) => row.people)).toEqual(people.rows.map((row) => row.people));
  });

  it('says that there is no difference worth having, and of what it cannot tell, that it cannot', async () => {
    const shown = await say(tenant, 'show_ab_test', { test: 'Newsletter send time' });
    expect(shown.text).toMatch(
      /^No difference worth having: 4[12]\.\d% open with Control, 4[12]\.\d% with Variation B .*; a change of 25% would be worth having\.$/,
    );
    expect(shown.buttons).toEqual(['Stop', 'All tests']);
    const orders = await say(tenant, 'show_ab_test', {
      test: 'Newsletter send time',
      metric: 'conversion_rate',
    });
    expect(orders.text).toMatch(/^Too early to tell: .* more people per arm will settle it/);
  });

  it('calls a broken split broken, and does not offer or allow its better figure', async () => {
    const shown = await say(tenant, 'show_ab_test', { test: 'cart reminder' });
    expect(shown.text).toMatch(
      /^The test is broken: Control has \d+ people where \d+ were expected and Variation B has/,
    );
    expect(shown.notes).toContain('Split as planned? No (p ');
    // No figure of it can be trusted, so there are no chances either.
    expect(shown.card.table?.columns.map(({ label }) => label)).not.toContain('Chance to be best');
    expect(shown.buttons).not.toContain('Apply winner');
    const applied = await say(tenant, 'apply_test_winner', { test: 'cart reminder' });
    expect(applied).toMatchObject({
      kind: 'refused',
      text: expect.stringMatching(/has no winner to apply\. The test is broken/),
    });
  });

  it('offers by role', async () => {
    const by = async (role: 'viewer' | 'analyst' | 'approver') =>
      (await say(tenant, 'show_ab_test', { test: 'welcome' }, { role })).buttons;
    expect(await by('viewer')).toEqual(['All tests']);
    expect(await by('analyst')).toEqual(['Stop', 'All tests']);
    expect(await by('approver')).toEqual(['Apply winner', 'Stop', 'All tests']);
    await expect(say(tenant, 'apply_test_winner', { test: 'welcome' }, { role: 'analyst' })).rejects.toThrow(
      /needs the role approver/,
    );
  });

  it('lists them with their verdicts', async () => {
    const { card } = await say(tenant, 'ab_tests');
    expect(Object.fromEntries((card.table?.rows ?? []).map(({ name, verdict }) => [name, verdict]))).toEqual({
      'Welcome e-mail subject line': 'Winner',
      'Newsletter send time': 'No difference worth having',
      'Cart reminder with free delivery': 'Broken',
    });
    expect((await say(tenant, 'ab_tests', { status: 'draft' })).kind).toBe('empty');
  });

  it('asks which test is meant, and says which there are', async () => {
    expect(await say(tenant, 'show_ab_test', { test: 'e' })).toMatchObject({ kind: 'clarify' });
    expect(await say(tenant, 'show_ab_test', { test: 'pricing page' })).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('There are: '),
    });
  });

  it('plans a new test by what earlier tests say is usual', async () => {
    const { text } = await say(tenant, 'create_ab_test', {
      name: 'Spring subject',
      variations: [
        { name: 'Control', content: 'Hello' },
        { name: 'B', content: 'Spring is here' },
      ],
      metric: 'open_rate',
      smallest_effect: 0.2,
    });
    expect(text).toMatch(
      /^By e-mail to 1,449 customers who may be written to: “Control” 50% and “B” 50%\. It runs 14 days and is decided by the open rate\. To see a lift of 20% over a usual open rate of 3\d% \(as in earlier tests\), 80 times in 100, [\d,]+ people per arm are needed; the smallest arm has 724: too few\. The smallest lift they can show is \d+%\.$/,
    );
  });

  it('says who is to be sent what: the same every time, by the shares, and only who agreed to mail', async () => {
    const planned = {
      name: 'Autumn',
      variations: [
        { name: 'Control', content: 'Hello', weight: 2 },
        { name: 'B', content: 'Leaves', weight: 1 },
      ],
      holdout: 0.1,
    };
    await use(tenant, 'create_ab_test', planned);
    expect((await say(tenant, 'download_test_split', { test: 'autumn' })).text).toMatch(/is not running/);
    await use(tenant, 'start_ab_test', { test: 'autumn' });
    const split = async () =>
      (await use(tenant, 'download_test_split', { test: 'autumn' })).attachments[0]?.bytes.toString();
    const csv = (await split()) ?? '';
    expect(await split()).toBe(csv);
    const lines = csv.trim().split('\r\n').slice(1);
    expect(lines).toHaveLength(1449);
    const part = (variation: string) => lines.filter((line) => line.endsWith(`,${variation}`)).length / 1449;
    expect(part('holdout')).toBeCloseTo(0.1, 1);
    expect(part('Control')).toBeCloseTo(0.6, 1);
    expect(part('B')).toBeCloseTo(0.3, 1);
  });

  it('applies the winner to the messages that the test is about; a demo that is loaded anew takes it back', async () => {
    const said = async () =>
      (
        await tenant.read<{ kind: string; content: unknown }>(
          'select message_kind as kind, content from message_defaults where tenant_id = $1',
          [tenant.tenantId],
        )
      ).rows;
    const { text } = await say(tenant, 'apply_test_winner', { test: 'welcome' });
    expect(text).toContain(
      'Every later “welcome e-mail” message by e-mail says: “{{first_name}}, your picks are ready”.',
    );
    expect(await said()).toEqual([
      { kind: 'welcome e-mail', content: '{{first_name}}, your picks are ready' },
    ]);
    await loadDemo({ db, tenantId: tenant.tenantId, now: NOW });
    expect(await said()).toEqual([]);
    expect((await say(tenant, 'show_ab_test', { test: 'welcome' })).buttons).toContain('Apply winner');
    await use(tenant, 'apply_test_winner', { test: 'welcome' });
    await removeDemo(db, tenant.tenantId);
    expect(await said()).toEqual([]);
  });
});
