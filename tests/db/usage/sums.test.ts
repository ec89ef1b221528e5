/** The sums of days tell what the calls themselves would, for every timezone, and stay true when rows go. */
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { readable } from '../../../db/readable.ts';
import { housekeeping } from '../../../jobs/housekeeping.ts';
import type { Actor } from '../../../tools/define-tool.ts';
import { type ModelUse, recordModelUse } from '../../../tools/model-usage.ts';
import { budgetStatus } from '../../../tools/usage/budget-status.ts';
import { readUnpriced, readUsage } from '../../../tools/usage/read-usage.ts';
import { stretchOf } from '../../../tools/usage/stretch.ts';
import { openTestDb } from '../harness.ts';
import { addPerson, contextFor, createTeam, NOW, record, use } from './usage.ts';

/** Half and three quarters of an hour off, both sides of the date line, and one whose clocks change in the month. */
const ZONES = [
  'UTC',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Midway',
  'America/New_York',
];
const NO_BUDGET = {
  ...{ dollarsPerPersonDay: null, dollarsPerTeamMonth: null },
  ...{ tokensPerPersonDay: null, tokensPerTeamMonth: null },
};

let db: Db;
let team: TenantDb;
let people: Actor[];
const calls: ModelUse[] = [];
beforeAll(async () => {
  db = await openTestDb();
  team = await createTeam(db);
  people = [await addPerson(team, 'Vera', 'viewer'), await addPerson(team, 'Ann', 'admin')];
  // Every 37 minutes from the end of October to the beginning of December, so that all edges are met.
  for (let i = 0, at = Date.UTC(2026, 9, 30); at < Date.UTC(2026, 11, 2); i += 1, at += 37 * 60_000)
    calls.push(
      use(i % 5 === 4 ? null : (people[i % 2] ?? null), new Date(at).toISOString(), {
        ...{ promptTokens: i, costUsd: i % 7 === 0 ? null : i / 1_000, beginsQuestion: i % 3 === 0 },
        model: i % 4 === 0 ? 'gpt-small' : 'gpt-x',
      }),
    );
  for (let at = 0; at < calls.length; at += 200) await record(team, calls.slice(at, at + 200));
});
afterAll(() => db.close());

interface Sum {
  questions: number;
  calls: number;
  tokens: number;
  cost: number;
  unpriced: number;
}

/** What the calls say, one by one. */
function sumsBy(keyOf: (call: ModelUse) => string, within: { from: Date; to: Date }): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const call of calls.filter(({ at }) => at >= within.from && at < within.to)) {
    const sum = sums.get(keyOf(call)) ?? { questions: 0, calls: 0, tokens: 0, cost: 0, unpriced: 0 };
    sums.set(keyOf(call), sum);
    sum.questions += call.beginsQuestion ? 1 : 0;
    sum.calls += 1;
    sum.tokens += (call.promptTokens ?? 0) + (call.completionTokens ?? 0);
    sum.cost += call.costUsd ?? 0;
    sum.unpriced += call.costUsd === null ? 1 : 0;
  }
  return sums;
}

const rounded = ({ cost, ...sum }: Sum): Sum => ({ ...sum, cost: Math.round(cost * 1e6) / 1e6 });

describe.each(ZONES)('in %s', (timezone) => {
  it.each(['today', 'week', 'month'] as const)('%s is what its calls are', async (name) => {
    const stretch = stretchOf(name, NOW, timezone);
    const keys = {
      person: ({ personId }: ModelUse) =>
        people.find((one) => one.personId === personId)?.name ?? 'Jobs and people who have left',
      day: ({ at }: ModelUse) => DateTime.fromJSDate(at, { zone: timezone }).toISODate() ?? '',
      model: ({ model }: ModelUse) => model,
    };
    for (const by of ['person', 'day', 'model'] as const) {
      const rows = await readUsage(team, by, { personId: null, stretch, timezone });
      const found = rows.map((row): [string, Sum] => [
        row.key,
        rounded({
          ...{ questions: row.questions, calls: row.calls, tokens: row.tokens },
          ...{ cost: row.cost ?? 0, unpriced: row.unpriced },
        }),
      ]);
      const expected = [...sumsBy(keys[by], stretch)].map(([key, sum]): [string, Sum] => [key, rounded(sum)]);
      expect(new Map(found)).toEqual(new Map(expected));
    }
  });

  it('so is the month of its budget', async () => {
    const [vera] = people;
    if (!vera) throw new Error('nobody is there');
    const context = await contextFor(team, { ...vera, timezone });
    const workspace = { ...context.workspace, timezone };
    const { person, team: ours } = await budgetStatus(readable(team), { ...context, workspace }, NO_BUDGET);
    const month = sumsBy(() => 'all', ours.stretch).get('all');
    const day = sumsBy(({ personId }) => personId ?? '', {
      from: person.stretch.from,
      to: new Date('2027-01-01'),
    });
    expect(ours.used.tokens).toBe(month?.tokens);
    expect(ours.used.dollars).toBeCloseTo(month?.cost ?? 0, 6);
    expect(person.used.tokens).toBe(day.get(vera.personId)?.tokens);
  });
});

