/** Tests that are decided by value per person: adjusted by what people bought before, and told in chances. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { NOW, say, use } from './use.ts';

const PER_ARM = 600;
const random = seededRandom(7);
/** What each person bought before; in the test it comes again with some luck, and 5 more with “Bold”. */
const PEOPLE = Array.from({ length: 2 * PER_ARM }, (_, at) => {
  const before = Math.round(100 * random());
  const bold = at % 2 === 1;
  return {
    id: `p${at}`,
    arm: bold ? 'bold' : 'control',
    before,
    value: before + 10 * random() + (bold ? 5 : 0),
  };
});

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
}, 60_000);
afterAll(() => db.close());

const sold = (tenantId: string, customer: string, day: string, amount: number) => [
  ...[tenantId, randomUUID(), randomUUID(), customer, day, 1],
  ...[amount, amount, amount],
];

/** A running test in a new workspace, and what its people bought on the days. */
async function running(
  sales: readonly (readonly [string, (person: (typeof PEOPLE)[number]) => number])[],
  people = PEOPLE,
) {
  const { tenantId } = await createTenant(db, { timezone: 'Pacific/Auckland' });
  tenant = db.tenant(tenantId);
  await use(tenant, 'create_ab_test', {
    name: 'Tone',
    variations: [
      { name: 'Control', content: 'Hello' },
      { name: 'Bold', content: 'HELLO' },
    ],
    metric: 'mean_value',
  });
  await use(tenant, 'start_ab_test', { test: 'tone' });
  const columns =
    'tenant_id line_key transaction_id customer_id transaction_date quantity unit_price gross_amount total_amount';
  await tenant.write(async (tx) => {
    await tx.copyIn(
      'fct_sales',
      columns.split(' '),
      sales.flatMap(([day, of]) => people.map((person) => sold(tenantId, person.id, day, of(person)))),
    );
    const { rows } = await tx.query<{ id: string }>('select id from ab_tests where tenant_id = $1', [
      tenantId,
    ]);
    await tx.copyIn(
      'ab_test_results',
      ['tenant_id', 'test_id', 'variation_id', 'user_id', 'event_type', 'timestamp', 'value'],
      people.map(({ id, arm, value }) => [tenantId, rows[0]?.id, arm, id, 'spent', NOW, value]),
    );
  });
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

describe('value per person', () => {
  it('is adjusted by what people bought before the test, which shows what noise had hidden', async () => {
    // It starts at 01:00 on 19 March in Auckland, so the 18th is before it and the 19th is not.
    await running([
      ['2026-03-18', ({ before }) => before - 20],
      ['2025-12-19', () => 20],
      ['2025-12-18', ({ before }) => 1000 - before],
      ['2026-03-19', ({ before }) => -before],
    ]);
    const { text, card, notes } = await say(tenant, 'show_ab_test', { test: 'tone' });
    expect(text).toMatch(/^Bold wins: \$\d+\.\d\d value per person instead of/);
    // The slope of value on what was bought before, within arms, by hand.
    const arms = ['control', 'bold'].map((arm) => PEOPLE.filter((person) => person.arm === arm));
    const centred = arms.flatMap((people) => {
      const [x, y] = [mean(people.map(({ before }) => before)), mean(people.map(({ value }) => value))];
      return people.map(({ before, value }) => ({ x: before - x, y: value - y }));
    });
    const slope = mean(centred.map(({ x, y }) => x * y)) / mean(centred.map(({ x }) => x * x));
    const all = mean(PEOPLE.map(({ before }) => before));
    const adjusted = arms.map(
      (people) =>
        mean(people.map(({ value }) => value)) - slope * (mean(people.map(({ before }) => before)) - all),
    );
    const shown = (card.table?.rows ?? []).map(({ value }) => value as number);
    expect(shown.map((value) => value.toFixed(6))).toEqual(adjusted.map((value) => value.toFixed(6)));
    const correlation =
      mean(centred.map(({ x, y }) => x * y)) ** 2 /
      (mean(centred.map(({ x }) => x * x)) * mean(centred.map(({ y }) => y * y)));
    expect(notes).toContain(`(CUPED), which takes ${(100 * correlation).toFixed(1)}% of the variance away`);
    const was = arms.map((people) => mean(people.map(({ value }) => value)).toFixed(2));
    expect(notes).toContain(`As they were: Control $${was[0]}, Bold $${was[1]}.`);
    const best = (card.table?.rows ?? []).map((row) => row.best as number);
    expect(best[1]).toBeGreaterThan(0.999);
    expect((await say(tenant, 'stop_ab_test', { test: 'tone' })).text).toContain('Bold wins');
  });

  it('stays as it was where nobody bought anything before', async () => {
    await running([['2026-03-19', ({ before }) => before]]);
    const { text, notes, card } = await say(tenant, 'show_ab_test', { test: 'tone' });
    expect(text).toMatch(/^Too early to tell/);
    expect(notes).not.toContain('CUPED');
    const [control, bold] = card.table?.rows ?? [];
    expect([control?.value, bold?.value].map((value) => (value as number).toFixed(6))).toEqual(
      ['control', 'bold'].map((arm) =>
        mean(PEOPLE.filter((person) => person.arm === arm).map(({ value }) => value)).toFixed(6),
      ),
    );
    expect((control?.best as number) + (bold?.best as number)).toBeCloseTo(1, 9);
    expect((control?.loss as number) - (bold?.loss as number)).toBeCloseTo(
      (bold?.value as number) - (control?.value as number),
      6,
    );
  });

  it('is not adjusted by a slope that a few people give', async () => {
    await running([['2026-03-18', ({ before }) => before]], PEOPLE.slice(0, 198));
    const { notes, card } = await say(tenant, 'show_ab_test', { test: 'tone' });
    expect(card.table?.rows.map(({ people }) => people)).toEqual([99, 99]);
    expect(notes).not.toContain('CUPED');
    await running([['2026-03-18', ({ before }) => before]], PEOPLE.slice(0, 200));
    expect((await say(tenant, 'show_ab_test', { test: 'tone' })).notes).toContain('CUPED');
  });
});
