/** What stands beside the agent: budgets that are asked, traces that are kept, another model where one is down. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModelAgent } from '../../../agent/llm/create-model-agent.ts';
import type { ModelAgentDeps } from '../../../agent/llm/model-agent.ts';
import type { Trace } from '../../../agent/llm/trace.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { loadModel } from '../../../tools/metrics/load-model.ts';
import { type AgentStage, DECLINED_BY_RULES, FAST, MODEL, openAgentStage, resultsIn } from './stage.ts';

const REVENUE = { name: 'sql_analytics', args: { metrics: ['revenue'] } };

let stage: AgentStage;
beforeAll(async () => {
  stage = await openAgentStage();
});
afterAll(() => stage.close());

async function ask(more: Partial<ModelAgentDeps>) {
  const { app } = stage;
  if (!app.config.model) throw new Error('no model is configured');
  const agent = createModelAgent({
    ...{ settings: app.config.model, registry: app.registry, model: loadModel() },
    ...{ now: app.now, newId: randomUUID, random: () => 0, sleep: async () => undefined, log: app.log },
    ...more,
  });
  const context: ToolContext = {
    ...{ db: app.db.tenant(app.home.tenantId), workspace: await app.workspace(), origin: 'question' },
    actor: { personId: randomUUID(), name: 'Ann', role: 'analyst', timezone: 'UTC' },
    ...{ now: app.now, newId: randomUUID, progress: () => undefined, signal: new AbortController().signal },
  };
  return agent.answer({
    ...{
      question: DECLINED_BY_RULES,
      role: 'strong',
      memory: [],
      lastCall: null,
      context,
      onEvent: () => undefined,
    },
    cancelled: new AbortController().signal,
  });
}

describe('a budget', () => {
  it('that is used up stops a question before it costs anything, in its own words', async () => {
    const before = stage.model.requests.length;
    const reply = await ask({ holdBudget: () => async () => 'The team has spent its $5.00 of today.' });
    expect(reply).toMatchObject({ kind: 'stopped', because: 'The team has spent its $5.00 of today.' });
    expect(reply.trace).toMatchObject({ status: 'limited', limit: 'budget', costUsd: 0 });
    expect(stage.model.requests).toHaveLength(before);
  });

  it('is told what a question may take, and asked before each step with what it has taken', async () => {
    stage.model.script([{ call: [REVENUE] }]);
    const told: unknown[] = [];
    const reply = await ask({
      holdBudget: (_, question) => {
        told.push(question);
        return async (taken) => (told.push(taken) > 3 ? 'Enough for today.' : null);
      },
    });
    expect(reply).toMatchObject({ kind: 'stopped', because: 'Enough for today.' });
    expect(reply.trace.steps.map(({ kind }) => kind)).toEqual(['model', 'tool', 'model', 'tool']);
    // 80,000 tokens at two dollars a million, the dearer of the two prices; then two calls of 1,050 tokens.
    expect(told).toEqual([
      { traceId: reply.trace.traceId, most: { dollars: 0.16, tokens: 80_000 }, seconds: 60 },
      { dollars: 0, tokens: 0 },
      { dollars: 0.0011, tokens: 1_050 },
      { dollars: 0.0022, tokens: 2_100 },
    ]);
  });
});

describe('a trace', () => {
  it('tells every step, with what it took and what it ran', async () => {
    stage.model.script((request) =>
      resultsIn(request) === 0
        ? { call: [REVENUE], usage: { prompt: 3_000, completion: 40 } }
        : {
            say: 'Revenue was $1,234,567,890,123. It is on the card.',
            usage: { prompt: 3_500, completion: 20 },
          },
    );
    const kept: Trace[] = [];
    const reply = await ask({ recordTrace: async (trace) => void kept.push(trace) });
    expect(kept).toEqual([reply.trace]);
    expect(reply.trace).toMatchObject({
      question: DECLINED_BY_RULES,
      status: 'answered',
      model: MODEL,
      promptTokens: 6_500,
      completionTokens: 60,
      estimated: false,
      sentencesLeftOut: 1,
      limit: null,
      failure: null,
    });
    expect(reply.trace.costUsd).toBeCloseTo((6_500 * 1 + 60 * 2) / 1e6, 12);
    expect(reply.trace.steps).toMatchObject([
      { kind: 'model', outcome: 'ok', attempts: 1, promptTokens: 3_000 },
      {
        kind: 'tool',
        name: 'sql_analytics',
        outcome: 'ok',
        args: { metrics: ['revenue'] },
        sql: expect.stringMatching(/select/i),
      },
      { kind: 'model', outcome: 'ok', completionTokens: 20 },
    ]);
  });

  it('that cannot be kept is no reason not to answer', async () => {
    stage.model.script((request) =>
      resultsIn(request) === 0 ? { call: [REVENUE] } : { say: 'It is on the card.' },
    );
    const reply = await ask({
      recordTrace: async () => {
        throw new Error('the disk is full');
      },
    });
    expect(reply.kind).toBe('answer');
  });

  it('estimates what the server does not count, and says so', async () => {
    stage.model.script((request) =>
      resultsIn(request) === 0
        ? { call: [REVENUE], usage: null }
        : { say: 'It is on the card.', usage: null },
    );
    const { trace } = await ask({});
    expect(trace.estimated).toBe(true);
    expect(trace.promptTokens).toBeGreaterThan(1_000);
  });

  it('has no cost where the price is not known', async () => {
    stage.model.script((request) =>
      resultsIn(request) === 0 ? { call: [REVENUE] } : { say: 'It is on the card.' },
    );
    const settings = stage.app.config.model;
    if (!settings) throw new Error('no model is configured');
    const { trace } = await ask({ settings: { ...settings, prices: new Map() } });
    expect(trace.costUsd).toBeNull();
  });
});

it('the fast model answers while the strong one rests', async () => {
  stage.model.script((request) => {
    if (request.model === MODEL) return { status: 500 };
    return resultsIn(request) === 0 ? { call: [REVENUE] } : { say: 'It is on the card.' };
  });
  for (const _ of [1, 2]) await stage.ask(DECLINED_BY_RULES);
  const { handled } = await stage.ask(DECLINED_BY_RULES);
  expect(handled.status).toBe('answered');
  expect(stage.model.requests.at(-1)?.model).toBe(FAST);
});
