/** What a gate promises beyond its rows: erased people, reasons for an empty answer, questions the data cannot hold. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { compileGate } from '../../../tools/audience/compile-gate.ts';
import { explainGate } from '../../../tools/audience/explain-gate.ts';
import { type Gate, gate } from '../../../tools/audience/gate.ts';
import { openTestDb } from '../harness.ts';
import { passing } from './by-hand.ts';
import { loadTown, PEOPLE, type Town } from './small-town.ts';

let db: Db;
let town: Town;

beforeAll(async () => {
  db = await openTestDb();
  town = await loadTown(db);
});
afterAll(() => db.close());

const always = (): [string, string] => ['0000', '9999'];
const boughtCategory = (category: string): Gate =>
  gate.parse({ kind: 'did', action: 'purchase', targets: [{ of: 'category', values: [category] }] });
const run = async (said: Gate, where = town): Promise<string[]> => {
  const { text, values } = compileGate(said, where);
  const found = await db.tenant(where.tenantId).read<{ customer_id: string }>(text, values);
  return found.rows.map((row) => row.customer_id).sort();
};

it('never passes who was erased, whatever the gate', async () => {
  const other = await loadTown(db);
  const erased = ['C1', "o'hara\\ 12"];
  await db
    .tenant(other.tenantId)
    .write((tx) =>
      tx.query(
        'insert into erased_people (tenant_id, id_hash) select $1, walker_person_hash($1, id) from unnest($2::text[]) as id',
        [other.tenantId, erased],
      ),
    );
  const left = PEOPLE.map(({ id }) => id).filter((id) => !erased.includes(id));
  expect(await run({ kind: 'everyone' }, other)).toEqual(left.sort());
  expect(await run({ kind: 'not', gate: boughtCategory('Hats') }, other)).toEqual(left);
});

it('tells how many each condition would pass alone', async () => {
  const socks = boughtCategory('Socks');
  const hats = boughtCategory('Hats');
  const said: Gate = { kind: 'all', of: [socks, { kind: 'any', of: [hats, { kind: 'not', gate: socks }] }] };
  expect(await explainGate(said, db.tenant(town.tenantId), town)).toEqual({
    everyone: PEOPLE.length,
    passing: 0,
    conditions: [
      { words: 'bought Socks', passing: passing(socks, always).length },
      { words: 'bought Hats', passing: 0 },
      { words: 'did not buy Socks', passing: PEOPLE.length - passing(socks, always).length },
    ],
  });
});

it('tells the size of everyone where there is no condition', async () => {
  const found = await explainGate({ kind: 'everyone' }, db.tenant(town.tenantId), town);
  expect(found).toEqual({ everyone: PEOPLE.length, passing: PEOPLE.length, conditions: [] });
});

it.each<[string, object, RegExp]>([
  [
    'a sale has no device',
    { kind: 'did', action: 'purchase', targets: [{ of: 'device', values: ['mobile'] }] },
    /device/u,
  ],
  [
    'a visit has no coupon',
    { kind: 'did', action: 'view', targets: [{ of: 'coupon', values: ['X'] }] },
    /coupon/u,
  ],
  [
    'a visit has no amount',
    { kind: 'did', action: 'view', measure: { of: 'amount', op: '>', value: 1 } },
    /amount/u,
  ],
  [
    'a visit has no order',
    { kind: 'did', action: 'view', targets: [], together: [[{ of: 'category', values: ['Socks'] }]] },
    /no orders/u,
  ],
  [
    'goods in one order have no amount',
    {
      kind: 'did',
      action: 'purchase',
      together: [[{ of: 'category', values: ['Socks'] }]],
      measure: { of: 'amount', op: '>', value: 1 },
    },
    /one order/u,
  ],
  [
    'a month without orders is missing from “fewer than 3 in every month”',
    {
      kind: 'did',
      action: 'purchase',
      measure: { of: 'orders', op: '<', value: 3 },
      within: { kind: 'last', count: 3, unit: 'month' },
      every: 'month',
    },
    /every month/u,
  ],
  [
    'days that begin inside a month',
    { kind: 'did', action: 'purchase', within: { kind: 'last', count: 60, unit: 'day' }, every: 'month' },
    /middle of a month/u,
  ],
  [
    'how often one thing came after another',
    {
      kind: 'sequence',
      steps: [
        { kind: 'did', action: 'purchase', measure: { of: 'orders', op: '>', value: 1 } },
        { kind: 'did', action: 'purchase' },
      ],
    },
    /how often/u,
  ],
  ['an age is a number', { kind: 'trait', trait: 'age', op: 'in', values: ['young'] }, /age/u],
  ['a place has no size', { kind: 'trait', trait: 'location', op: '>', value: 3 }, /location/u],
  [
    'a consent is given or not',
    { kind: 'trait', trait: 'email_consent', op: 'in', values: ['maybe'] },
    /consent/u,
  ],
  [
    'a day that does not exist',
    { kind: 'milestone', of: 'signup', within: { kind: 'day', month: 2, day: 30, year: 2026 } },
    /30 February/u,
  ],
])('says why it cannot ask: %s', (_, said, because) => {
  expect(() => compileGate(gate.parse(said), town)).toThrow(because);
  expect(() => compileGate(gate.parse(said), town)).toThrow(expect.objectContaining({ name: 'UserError' }));
});
