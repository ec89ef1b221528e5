import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { housekeeping } from '../../../jobs/housekeeping.ts';
import type { Actor } from '../../../tools/define-tool.ts';
import { privacyTools } from '../../../tools/privacy/index.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool, type ToolResult } from '../../../tools/run-tool.ts';
import { keepTrace, linkTrace, type StoredTrace, traceTools } from '../../../tools/traces/index.ts';
import { openTestDb } from '../harness.ts';
import { addPerson, contextFor, createTeam, NOW } from '../usage/usage.ts';

const registry = createRegistry([...traceTools(), ...privacyTools()]);
let db: Db;
let team: TenantDb;
let vera: Actor;
beforeAll(async () => {
  db = await openTestDb();
  team = await createTeam(db);
  vera = await addPerson(team, 'Vera', 'viewer');
});
afterAll(() => db.close());

function traceOf(fields: Partial<StoredTrace> = {}): StoredTrace {
  return {
    traceId: randomUUID(),
    question: 'why did revenue fall?',
    status: 'answered',
    role: 'strong',
    model: 'gpt-x',
    startedAt: '2026-11-20T23:00:00.250Z',
    ms: 3_140.6,
    steps: [
      model({ promptTokens: 1_000, completionTokens: 20 }),
      tool({ sql: 'select revenue from sales', args: { metrics: ['revenue'] } }),
      model({ promptTokens: 1_150, completionTokens: 34, attempts: 2 }),
    ],
    promptTokens: 2_150,
    completionTokens: 54,
    estimated: false,
    costUsd: 0.0021,
    sentencesLeftOut: 1,
    limit: null,
    failure: null,
    ...fields,
  };
}

type Step = StoredTrace['steps'][number];
const model = (fields: Partial<Extract<Step, { kind: 'model' }>> = {}): Step => ({
  ...{ kind: 'model', name: 'gpt-x', startedAt: '2026-11-20T23:00:00.250Z', ms: 900, promptTokens: 10 },
  ...{ completionTokens: 1, estimated: false, costUsd: 0.00105, attempts: 1, outcome: 'ok', ...fields },
});
const tool = (fields: Partial<Extract<Step, { kind: 'tool' }>> = {}): Step => ({
  ...{ kind: 'tool', name: 'sql_analytics', startedAt: '2026-11-20T23:00:01.000Z', ms: 40, args: {} },
  ...{ outcome: 'ok', detail: 'Revenue by month', sql: null, ...fields },
});

const keep = (trace: StoredTrace) => keepTrace(team, vera.personId, trace, registry);
const show = async (trace: string, actor: Actor, of = team): Promise<ToolResult> =>
  runTool(registry, { tool: 'show_trace', args: { trace } }, await contextFor(of, actor));

async function answer(question = 'q', askedAt = NOW): Promise<string> {
  const answerId = randomUUID();
  await team.write((tx) =>
    tx.query(
      `insert into answers (answer_id, tenant_id, person_id, surface, thread, origin, question, status, answer, asked_at)
       values ($1, $2, $3, 'cli', 't', 'question', $4, 'answered', 'It fell by 4%.', $5)`,
      [answerId, team.tenantId, vera.personId, question, askedAt],
    ),
  );
  return answerId;
}

