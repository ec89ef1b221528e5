/** Any gate: the compiled SQL passes whom plain loops over the same rows pass, and no value is in its text. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { compileGate } from '../../../tools/audience/compile-gate.ts';
import { type Gate, gate as gateSchema, NUMBER_TRAITS, type Trait } from '../../../tools/audience/gate.ts';
import type { PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { openTestDb } from '../harness.ts';
import { passing } from './by-hand.ts';
import { loadTown, type Town } from './small-town.ts';

let db: Db;
let town: Town;

beforeAll(async () => {
  db = await openTestDb();
  // Another tenant with the same ids: none of it may show.
  await loadTown(db);
  town = await loadTown(db);
});
afterAll(() => db.close());

/** Periods with the days they mean on the town's today, written out by hand. */
const PERIODS: readonly (readonly [PeriodExpression, readonly [string, string]])[] = [
  [{ kind: 'all' }, ['0000', '9999']],
  [{ kind: 'last', count: 60, unit: 'day' }, ['2026-09-22', '2026-11-20']],
  [{ kind: 'last', count: 1, unit: 'month' }, ['2026-10-01', '2026-10-31']],
  [{ kind: 'since', from: '2026-10-15' }, ['2026-10-15', '9999']],
  [{ kind: 'until', to: '2026-09-30' }, ['0000', '2026-09-30']],
  [{ kind: 'range', from: '2026-08-01', to: '2026-09-15' }, ['2026-08-01', '2026-09-15']],
  [{ kind: 'year', year: 2031 }, ['2031-01-01', '2031-12-31']],
];
const daysOf = (within: PeriodExpression): readonly [string, string] =>
  PERIODS.find(([period]) => JSON.stringify(period) === JSON.stringify(within))?.[1] ?? ['', ''];
const period = fc.constantFrom(...PERIODS.map(([each]) => each));

const VALUES: Record<string, readonly string[]> = {
  product: ['wool socks', 'Tote Bag', 'sock', "'; drop table fct_sales; --"],
  sku: ['S1', 'h1'],
  category: ['Socks', 'SHOES', 'Hats'],
  group: ['Footwear'],
  color: ['red', 'BLACK'],
  channel: ['Online', 'search'],
  device: ['mobile'],
  page: ['/socks'],
  coupon: ['save10'],
};
const targetOf = (kinds: readonly string[]) =>
  fc.constantFrom(...kinds).chain((of) =>
    fc.record({
      of: fc.constant(of),
      op: fc.constantFrom('in', 'not_in', 'contains'),
      values: fc.subarray([...(VALUES[of] ?? [])], { minLength: 1 }),
    }),
  );
const bounds = (numbers: readonly number[]) => ({
  op: fc.constantFrom('>', '>=', '<', '<=', '=', 'between'),
  value: fc.constantFrom(...numbers),
  upper: fc.constantFrom(...numbers),
});
const sale = fc.record(
  {
    kind: fc.constant('did'),
    action: fc.constantFrom('purchase', 'purchase', 'returned'),
    targets: fc.array(targetOf(['product', 'sku', 'category', 'group', 'color', 'channel', 'coupon']), {
      maxLength: 2,
    }),
    measure: fc.record(
      {
        of: fc.constantFrom('times', 'orders', 'units', 'amount', 'average_order', 'products', 'categories'),
        each: fc.constant('order'),
        ...bounds([0, 1, 2, 3, 20, 60]),
      },
      { requiredKeys: ['of', 'op', 'value', 'upper'] },
    ),
    within: period,
  },
  { requiredKeys: ['kind', 'action', 'targets', 'within'] },
);
const visit = fc.record(
  {
    kind: fc.constant('did'),
    action: fc.constantFrom('view', 'product_view', 'add_to_cart', 'checkout', 'newsletter_opened', 'any'),
    targets: fc.array(targetOf(['product', 'category', 'color', 'channel', 'device', 'page']), {
      maxLength: 2,
    }),
    measure: fc.record({ of: fc.constant('times'), ...bounds([0, 1, 2, 4]) }),
    within: period,
  },
  { requiredKeys: ['kind', 'action', 'targets', 'within'] },
);
const things = (max: number) =>
  targetOf(['product', 'category', 'color']).map((each) => [each].slice(0, max));
const inOneOrder = fc.record(
  {
    kind: fc.constant('did'),
    action: fc.constantFrom('purchase', 'purchase', 'returned'),
    targets: things(1),
    together: fc.array(things(1), { minLength: 1, maxLength: 2 }),
    measure: fc.record({ of: fc.constantFrom('times', 'orders'), ...bounds([1, 2]) }),
    within: period,
  },
  { requiredKeys: ['kind', 'action', 'targets', 'together', 'within'] },
);
/** Days that begin with a month; numbers that a month without any does not fit. */
const everyMonth = fc
  .record({
    did: fc.oneof(sale, visit, inOneOrder),
    within: fc.constantFrom(...PERIODS.flatMap(([each], at) => ([0, 2, 4, 5, 6].includes(at) ? [each] : []))),
    measure: fc.option(
      fc.record({
        of: fc.constantFrom('times'),
        op: fc.constantFrom('>', '>=', '='),
        value: fc.constantFrom(1, 2),
      }),
      { nil: undefined },
    ),
  })
  .map(({ did: { measure: _, ...did }, within, measure }) => ({
    ...did,
    within,
    every: 'month',
    ...(measure ? { measure } : {}),
  }));
