/** What questions under way hold of a budget, so that many at once cannot pass a cap that each alone would keep. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { openDb } from '../../../db/open-db.ts';
import { housekeeping } from '../../../jobs/housekeeping.ts';
import type { Actor } from '../../../tools/define-tool.ts';
import { keepTrace } from '../../../tools/traces/index.ts';
import { readBudget, writeBudget } from '../../../tools/usage/budget.ts';
import { budgetStatus } from '../../../tools/usage/budget-status.ts';
import { databaseUrl, engineUnderTest, openTestDb } from '../harness.ts';
import { addPerson, contextFor, createTeam, NOW, question, record, use } from './usage.ts';

const CALL = { dollars: 0.02, tokens: 1_000 };
const AT_ONCE = 20;

let db: Db;
/** Another process, where the engine lets two have the database. */
let other: Db;
let team: TenantDb;
let vera: Actor;
let ann: Actor;
beforeAll(async () => {
  db = await openTestDb();
  other =
    engineUnderTest === 'postgres' ? await openDb({ kind: 'postgres', url: await databaseUrl(db) }) : db;
});
afterAll(async () => {
  if (other !== db) await other.close();
  await db.close();
});
beforeEach(async () => {
  team = await createTeam(db);
  [vera, ann] = [await addPerson(team, 'Vera', 'viewer'), await addPerson(team, 'Ann', 'admin')];
});

const cap = (caps: Parameters<typeof writeBudget>[2]) =>
  team.write((tx) => writeBudget(tx, team.tenantId, caps));
const ask = async (who: Actor, fields: Parameters<typeof question>[1] = {}, now = NOW) =>
  question(await contextFor(team, who, now), fields);

/** The question is over, having called the model so often. */
async function finish(traceId: string, who: Actor, calls: number): Promise<void> {
  const step = {
    ...({ kind: 'model', name: 'gpt-x', startedAt: NOW.toISOString(), ms: 1, outcome: 'ok' } as const),
    ...{ promptTokens: CALL.tokens, completionTokens: 0, costUsd: CALL.dollars },
    ...{ estimated: false, attempts: 1 },
  };
  const took = { promptTokens: calls * CALL.tokens, completionTokens: 0, costUsd: calls * CALL.dollars };
  await keepTrace(
    team,
    who.personId,
    {
      ...{ traceId, question: 'q', status: 'answered', role: 'strong', model: 'gpt-x', ms: 1, ...took },
      ...{ startedAt: NOW.toISOString(), steps: Array.from({ length: calls }, () => step) },
      ...{ estimated: false, sentencesLeftOut: 0, limit: null, failure: null },
    },
    new Map(),
  );
}

async function status(who = vera) {
  const context = await contextFor(team, who);
  const on = { query: team.read.bind(team) } as Parameters<typeof budgetStatus>[0];
  return budgetStatus(on, context, await readBudget(on, team.tenantId));
}

describe('twenty questions at once', () => {
  it('begin only as far as the cap goes, whichever process they are asked in', async () => {
    await cap({ dollarsPerTeamMonth: 0.45 });
    const asked = await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, i) => {
        const context = await contextFor(team, i % 2 ? vera : ann);
        return question({ ...context, db: i % 2 ? team : other.tenant(team.tenantId) }).ask();
      }),
    );
    // A quarter of $0.40 each, and the last one what is left.
    expect(asked.filter((because) => because === null)).toHaveLength(5);
    expect((await status()).team.held.dollars).toBeCloseTo(0.45, 12);
    expect(new Set(asked)).toEqual(
      new Set([
        null,
        'Other questions, which are still being answered, hold what is left of the team’s $0.45 of language model for November 2026 ($0.00 used so far). Ask again when one of them is answered, at 00:31 (Europe/Berlin) at the latest; questions that the rules can read are still answered.',
      ]),
    );
  });

  it.each([
    ['want little', 2],
    ['want all that they may have', 99],
  ])('that %s pass it by less than a call each', async (_, wanted) => {
    await cap({ dollarsPerPersonDay: 0.25, tokensPerTeamMonth: 1_000_000 });
    let begun = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const { traceId, ask: mayGoOn } = await ask(vera);
        let calls = 0;
        const taken = () => ({ dollars: calls * CALL.dollars, tokens: calls * CALL.tokens });
        while (calls < wanted && (await mayGoOn(taken())) === null) calls += 1;
        if (calls > 0) begun += 1;
        await finish(traceId, vera, calls);
      }),
    );
    const { used, held } = (await status()).person;
    expect(begun).toBeGreaterThan(1);
    expect(used.dollars).toBeLessThan(0.25 + begun * CALL.dollars);
    expect(used.dollars).toBeGreaterThanOrEqual(Math.min(0.25, begun * wanted * CALL.dollars) - 1e-9);
    expect(held).toEqual({ dollars: 0, tokens: 0 });
  });
});

