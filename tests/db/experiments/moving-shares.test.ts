/** Tests that give new people to what seems best. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { NOW, say, use } from './use.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
}, 60_000);
beforeEach(async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
  await tenant.write((tx) =>
    tx.query(
      `insert into dim_customer (tenant_id, customer_id, email_consent)
       select $1, 'c' || number, true from generate_series(1, 3000) number`,
      [tenant.tenantId],
    ),
  );
});
afterAll(() => db.close());

async function running(more: object = {}): Promise<void> {
  await use(tenant, 'create_ab_test', {
    name: 'Tone',
    variations: [
      { name: 'Control', content: 'Hello' },
      { name: 'Bold', content: 'HELLO' },
    ],
    baseline: 0.1,
    allocation: 'thompson',
    ...more,
  });
  // The same division every time: one in a thousand looks broken by chance.
  await tenant.write((tx) =>
    tx.query(`update ab_tests set salt = 'tone' where tenant_id = $1`, [tenant.tenantId]),
  );
  await use(tenant, 'start_ab_test', { test: 'tone' });
}

/** Assigns people on a day after the start; who got what, as the file says. */
async function assign(people: number, days: number): Promise<readonly (readonly [string, string])[]> {
  const { attachments } = await use(tenant, 'assign_next_people', { test: 'tone', people }, { days });
  const lines = (attachments[0]?.bytes.toString() ?? '').trim().split('\r\n').slice(1);
  return lines.map((line) => {
    const [customer = '', variation = ''] = line.split(',');
    return [customer, variation] as const;
  });
}

/** So many per thousand of each variation convert, a day after they were assigned. */
async function convert(
  people: readonly (readonly [string, string])[],
  rates: Readonly<Record<string, number>>,
  days: number,
) {
  const did = Object.entries(rates).flatMap(([variation, rate]) => {
    const own = people.filter(([, got]) => got === variation);
    return own.slice(0, Math.round((own.length * rate) / 1000));
  });
  await tenant.write((tx) =>
    tx.query(
      `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp")
       select $1, (select id from ab_tests where tenant_id = $1), lower(variation), customer, 'converted', $4
         from unnest($2::text[], $3::text[]) as person (customer, variation)`,
      [
        tenant.tenantId,
        did.map(([customer]) => customer),
        did.map(([, variation]) => variation),
        new Date(NOW.getTime() + (days + 1) * 86_400_000),
      ],
    ),
  );
}
const part = (people: readonly (readonly [string, string])[], variation: string) =>
  people.filter(([, got]) => got === variation).length / people.length;

describe('moving shares', () => {
  it('begin as planned, go to the better variation, and leave each its least', async () => {
    await running({ floor: 0.15 });
    const first = await assign(1000, 0);
    expect(part(first, 'Bold')).toBeCloseTo(0.5, 1);
    await convert(first, { Control: 50, Bold: 150 }, 0);
    const second = await say(tenant, 'assign_next_people', { test: 'tone', people: 1000 }, { days: 2 });
    expect(second.text).toMatch(
      /^Of 1,000 more people of “Tone” 1\d\d get “Control” \(15%\) and 8\d\d get “Bold” \(85%\)\. 1,000 are left\./,
    );
    expect(second.buttons).toEqual(['Assign the next', 'Show test']);
    // A batch that nobody names is the audience over the planned days.
    const third = await say(tenant, 'assign_next_people', { test: 'tone' }, { days: 3 });
    expect(third.text).toMatch(/^Of 215 more people/);
  });

  it('give nobody two variations, and tell again who has which', async () => {
    await running();
    const batches = [await assign(700, 0), await assign(700, 1), await assign(5000, 2)];
    const all = batches.flat();
    expect(all).toHaveLength(3000);
    expect(new Set(all.map(([customer]) => customer)).size).toBe(3000);
    expect((await use(tenant, 'assign_next_people', { test: 'tone' }, { days: 3 })).outcome).toMatchObject({
      kind: 'empty',
      because: expect.stringContaining('has a variation'),
    });
    const { attachments } = await use(tenant, 'download_test_split', { test: 'tone' });
    const told = (attachments[0]?.bytes.toString() ?? '').trim().split('\r\n').slice(1);
    expect([...told].sort()).toEqual(all.map((pair) => pair.join(',')).sort());
  });

  it('do not make a winner out of a good season', async () => {
    await running();
    // The first batch leans to Bold by luck, so that most of the second, which comes in a season of plenty, get it.
    const first = await assign(1200, 0);
    await convert(first, { Control: 50, Bold: 75 }, 0);
    const second = await assign(1800, 10);
    expect(part(second, 'Bold')).toBeGreaterThan(0.8);
    await convert(second, { Control: 400, Bold: 400 }, 10);
    const { text, card, notes } = await say(tenant, 'show_ab_test', { test: 'tone' }, { days: 12 });
    const rows = await tenant.read<{ variation: string; rate: number }>(
      `select variation_id as variation,
              count(*) filter (where event_type = 'converted')::float / count(distinct user_id) as rate
         from ab_test_results where tenant_id = $1 group by 1 order by 1`,
      [tenant.tenantId],
    );
    const [bold = 0, control = 0] = rows.rows.map(({ rate }) => rate);
    // Taken together, Bold looks better by far.
    expect(bold / control - 1).toBeGreaterThan(0.4);
    expect(text).toMatch(/^Too early to tell/);
    const [shownControl, shownBold] = (card.table?.rows ?? []).map(({ value }) => value as number);
    expect(shownControl).toBeCloseTo((1200 * 0.05 + 1800 * 0.4) / 3000, 2);
    expect(shownBold).toBeCloseTo((1200 * 0.075 + 1800 * 0.4) / 3000, 2);
    expect(notes).toContain('at least 10% to each (the last: Control 1');
    // The split is checked against what it was to be in each batch.
    expect(notes).toContain('Split as planned? Yes');
  });

  it('find the winner, and apply it', async () => {
    await running({ holdout: 0.1 });
    const first = await assign(1500, 0);
    expect(part(first, 'holdout')).toBeCloseTo(0.1, 1);
    await convert(first, { Control: 50, Bold: 250, holdout: 10 }, 0);
    const second = await assign(1500, 2);
    await convert(second, { Control: 50, Bold: 250, holdout: 10 }, 2);
    const shown = await say(tenant, 'show_ab_test', { test: 'tone' }, { days: 4 });
    expect(shown.text).toMatch(/^Bold wins: 2\d\.\d% convert instead of [45]\.\d%.*Against Hold-out/);
    expect((await say(tenant, 'apply_test_winner', { test: 'tone' }, { days: 4 })).text).toContain(
      'says: “HELLO”',
    );
    expect((await say(tenant, 'assign_next_people', { test: 'tone' }, { days: 4 })).text).toMatch(
      /is not running/,
    );
  });

  it('are for tests that ask for them, and have room for their floor', async () => {
    const refused = await say(tenant, 'create_ab_test', {
      name: 'Crowded',
      variations: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
      allocation: 'thompson',
      floor: 0.4,
    });
    const drafted = await say(tenant, 'create_ab_test', {
      name: 'Roomy',
      variations: [{ name: 'A' }, { name: 'B' }, { name: 'C' }],
      allocation: 'thompson',
    });
    expect(drafted.text).toContain('new ones go where the best variation probably is, at least 10% to each.');
    expect(refused.text).toMatch(/3 variations cannot have at least 40% of the people each/);
    await running({ allocation: 'fixed' });
    expect((await say(tenant, 'assign_next_people', { test: 'tone' })).text).toMatch(
      /The shares of “Tone” are fixed/,
    );
  });
});
