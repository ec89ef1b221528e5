import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import type { Actor, ToolContext } from '../../../tools/define-tool.ts';
import { ToolInputError } from '../../../tools/errors.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool, type ToolResult } from '../../../tools/run-tool.ts';
import { parseUsage, routeUsage } from '../../../tools/usage/command.ts';
import { usageTools } from '../../../tools/usage/index.ts';
import { openTestDb } from '../harness.ts';
import { addPerson, contextFor, createTeam, NOW, question, record, use } from './usage.ts';

const registry = createRegistry(usageTools());
let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

async function say(team: TenantDb, actor: Actor, words: string, now = NOW): Promise<ToolResult> {
  const call = routeUsage(words) ?? { tool: 'model_usage', args: parseUsage(words) ?? {} };
  return runTool(registry, call, await contextFor(team, actor, now));
}

const rowsOf = ({ facts }: ToolResult) =>
  (facts?.rows ?? []).map(({ key, questions, calls, tokens, cost }) => [key, questions, calls, tokens, cost]);

describe('model_usage', () => {
  let team: TenantDb;
  let vera: Actor;
  let ann: Actor;
  beforeAll(async () => {
    team = await createTeam(db);
    vera = await addPerson(team, 'Vera', 'viewer');
    ann = await addPerson(team, 'Ann', 'admin');
    const other = await createTeam(db);
    await record(other, [
      use(await addPerson(other, 'Eve', 'admin'), '2026-11-20T10:00:00Z', { costUsd: 99 }),
    ]);
    await record(team, [
      use(vera, '2026-11-20T10:00:00Z'),
      // Friday in UTC, Saturday where Vera lives.
      use(vera, '2026-11-20T23:15:00Z', { costUsd: 0.1, model: 'gpt-small', role: 'fast' }),
      use(ann, '2026-11-20T11:00:00Z', { costUsd: null, model: 'local-llm' }),
      use(ann, '2026-11-02T11:00:00Z'),
      use(ann, '2026-10-31T11:00:00Z'),
      use(null, '2026-11-20T02:00:00Z', {
        ...{ role: 'embedding', model: 'embed-3', embeddingTokens: 50_000 },
        ...{ promptTokens: 0, completionTokens: 0, costUsd: 0.001 },
      }),
    ]);
  });

  it('shows people their own, by the days of where they live', async () => {
    const mine = await say(team, vera, 'month');
    expect(rowsOf(mine)).toEqual([
      ['2026-11-20', 0, 1, 1_100, 0.25],
      ['2026-11-21', 0, 1, 1_100, 0.1],
    ]);
    expect(mine.summary).toBe('You have used 2,200 tokens for $0.35 in November 2026.');
    expect(mine.card.private).toBe(true);
    expect(rowsOf(await say(team, vera, 'today by model'))).toEqual([['gpt-small', 0, 1, 1_100, 0.1]]);
  });

  it('shows admins the team, jobs included, and what has no price', async () => {
    const all = await say(team, ann, 'this month by person');
    expect(rowsOf(all)).toEqual([
      ['Vera', 0, 2, 2_200, 0.35],
      ['Ann', 0, 2, 2_200, 0.25],
      ['Jobs and people who have left', 0, 1, 50_000, 0.001],
    ]);
    expect(all.summary).toBe('The team has used 54,400 tokens for at least $0.6010 in November 2026.');
    const notes = all.card.footnotes?.map(({ text }) => text) ?? [];
    expect(notes).toContain(
      'The price of local-llm is not known, so what it cost is not in the sums. Set MODEL_PRICES.',
    );
    expect(rowsOf(await say(team, ann, 'month by model')).map(([model]) => model)).toEqual([
      'gpt-x',
      'gpt-small',
      'embed-3',
      'local-llm',
    ]);
    expect(rowsOf(await say(team, ann, 'month mine'))).toHaveLength(2);
  });

  it('shows nobody but admins what others have used', async () => {
    const refused = await say(team, vera, 'by person');
    expect(refused.outcome.kind).toBe('refused');
    expect(refused.card.text?.join(' ')).toContain('for admins to see');
  });

  it('says where nothing was used', async () => {
    const none = await say(team, ann, 'today', new Date('2026-12-24T12:00:00Z'));
    expect(none.outcome.kind).toBe('empty');
    expect(none.summary).toBe('Nobody has used the language model today.');
  });
});