const sequence = fc.record(
  {
    kind: fc.constant('sequence'),
    steps: fc.array(
      fc.oneof(sale, visit).map(({ measure: _, ...step }) => step),
      { minLength: 2, maxLength: 3 },
    ),
    firsts: fc.boolean(),
  },
  { requiredKeys: ['kind', 'steps'] },
);
const listed = (trait: Trait['trait'], values: readonly string[]) =>
  fc.record({
    kind: fc.constant('trait'),
    trait: fc.constant(trait),
    op: fc.constantFrom('in', 'not_in', 'is_known', 'is_unknown'),
    values: fc.subarray([...values], { minLength: 1 }),
  });
const counted = fc.record({
  kind: fc.constant('trait'),
  trait: fc.constantFrom(...NUMBER_TRAITS),
  ...bounds([0, 0.5, 3, 30, 60, 1000]),
});
const trait = fc.oneof(
  listed('location', ['berlin', 'Chicago', 'Atlantis']),
  listed('gender', ['f']),
  listed('favorite_color', ['Red']),
  listed('segment', ['champions', 'Sock lovers', 'Nobody']),
  listed('top_interest', ['socks']),
  listed('likes_luxury', ['true']),
  listed('email_consent', ['true', 'false']),
  counted,
);
const milestone = fc.record({
  kind: fc.constant('milestone'),
  of: fc.constantFrom('first_order', 'last_order', 'signup', 'first_seen', 'last_seen'),
  within: period,
});
const { anyGate } = fc.letrec<{ anyGate: unknown }>((tie) => ({
  anyGate: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constant({ kind: 'everyone' }),
      sale,
      visit,
      inOneOrder,
      everyMonth,
      sequence,
      trait,
      milestone,
    ),
    fc.record({ kind: fc.constant('not'), gate: tie('anyGate') }),
    fc.record({
      kind: fc.constantFrom('all', 'any'),
      of: fc.array(tie('anyGate'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const run = async (gate: Gate): Promise<string[]> => {
  const { text, values } = compileGate(gate, town, 3);
  // Behind two parameters of the caller's own, and inside a statement of his.
  const found = await db
    .tenant(town.tenantId)
    .read<{ customer_id: string }>(
      `with gate as (${text}) select customer_id from gate where $1::int < $2::int order by customer_id collate "C"`,
      [1, 2, ...values],
    );
  return found.rows.map((row) => row.customer_id);
};

it('passes exactly whom the rows say', async () => {
  await fc.assert(
    fc.asyncProperty(anyGate, async (said) => {
      const gate = gateSchema.parse(said);
      expect(await run(gate)).toEqual(passing(gate, daysOf));
    }),
    { numRuns: 250 },
  );
});

it.each([
  ['in one order', inOneOrder],
  ['in every month', everyMonth],
  ['one after another', sequence],
])('passes exactly whom the rows say: %s', async (_, gates) => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(gates, async (said) => {
      const gate = gateSchema.parse(said);
      const people = await run(gate);
      found += people.length;
      expect(people).toEqual(passing(gate, daysOf));
    }),
    { numRuns: 150 },
  );
  // Of gates that nobody passes nothing would be learnt.
  expect(found).toBeGreaterThan(20);
});

it('never has a value in its text', () => {
  const strange = fc.stringMatching(/^[a-z'"; ]{6,12}$/u).map((text) => `~${text}`);
  fc.assert(
    fc.property(strange, fc.double({ min: 1e6, max: 1e9, noNaN: true }), (text, value) => {
      const { text: sql } = compileGate(
        {
          kind: 'all',
          of: [
            {
              kind: 'did',
              action: text,
              targets: [{ of: 'product', op: 'contains', values: [text] }],
              measure: { of: 'times', op: '>', value },
              within: { kind: 'range', from: '2019-03-04', to: '2019-05-06' },
            },
            { kind: 'trait', trait: 'location', op: 'in', values: [text] },
            { kind: 'trait', trait: 'segment', op: 'in', values: [text] },
            { kind: 'milestone', of: 'signup', within: { kind: 'since', from: '2019-03-04' } },
          ],
        },
        town,
      );
      expect(sql).not.toContain(text);
      expect(sql).not.toContain(String(value));
      expect(sql).not.toMatch(/2019|2026/u);
      expect(sql).not.toContain(town.tenantId);
    }),
  );
});