describe('show_trace', () => {
  it('shows the asker each step with what it took, the SQL and the answer', async () => {
    const trace = traceOf();
    await keep(trace);
    const answerId = await answer();
    await team.write((tx) => linkTrace(tx, team.tenantId, trace.traceId, answerId));
    const { card, outcome } = await show(trace.traceId, vera);
    expect(outcome).toMatchObject({ kind: 'ok', data: { trace: { ...trace, ms: 3_141 }, askedBy: 'Vera' } });
    expect(card.text).toEqual([
      '“why did revenue fall?”',
      'It fell by 4%.',
      'Answered by gpt-x in 3.1 s: 2 calls of the model, 1 of a tool, 2,204 tokens, $0.0021.',
    ]);
    expect(card.steps?.map(({ title, state, detail }) => [title, state, detail])).toEqual([
      ['gpt-x', 'done', '1,000 + 20 tokens'],
      ['sql analytics', 'done', 'Revenue by month'],
      ['gpt-x', 'done', '1,150 + 34 tokens, 2 tries'],
    ]);
    expect(card.code?.text).toBe('select revenue from sales');
    expect(card.private).toBe(true);
  });

  it('shows it to admins, and to nobody else', async () => {
    const trace = traceOf({ status: 'failed', failure: 'rate_limited', costUsd: null });
    await keep(trace);
    const admin = await addPerson(team, 'Ann', 'admin');
    const seen = await show(trace.traceId, admin);
    expect(seen.card.footnotes?.map(({ text }) => text)).toContain('The model failed: rate limited.');
    expect(seen.summary).toContain('cost unknown');
    const colleague = await addPerson(team, 'Ben', 'approver');
    expect((await show(trace.traceId, colleague)).outcome.kind).toBe('empty');
    const elsewhere = await createTeam(db);
    const stranger = await addPerson(elsewhere, 'Eve', 'admin');
    expect((await show(trace.traceId, stranger, elsewhere)).outcome.kind).toBe('empty');
  });

  it('counts each call of the model as usage', async () => {
    const trace = traceOf();
    await keep(trace);
    const { rows } = await team.read<{ tokens: number; cost: number; at: Date; person_id: string }>(
      `select (prompt_tokens + completion_tokens)::int as tokens, cost_usd::float8 as cost, at, person_id
         from model_calls where tenant_id = $1 and trace_id = $2 order by call_id`,
      [team.tenantId, trace.traceId],
    );
    expect(rows.map(({ tokens, cost }) => [tokens, cost])).toEqual([
      [1_020, 0.00105],
      [1_184, 0.00105],
    ]);
    expect(rows[0]).toMatchObject({ person_id: vera.personId, at: new Date('2026-11-20T23:00:00.250Z') });
  });
});

describe('people in a trace', () => {
  const stored = async (traceId: string) =>
    (
      await team.read<{ question: string; steps: Step[] }>(
        'select question, steps from traces where tenant_id = $1 and trace_id = $2',
        [team.tenantId, traceId],
      )
    ).rows[0];

  it('are not kept where a tool was asked about one', async () => {
    const steps = [
      model(),
      tool({ name: 'export_person', args: { customer_id: 'hash' }, detail: 'Jane Doe' }),
      tool({ name: 'run_sql', args: { sql: `select 'Jane Doe'` }, sql: `select 'Jane Doe'` }),
    ];
    const trace = traceOf({ question: 'what do we know about Jane Doe?', steps });
    await keep(trace);
    const kept = await stored(trace.traceId);
    expect(kept?.question).toBe('export_person');
    expect(JSON.stringify(kept)).not.toContain('Jane');
    expect(kept?.steps[1]).toMatchObject({ args: { customer_id: 'hash' }, ms: 40 });
  });

  it('go when they are erased', async () => {
    await team.write((tx) =>
      tx.query(
        'insert into dim_customer (tenant_id, customer_id, first_name, last_name) values ($1, $2, $3, $4)',
        [...[team.tenantId, 'C000017', 'Jane', 'Doe']],
      ),
    );
    const about = traceOf({
      steps: [tool({ sql: `select 1 from dim_customer where customer_id = 'C000017'` })],
    });
    const other = traceOf();
    await keep(about);
    await keep(other);
    const admin = await addPerson(team, 'Ann', 'admin');
    const erase = { tool: 'erase_person', args: { customer_id: 'C000017' } };
    await runTool(registry, erase, await contextFor(team, admin));
    expect(await stored(about.traceId)).toBeUndefined();
    expect(await stored(other.traceId)).toBeDefined();
  });
});

it('is kept for 30 days, and no longer than its answer; what it cost stays for a year', async () => {
  const old = traceOf({ startedAt: '2026-10-20T00:00:00.000Z' });
  const young = traceOf({ startedAt: '2026-10-22T00:00:00.000Z' });
  const gone = traceOf();
  for (const trace of [old, young, gone]) await keep(trace);
  const answerId = await answer('q', new Date('2025-01-01'));
  await team.write((tx) => linkTrace(tx, team.tenantId, gone.traceId, answerId));
  await housekeeping(db, NOW);
  const ids = [old, young, gone].map(({ traceId }) => traceId);
  const { rows } = await team.read<{ trace_id: string }>(
    'select trace_id from traces where tenant_id = $1 and trace_id = any($2)',
    [team.tenantId, ids],
  );
  expect(rows.map(({ trace_id }) => trace_id)).toEqual([young.traceId]);
  const year = new Date(NOW.getTime() + 401 * 86_400_000);
  const swept = await housekeeping(db, year);
  expect(swept.model_calls).toBeGreaterThan(0);
});
