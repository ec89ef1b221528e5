import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AgentStage,
  DECLINED_BY_RULES,
  footnotes,
  lastResult,
  openAgentStage,
  resultsIn,
} from './stage.ts';

const BY_CATEGORY = { name: 'sql_analytics', args: { metrics: ['revenue'], by: ['category'] } };
const REVENUE = { name: 'sql_analytics', args: { metrics: ['revenue'] } };
/** The first amount of money in a tool's sentence. */
const amountIn = (text: string): string => /\$[\d,.]*\d/.exec(text)?.[0] ?? 'none';

describe.each(['on', 'off'])('with streaming %s', (OPENAI_STREAM) => {
  let stage: AgentStage;
  beforeAll(async () => {
    stage = await openAgentStage({ settings: { OPENAI_STREAM } });
  });
  afterAll(() => stage.close());

  it('answers what the rules decline from the result of a tool, and says by whom and for how much', async () => {
    stage.model.script((request) =>
      resultsIn(request) === 0
        ? { call: [REVENUE] }
        : { say: `It is going well: revenue is ${amountIn(lastResult(request))} in all. What a year.` },
    );
    const before = stage.model.requests.length;
    const { handled, card } = await stage.ask(DECLINED_BY_RULES);
    const byRules = await stage.ask('total revenue');
    expect(stage.model.requests).toHaveLength(before + 2);
    expect(handled.status).toBe('answered');
    expect(handled.tool).toBe('sql_analytics');
    expect(card.text?.[0]).toMatch(/^It is going well: revenue is \$[\d,.]+ in all\. What a year\.$/);
    // The same numbers as the rules find.
    expect(handled.facts?.rows).toEqual(byRules.handled.facts?.rows);
    expect(card.headlines).toEqual(byRules.card.headlines);
    expect(footnotes(card)).toContain('Answered by scripted-strong, 2 steps, 2,100 tokens, $0.0022.');
    expect(card.steps?.map(({ state }) => state)).toEqual(['done']);
    expect(stage.model.requests.at(-1)?.stream ?? false).toBe(OPENAI_STREAM === 'on');
  });

  it('leaves out what is said of the wrong category, says so, and does not tell it on the way', async () => {
    const told: string[] = [];
    let kept = '';
    stage.model.script((request) => {
      if (resultsIn(request) === 0) return { call: [BY_CATEGORY] };
      // “Shoes had the highest revenue …: $5,633.05, then Home ($4,797.46) …”
      const [, first, most, second] =
        /(\w+) had the highest revenue .*?: (\$[\d,.]*\d), then (\w+) \(/.exec(lastResult(request)) ?? [];
      kept = `${first} made ${most}.`;
      return { say: `${kept} ${second} made ${most} as its revenue. The rest is in the table.` };
    });
    const { handled, card } = await stage.ask(DECLINED_BY_RULES, {
      replies: { progress: async (note) => void told.push(note) },
    });
    expect(handled.status).toBe('answered');
    expect(card.text).toEqual([`${kept} The rest is in the table.`]);
    expect(footnotes(card)).toContain('a number in it belongs to something else than was said');
    expect(told.join(' ')).not.toContain('as its revenue');
  });

  it('uses several tools, one after the other and side by side', async () => {
    stage.model.script((request) => {
      if (resultsIn(request) === 0)
        return { call: [BY_CATEGORY, { name: 'define_term', args: { term: 'revenue' } }] };
      if (resultsIn(request) === 2) return { call: [{ name: 'open_tools', args: { names: ['segments'] } }] };
      if (resultsIn(request) === 3) return { call: [{ name: 'segments', args: {} }] };
      return { say: 'The categories are in the table.' };
    });
    const { handled, card, notes } = await stage.ask(DECLINED_BY_RULES);
    expect(handled.status).toBe('answered');
    expect(card.steps).toHaveLength(4);
    expect(notes).toContain('Analytics');
    const last = stage.model.requests.at(-1);
    const tools = last?.tools?.map((tool) => tool.function.name);
    expect(tools).toContain('segments');
    expect(stage.model.requests.at(-4)?.tools?.map((tool) => tool.function.name)).not.toContain('segments');
  });
});