describe('a question', () => {
  it('begins while anything is left, however much it might take, and two of them where there is enough', async () => {
    await cap({ dollarsPerPersonDay: 0.5 });
    await record(team, [use(vera, '2026-11-20T23:10:00Z', { costUsd: 0.1 })]);
    expect(await (await ask(vera, { most: { dollars: 5, tokens: 40_000 } })).ask()).toBe(null);
    expect((await status()).person.held.dollars).toBeCloseTo(0.4, 12);
    const refused = await (await ask(vera)).ask();
    expect(refused).toBe(
      'Other questions of yours, which are still being answered, hold what is left of your $0.50 of language model for today ($0.10 used so far). Ask again when one of them is answered, at 00:31 (Europe/Berlin) at the latest; questions that the rules can read are still answered.',
    );
    expect(await (await ask(ann)).ask()).toBe(null);
    expect(await (await ask(ann)).ask()).toBe(null);
  });

  it('holds more as it takes more, and is stopped where there is none', async () => {
    await cap({ tokensPerPersonDay: 25_000 });
    const first = await ask(vera);
    const second = await ask(vera);
    for (const one of [first, second]) expect(await one.ask()).toBe(null);
    expect((await status()).person.held.tokens).toBe(20_000);
    expect(await first.ask({ dollars: 0, tokens: 9_999 })).toBe(null);
    expect((await status()).person.held.tokens).toBe(20_000);
    expect(await first.ask({ dollars: 0, tokens: 10_500 })).toBe(null);
    expect((await status()).person.held.tokens).toBe(25_000);
    expect(await first.ask({ dollars: 0, tokens: 15_000 })).toMatch(
      /^Other questions of yours.* hold what is left of your 25,000 tokens .* \(15,000 tokens used so far\)/,
    );
    await finish(second.traceId, vera, 2);
    expect(await first.ask({ dollars: 0, tokens: 15_000 })).toBe(null);
    expect(await first.ask({ dollars: 0, tokens: 23_000 })).toMatch(/^You have used your 25,000 tokens/);
  });

  it('of a model without a price is held by tokens alone', async () => {
    await cap({ dollarsPerPersonDay: 0.1, tokensPerPersonDay: 100_000 });
    const most = { dollars: 0, tokens: 40_000 };
    const one = await ask(vera, { most });
    expect(await one.ask()).toBe(null);
    expect(await one.ask({ dollars: 0, tokens: 9_000 })).toBe(null);
    expect((await status()).person.held).toEqual({ dollars: 0, tokens: 10_000 });
  });
});

describe('a hold', () => {
  it('ends with what the question took, in the same moment', async () => {
    await cap({ dollarsPerPersonDay: 0.1 });
    const one = await ask(vera);
    expect(await one.ask()).toBe(null);
    expect(await (await ask(vera)).ask()).not.toBe(null);
    await finish(one.traceId, vera, 1);
    expect((await status()).person).toMatchObject({ used: CALL, held: { dollars: 0, tokens: 0 } });
    expect(await (await ask(vera)).ask()).toBe(null);
  });

  it('stays where its trace could not be kept, until its time is up', async () => {
    await cap({ dollarsPerPersonDay: 0.1 });
    const lost = await ask(vera);
    expect(await lost.ask()).toBe(null);
    await expect(finish(lost.traceId, { ...vera, personId: randomUUID() }, 1)).rejects.toThrow(/foreign key/);
    expect(await (await ask(vera)).ask()).not.toBe(null);
    const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
    expect(await (await ask(vera, {}, later(89))).ask()).not.toBe(null);
    expect(await (await ask(vera, {}, later(91))).ask()).toBe(null);
    await housekeeping(db, later(91));
    const { rowCount } = await team.read('select from budget_holds where tenant_id = $1', [team.tenantId]);
    expect(rowCount).toBe(1);
  });

  it('of another team holds nothing here', async () => {
    await cap({ dollarsPerPersonDay: 0.1 });
    await (await ask(vera)).ask();
    const theirs = await createTeam(db);
    const { rowCount } = await theirs.read('select from budget_holds');
    expect(rowCount).toBe(0);
  });
});
