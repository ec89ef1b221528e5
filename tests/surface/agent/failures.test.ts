/** Whatever a model or its server does, there is an answer or an honest refusal, within the limits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Move } from '../../doubles/chat-completions.ts';
import {
  type AgentStage,
  DECLINED_BY_RULES,
  footnotes,
  lastResult,
  openAgentStage,
  resultsIn,
} from './stage.ts';

const REVENUE = { name: 'sql_analytics', args: { metrics: ['revenue'] } };
const fine: Move = { say: 'The number is on the card.' };

describe.each(['on', 'off'])('with streaming %s', (OPENAI_STREAM) => {
  let stage: AgentStage;
  let asked: number;
  beforeAll(async () => {
    stage = await openAgentStage({
      settings: {
        OPENAI_STREAM,
        OPENAI_FAST_MODEL: '',
        OPENAI_TIMEOUT_SECONDS: '0.5',
        MODEL_MAX_STEPS: '4',
        MODEL_MAX_SECONDS: '20',
      },
      // What one test breaks rests no longer in the next.
      now: () => new Date(Date.now() + tests * 60_000),
    });
  });
  let tests = 0;
  afterAll(() => stage.close());
  beforeEach(async () => {
    tests += 1;
    stage.model.script([{ call: [REVENUE] }, fine]);
    await stage.ask(DECLINED_BY_RULES);
    asked = stage.model.requests.length;
  });
  const requests = (): number => stage.model.requests.length - asked;
  const ask = (moves: readonly Move[]) => {
    stage.model.script(moves);
    return stage.ask(DECLINED_BY_RULES);
  };

  it.each<[string, Move, number, RegExp]>([
    ['a 500 that lasts', { status: 500 }, 3, /fault of its own/],
    ['a 429 that wants an hour', { status: 429, retryAfter: 3_600 }, 1, /takes no more requests/],
    ['a 429 that lasts', { status: 429, retryAfter: 0 }, 3, /takes no more requests/],
    ['a key that is not accepted', { status: 401 }, 1, /OPENAI_API_KEY/],
    ['a hang', { hang: 'at once' }, 1, /did not answer in time/],
    ['a hang in the middle', { hang: 'midway' }, 1, /did not answer in time/],
    ['a page in the place of an answer', { body: '<html>Welcome</html>' }, 3, /cannot be read/],
    ['JSON that is none', { body: '{"choices":[', type: 'application/json' }, 3, /cannot be read/],
    ['an answer without choices', { body: '{}', type: 'application/json' }, 3, /cannot be read/],
    ['a text of nothing', { say: ' ' }, 3, /cannot be read/],
    ['a connection that breaks', { destroy: true }, 3, /cannot be reached/],
  ])('%s ends in the rules’ refusal, with a note', async (_, move, times, why) => {
    const { handled, card } = await ask([move]);
    stage.model.script([fine]);
    const byRules = await stage.ask(DECLINED_BY_RULES, { model: 'off' });
    expect(handled.status).toBe('refused');
    expect(card.tone).toBe('refusal');
    expect(card.text).toEqual(byRules.card.text);
    expect(footnotes(card)).toMatch(why);
    expect(JSON.stringify(card)).not.toContain('never-to-be-seen');
    expect(stage.model.requests.length - asked).toBe(times);
  });

  it.each<Move>([{ hang: 'at once' }, { hang: 'midway' }])('%o is counted by its prompt', async (move) => {
    const { card } = await ask([move]);
    expect(footnotes(card)).toMatch(/Asked scripted-strong, 1 step, about [1-9],\d{3} tokens, \$0\.00[1-9]/);
  });

  it.each<[string, Move]>([
    ['a 500', { status: 500 }],
    ['a 429', { status: 429, retryAfter: 0.01 }],
    ['garbage', { body: 'oops' }],
    ['a lost connection', { destroy: true }],
  ])('%s once is got over', async (_, move) => {
    const { handled } = await ask([move, { call: [REVENUE] }, fine]);
    expect(handled.status).toBe('answered');
    expect(requests()).toBe(3);
  });

  it.each<[string, string, unknown, RegExp]>([
    ['arguments that are no JSON', 'sql_analytics', '{"metrics": ["reve', /do not fit/],
    ['arguments of another kind', 'sql_analytics', '"revenue"', /do not fit/],
    ['arguments that do not fit', 'sql_analytics', { metrics: 'revenue' }, /metrics.*Arguments: \{/s],
    ['a metric that does not exist', 'sql_analytics', { metrics: ['happiness'] }, /happiness/],
    ['a tool that does not exist', 'predict_future', {}, /no tool called “predict_future”/],
    ['a tool of writes', 'delete_segment', { name: 'VIP' }, /only a person can run it/],
  ])('%s: the model is told, and can do better', async (_, name, args, told) => {
    const { handled } = await ask([{ call: [{ name, args }] }, { call: [REVENUE] }, fine]);
    const [, second] = stage.model.requests.slice(asked);
    expect(second && lastResult(second)).toMatch(told);
    expect(handled.status).toBe('answered');
  });

  it('calls without ids, or with one id for all, are answered one by one', async () => {
    const { handled } = await ask([
      {
        call: [
          { ...REVENUE, id: 'same' },
          { ...REVENUE, id: 'same' },
        ],
      },
      { call: [{ ...REVENUE, id: null }] },
      fine,
    ]);
    expect(handled.status).toBe('answered');
    const messages = stage.model.requests.at(-1)?.messages ?? [];
    const called = messages.flatMap((message) => message.tool_calls?.map(({ id }) => id) ?? []);
    expect(new Set(called).size).toBe(3);
    expect(messages.flatMap((message) => message.tool_call_id ?? [])).toEqual(called);
  });

  it('a loop without end is ended, and the last step gets no tools', async () => {
    const { handled, card } = await ask([{ call: [REVENUE] }]);
    expect(handled.status).toBe('refused');
    expect(requests()).toBe(4);
    expect(stage.model.requests.at(-1)?.tools).toBeUndefined();
    expect(footnotes(card)).toMatch(/more steps than one question may/);
  });

  it('a model that answers on its last step is heard', async () => {
    stage.model.script((request) => (request.tools ? { call: [REVENUE] } : fine));
    expect((await stage.ask(DECLINED_BY_RULES)).handled.status).toBe('answered');
    expect(requests()).toBe(4);
  });

  it('SQL that goes wrong is told twice, then no more', async () => {
    const sql = { name: 'run_sql', args: { sql: 'select nothing from nowhere' } };
    await ask([{ call: [sql] }, { call: [sql] }, { call: [sql] }, fine]);
    const told = (stage.model.requests.at(-1)?.messages ?? []).filter(({ role }) => role === 'tool');
    expect(told.map(({ content }) => String(content).includes('No more SQL'))).toEqual([false, false, true]);
  });

  it('rests after five failures in a row, and asks again after a while', async () => {
    await ask([{ status: 500 }]);
    await ask([{ status: 500 }]);
    const before = requests();
    expect(before).toBe(5);
    const { card } = await ask([{ call: [REVENUE] }, fine]);
    expect(footnotes(card)).toMatch(/given a rest/);
    expect(requests()).toBe(before);
    tests += 1;
    expect((await ask([{ call: [REVENUE] }, fine])).handled.status).toBe('answered');
  });

  it('answers by rules as ever while the model is down', async () => {
    stage.model.script([{ status: 500 }]);
    expect((await stage.ask('revenue by category')).handled.status).toBe('answered');
    const forced = await stage.ask('revenue by category', { model: 'strong' });
    expect(forced.handled.status).toBe('answered');
    expect(footnotes(forced.card)).toMatch(/fault of its own/);
  });
});

describe('limits', () => {
  it.each([
    ['seconds', { MODEL_MAX_SECONDS: '0.3' }, /longer than one question may/],
    ['tokens', { MODEL_MAX_TOKENS: '3000' }, /more text than one question may/],
    ['dollars', { MODEL_MAX_DOLLARS: '0.002' }, /cost more than one question may/],
  ])('of %s end a question', async (_, settings, why) => {
    const stage = await openAgentStage({ settings });
    try {
      stage.model.script(async (request) => {
        await sleep(resultsIn(request) > 0 ? 120 : 0);
        return { call: [REVENUE] };
      });
      const { handled, card } = await stage.ask(DECLINED_BY_RULES);
      expect(handled.status).toBe('refused');
      expect(footnotes(card)).toMatch(why);
      expect(stage.model.requests.length).toBeLessThan(8);
    } finally {
      await stage.close();
    }
  });
});
