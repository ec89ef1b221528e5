/** What a model is given to work with, and which of its results the card shows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { estimateTokens } from '../../../agent/llm/cost.ts';
import type { ToolCall } from '../../doubles/chat-completions.ts';
import {
  type AgentStage,
  DECLINED_BY_RULES,
  footnotes,
  lastResult,
  openAgentStage,
  resultsIn,
} from './stage.ts';

let stage: AgentStage;
beforeAll(async () => {
  stage = await openAgentStage();
});
afterAll(() => stage.close());

/** What the model reads of one call. */
async function resultOf(call: ToolCall): Promise<string> {
  stage.model.script((request) => (resultsIn(request) === 0 ? { call: [call] } : { say: 'So it is.' }));
  await stage.ask(DECLINED_BY_RULES);
  const last = stage.model.requests.at(-1);
  return last ? lastResult(last) : '';
}
const query = (args: object): ToolCall => ({ name: 'sql_analytics', args });
const MONTH = { kind: 'calendar', unit: 'month', offset: -1 };

it('says which column is which period, and what both of them are', async () => {
  const read = await resultOf(
    query({ metrics: ['revenue'], by: ['category'], period: MONTH, compareTo: { kind: 'previous' } }),
  );
  expect(read).toMatch(/Columns: revenue_1 is \w+ \d{4}; revenue_2 is \w+ \d{4}/);
  expect(read).toMatch(/1 \w+ \d{4} – \d+ \w+ \d{4} · \w+ \d{4}: 1 \w+/);
  expect(read).toContain('Revenue: What customers paid');
  expect(read).not.toMatch(/\d\.\d{10}/);
});

it('gives the choices of a question back, each as the call that it stands for', async () => {
  const read = await resultOf(
    query({ metrics: ['customers'], by: ['customer_type'], period: { kind: 'all' } }),
  );
  expect(read).toContain('status="clarify"');
  expect(read).toMatch(/^- .+: \{"tool":"sql_analytics","args":\{/m);
});

it('shows what people see on the card of a tool that is more than rows', async () => {
  const list = await resultOf({ name: 'campaigns', args: {} });
  const [name = ''] = /(?<=\n)[^|\n]+(?= \| Sent \|)/.exec(list) ?? [];
  expect(name).not.toBe('');
  const one = await resultOf({ name: 'show_campaign', args: { campaign: name } });
  expect(one).toMatch(/State: Sent\nSent: \d+/);
});

it('opens several tools without cutting any, and describes no read twice', async () => {
  const names = ['hybrid_discovery', 'segment_makeup', 'save_segment', 'create_campaign', 'run_sql'];
  const read = await resultOf({ name: 'open_tools', args: { names } });
  expect(read).not.toContain('(cut)');
  expect(read).toMatch(/create_campaign: only by offer_button\..*"holdout"/s);
  expect(read).toContain('hybrid_discovery: you can call it now.');
  expect(read).toContain('fct_sales(transaction_id');
  const declared = stage.model.requests.at(-1)?.tools?.map((tool) => tool.function.name);
  expect(declared).toEqual(expect.arrayContaining(['hybrid_discovery', 'segment_makeup', 'run_sql']));
});

it('counts the values that it does not list', async () => {
  await resultOf(query({ metrics: ['revenue'] }));
  const [system] = stage.model.requests.at(-1)?.messages ?? [];
  expect(JSON.stringify(system?.content)).toMatch(/; product: .{100,400}? and \d+ more; /);
});

it('begins each step with less than 5,000 tokens of our own', async () => {
  await resultOf(query({ metrics: ['revenue'] }));
  const { messages = [], tools } = stage.model.requests.at(-1) ?? {};
  const sent = JSON.stringify([messages[0]?.content, tools]).replaceAll('\\"', '"');
  expect(estimateTokens(sent)).toBeLessThan(5_000);
});

it('names every tool that can be opened, and says what a read is for', async () => {
  await resultOf(query({ metrics: ['revenue'] }));
  const system = JSON.stringify(stage.model.requests.at(-1)?.messages[0]?.content);
  expect(system).toMatch(/hybrid_discovery: Finds customers by what they did/);
  expect(system).toMatch(/By offer_button, opened the same way: .*create_campaign.*explain_feedback/);
});

it('shows the result that the text quotes, not the last one', async () => {
  let said = '';
  stage.model.script((request) => {
    if (resultsIn(request) === 0)
      return { call: [query({ metrics: ['revenue'] }), query({ metrics: ['units'], by: ['category'] })] };
    const first = String(
      request.messages.findLast(({ role, content }) => role === 'tool' && String(content).includes('$'))
        ?.content,
    );
    said = `Revenue is ${/\$[\d,.]*\d/.exec(first)?.[0]} in all.`;
    return { say: said };
  });
  const { handled, card } = await stage.ask(DECLINED_BY_RULES);
  expect(card.text).toEqual([said]);
  expect(handled.facts?.columns.map(({ key }) => key)).toEqual(['revenue']);
});

it('lets an answer rest on nothing having been found', async () => {
  stage.model.script((request) =>
    resultsIn(request) === 0
      ? { call: [{ name: 'open_tools', args: { names: ['suggestions'] } }] }
      : resultsIn(request) === 1
        ? { call: [{ name: 'suggestions', args: {} }] }
        : { say: 'There is no open proposal, so there is nothing to apply.' },
  );
  const { handled, card } = await stage.ask(DECLINED_BY_RULES);
  expect(card.text).toEqual(['There is no open proposal, so there is nothing to apply.']);
  expect(card.tone).toBe('notice');
  expect(handled.tool).toBe('suggestions');
  expect(footnotes(card)).toContain('Answered by');
});

const RESEGMENT = { name: 'offer_button', args: { tool: 'resegment', args: { method: 'rfm' } } };

it('shows a button for which nothing had to be looked up, in words of ours', async () => {
  stage.model.script((request) =>
    resultsIn(request) === 0 ? { call: [RESEGMENT] } : { say: 'Segments are the future of marketing.' },
  );
  const { handled, card } = await stage.ask(DECLINED_BY_RULES);
  expect(handled.status).toBe('clarify');
  expect(card.text?.join(' ')).toMatch(/^This is ready to be done\. Nothing has been changed/);
  expect(card.buttons?.[0]?.confirm).toContain('Proposed by the language model');
});

it('keeps the button where nothing of the text holds', async () => {
  stage.model.script((request) =>
    resultsIn(request) === 0
      ? { call: [query({ metrics: ['revenue'] }), RESEGMENT] }
      : { say: 'I have segmented everybody: 7,777 people moved.' },
  );
  const { handled, card } = await stage.ask(DECLINED_BY_RULES);
  expect(handled.status).toBe('answered');
  expect(card.text?.join(' ')).toMatch(/^This is ready to be done/);
  expect(card.buttons?.[0]?.label).toMatch(/^Segment/);
});

it('estimates what a server does not count with the descriptions of the tools, which go out every time', async () => {
  stage.model.script((request) =>
    resultsIn(request) === 0
      ? { call: [query({ metrics: ['revenue'] })], usage: null }
      : { say: 'So it is.', usage: null },
  );
  const { card } = await stage.ask(DECLINED_BY_RULES);
  const [first, second] = stage.model.requests.slice(-2);
  const sent = JSON.stringify([first?.messages, second?.messages, first?.tools, second?.tools]).length / 3.5;
  const said = Number(/about ([\d,]+) tokens/.exec(footnotes(card))?.[1]?.replaceAll(',', ''));
  expect(said / sent).toBeGreaterThan(0.9);
  expect(said / sent).toBeLessThan(1.2);
});