describe('model_budget', () => {
  it('is set by admins alone, shown with the usage, and lifted', async () => {
    const team = await createTeam(db);
    const ann = await addPerson(team, 'Ann', 'admin');
    const vera = await addPerson(team, 'Vera', 'approver');
    await expect(say(team, vera, 'budget person=5')).rejects.toThrow(/needs the role admin/);
    const set = await say(team, ann, 'budget person=$0.50/day team=50/month team-tokens=5m');
    expect(set.summary).toBe(
      'A person may use $0.50 of language model a day. The team may use $50.00 of language model a month. The team may use 5,000,000 tokens a month.',
    );
    await record(team, [use(vera, '2026-11-20T23:10:00Z')]);
    expect((await say(team, vera, 'today')).card.text).toContain('Today you have used $0.25 of your $0.50.');
    const lifted = await say(team, ann, 'budget person=off team-tokens=off');
    expect(lifted.summary).toBe('The team may use $50.00 of language model a month.');
  });

  it.each(['person=a-lot', 'person=5/month', 'team=-1', 'person-tokens=1.5', 'everybody=5', '50'])(
    'refuses %s, and changes nothing',
    async (words) => {
      const team = await createTeam(db);
      const ann = await addPerson(team, 'Ann', 'admin');
      await expect(say(team, ann, `budget ${words}`)).rejects.toThrow(ToolInputError);
      expect((await say(team, ann, 'budget')).summary).toContain('There is no cap');
    },
  );

  it('leaves other settings alone', async () => {
    const team = await createTeam(db);
    const ann = await addPerson(team, 'Ann', 'admin');
    await db.query(
      `update tenants set settings = '{"outreach": {"a": 1}, "model": {"b": 2}}' where tenant_id = $1`,
      [team.tenantId],
    );
    await say(team, ann, 'budget team=1');
    const { rows } = await db.query<{ settings: object }>(
      'select settings from tenants where tenant_id = $1',
      [team.tenantId],
    );
    expect(rows[0]?.settings).toMatchObject({ outreach: { a: 1 }, model: { b: 2, dollarsPerTeamMonth: 1 } });
  });
});

/** What a new question is told before its first step. */
const withinBudget = (context: ToolContext) => question(context).ask();

describe('a budget', () => {
  it('has caps that are read once a question', async () => {
    const team = await createTeam(db);
    const ann = await addPerson(team, 'Ann', 'admin');
    const uncapped = question(await contextFor(team, ann));
    expect(await uncapped.ask()).toBe(null);
    await say(team, ann, 'budget person=0/day');
    expect(await uncapped.ask({ dollars: 0.1, tokens: 1 })).toBe(null);
    expect(await withinBudget(await contextFor(team, ann))).toMatch(/^You have used your \$0\.00/);
  });

  it('counts a person by their own day and stops them politely', async () => {
    const team = await createTeam(db);
    const ann = await addPerson(team, 'Ann', 'admin');
    const vera = await addPerson(team, 'Vera', 'viewer');
    expect(await withinBudget(await contextFor(team, vera))).toBe(null);
    await say(team, ann, 'budget person=0.50/day');
    // Yesterday, where Vera lives.
    await record(team, [use(vera, '2026-11-20T22:59:00Z', { costUsd: 5 })]);
    expect(await withinBudget(await contextFor(team, vera))).toBe(null);
    await record(team, [use(vera, '2026-11-20T23:01:00Z', { costUsd: 0.5 })]);
    expect(await withinBudget(await contextFor(team, vera))).toBe(
      'You have used your $0.50 of language model for today; questions that the rules can read are still answered. It is free again at 00:00 (Europe/Berlin), or an admin can raise it with /walker usage budget.',
    );
    expect(await withinBudget(await contextFor(team, ann))).toBe(null);
    const tomorrow = new Date('2026-11-21T23:30:00Z');
    expect(await withinBudget(await contextFor(team, vera, tomorrow))).toBe(null);
  });

  it('counts the team by the calendar month, jobs included, and tokens where there is no price', async () => {
    const team = await createTeam(db);
    const ann = await addPerson(team, 'Ann', 'admin');
    await say(team, ann, 'budget team-tokens=10k/month');
    await record(team, [
      use(null, '2026-11-01T00:00:00Z', { costUsd: null, embeddingTokens: 8_900, promptTokens: 0 }),
      use(null, '2026-10-31T23:59:00Z', { embeddingTokens: 90_000 }),
    ]);
    expect(await withinBudget(await contextFor(team, ann))).toBe(null);
    await record(team, [use(ann, '2026-11-20T10:00:00Z', { costUsd: null })]);
    expect(await withinBudget(await contextFor(team, ann))).toMatch(
      /^The team has used its 10,000 tokens of language model for November 2026; .* free again on 1 December/,
    );
  });
});