const month = { personId: null, stretch: stretchOf('month', NOW, 'UTC'), timezone: 'UTC' };
/** The sums of days, and what the calls that they are of say. */
async function both(tenant: TenantDb) {
  const columns = `person_id, role, model, sum(questions)::int as questions, sum(calls)::int as calls,
     sum(prompt_tokens)::int as prompt, sum(cost_usd)::float8 as cost, sum(unpriced)::int as unpriced`;
  const { rows: sums } = await tenant.read(
    `select day::text as day, ${columns} from model_usage_days group by day, person_id, role, model order by 1, 2, 3, 4`,
  );
  const { rows: raw } = await tenant.read(
    `select (at at time zone 'UTC')::date::text as day, person_id, role, model,
            count(*) filter (where begins_question)::int as questions, count(*)::int as calls,
            sum(prompt_tokens)::int as prompt, coalesce(sum(cost_usd), 0)::float8 as cost,
            count(*) filter (where cost_usd is null)::int as unpriced
       from model_calls group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  );
  return { sums, raw };
}

it('says which models have no price', async () => {
  expect(await readUnpriced(team, month)).toEqual(['gpt-small', 'gpt-x']);
});

it('goes with the calls when their time is over', async () => {
  const old = await createTeam(db);
  await record(old, [
    use(null, '2025-10-15T12:00:00Z'),
    use(null, '2025-10-20T12:00:00Z'),
    use(null, '2026-11-20T12:00:00Z'),
  ]);
  await housekeeping(db, NOW);
  const { sums, raw } = await both(old);
  expect(sums).toEqual(raw);
  expect(sums).toHaveLength(2);
});

it('keeps what somebody has used who is gone, without them', async () => {
  const left = await createTeam(db);
  const [vera, ann] = [await addPerson(left, 'Vera', 'viewer'), await addPerson(left, 'Ann', 'admin')];
  const at = '2026-11-20T12:00:00Z';
  await record(left, [
    use(vera, at),
    use(ann, at),
    use(null, at, { costUsd: null }),
    use(vera, '2026-11-19T12:00:00Z'),
  ]);
  const before = await readUsage(left, 'model', month);
  await left.write((tx) => tx.query('delete from people where person_id = $1', [vera.personId]));
  const { sums, raw } = await both(left);
  expect(sums).toEqual(raw);
  expect(sums).toHaveLength(3);
  expect(await readUsage(left, 'model', month)).toEqual(before);
  expect((await readUsage(left, 'person', month)).map(({ key, calls: of }) => [key, of])).toEqual([
    ['Jobs and people who have left', 3],
    ['Ann', 1],
  ]);
});

it('goes with its team', async () => {
  const gone = await createTeam(db);
  const vera = await addPerson(gone, 'Vera', 'viewer');
  await record(gone, [use(vera, '2026-11-20T12:00:00Z'), use(null, '2026-11-20T12:00:00Z')]);
  await db.query('delete from tenants where tenant_id = $1', [gone.tenantId]);
  const { rowCount } = await db.query('select from model_usage_days where tenant_id = $1', [gone.tenantId]);
  expect(rowCount).toBe(0);
});

it('is not written where the call is not', async () => {
  const undone = await createTeam(db);
  await expect(
    undone.write(async (tx) => {
      await recordModelUse(tx, undone.tenantId, [use(null, '2026-11-20T12:00:00Z')]);
      throw new Error('something after it failed');
    }),
  ).rejects.toThrow('something after it failed');
  expect(await both(undone)).toEqual({ sums: [], raw: [] });
});
