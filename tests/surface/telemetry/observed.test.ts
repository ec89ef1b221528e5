/** What operators and people see of a question that went to a model: spans, metrics, usage, budget. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sender } from '../../../handlers/surface.ts';
import { attributesOf, createOtlpDouble, type OtlpDouble } from '../../doubles/otlp.ts';
import {
  type AgentStage,
  DECLINED_BY_RULES,
  footnotes,
  MODEL,
  openAgentStage,
  resultsIn,
} from '../agent/stage.ts';

const QUIET = {
  progress: async () => undefined,
  send: async () => ({}),
  edit: async () => undefined,
  attach: async () => undefined,
};
const TOKEN = 'a-token-of-enough-characters';

let otlp: OtlpDouble;
let stage: AgentStage;
let metricsUrl: string;
let stopMetrics: () => void;
beforeAll(async () => {
  otlp = await createOtlpDouble();
  stage = await openAgentStage({
    settings: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${otlp.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20secret,x-team=1',
      METRICS_TOKEN: TOKEN,
    },
  });
  const web = express().use(await stage.app.telemetry.metrics({ ...stage.app, takesWebhooks: true }));
  const server = createServer(web).listen(0, '127.0.0.1');
  await once(server, 'listening');
  metricsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  stopMetrics = () => void server.close();
  stage.model.script((request) =>
    resultsIn(request) === 0
      ? { call: [{ name: 'sql_analytics', args: { metrics: ['revenue'] } }] }
      : { say: 'It is on the card.' },
  );
});
afterAll(async () => {
  stopMetrics?.();
  await stage?.close();
  await otlp?.close();
});

const traceOf = (card: { footnotes?: readonly { trace?: string }[] }) =>
  card.footnotes?.find(({ trace }) => trace)?.trace ?? '';

const command = (sender: Sender, text: string) =>
  stage.app.handlers.command({ sender, thread: randomUUID(), text, eventId: null }, QUIET);

async function metrics(): Promise<string> {
  const response = await fetch(metricsUrl, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(response.status).toBe(200);
  return response.text();
}

describe('a question that a model answered', () => {
  it('leads from its card to its steps, for the asker and an admin alone', async () => {
    const asker = await stage.person('viewer');
    const { card, handled } = await stage.ask(DECLINED_BY_RULES, { sender: asker });
    const trace = traceOf(card);
    const found = await stage.app.handlers.trace(asker, trace);
    expect(found?.trace).toMatchObject({ question: DECLINED_BY_RULES, status: 'answered', model: MODEL });
    expect(found?.trace.steps.map(({ kind, name, outcome }) => [kind, name, outcome])).toEqual([
      ['model', MODEL, 'ok'],
      ['tool', 'sql_analytics', 'ok'],
      ['model', MODEL, 'ok'],
    ]);
    expect(found?.answer).toBe('It is on the card.');
    const { rows } = await stage.app.db.query('select 1 from traces where trace_id = $1 and answer_id = $2', [
      trace,
      handled.answerId,
    ]);
    expect(rows).toHaveLength(1);
    expect(await stage.app.handlers.trace(await stage.person('approver'), trace)).toBe(null);
    expect(await stage.app.handlers.trace(await stage.person('admin'), trace)).not.toBe(null);
    const shown = await command(asker, `trace ${trace}`);
    expect(shown.card?.steps?.map(({ title }) => title)).toEqual([MODEL, 'sql analytics', MODEL]);
  });

  it('costs in the usage what it says on the card', async () => {
    const asker = await stage.person('viewer');
    const { card } = await stage.ask(DECLINED_BY_RULES, { sender: asker });
    // Two calls of 1,000 and 50 tokens at 1 and 2 dollars a million.
    expect(footnotes(card)).toContain('2,100 tokens, $0.0022');
    const usage = await command(asker, 'usage today');
    expect(usage.facts?.rows).toMatchObject([{ questions: 1, calls: 2, tokens: 2_100, cost: 0.0022 }]);
  });
});

describe('a budget', () => {
  it('stops questions to the model politely, says when it is free again, and leaves the rules alone', async () => {
    const admin = await stage.person('admin');
    const asker = await stage.person('viewer');
    await command(admin, 'usage budget person=0.002/day');
    try {
      expect((await stage.ask(DECLINED_BY_RULES, { sender: asker })).handled.status).toBe('answered');
      const before = stage.model.requests.length;
      const stopped = await stage.ask(DECLINED_BY_RULES, { sender: asker });
      expect(stopped.handled.status).toBe('refused');
      expect(JSON.stringify(stopped.card)).toMatch(
        /You have used your \$0\.0020 .* free again at 00:00 \(UTC\)/,
      );
      expect(stage.model.requests).toHaveLength(before);
      expect((await stage.ask('revenue last month', { sender: asker })).handled.status).toBe('answered');
      // Who has used nothing yet is not stopped by what others have.
      expect((await stage.ask(DECLINED_BY_RULES, { sender: admin })).handled.status).toBe('answered');
    } finally {
      await command(admin, 'usage budget person=off');
    }
  });
});

describe('many questions at once', () => {
  it('hold the budget for each other, and whoever has to wait is told so', async () => {
    const admin = await stage.person('admin');
    const asker = await stage.person('viewer');
    // 80,000 tokens at two dollars a million: a question holds a quarter of $0.16, so there is room for three.
    await command(admin, 'usage budget person=0.1/day');
    let letThemEnd = () => {};
    const allAsked = new Promise<void>((resolve) => {
      letThemEnd = resolve;
    });
    stage.model.script(async (request) => {
      await allAsked;
      return resultsIn(request) === 0
        ? { call: [{ name: 'sql_analytics', args: { metrics: ['revenue'] } }] }
        : { say: 'It is on the card.' };
    });
    try {
      let refused = 0;
      const asked = Array.from({ length: 20 }, async () => {
        const { handled, card } = await stage.ask(DECLINED_BY_RULES, { sender: asker });
        if (handled.status === 'refused' && ++refused === 17) letThemEnd();
        return { status: handled.status, text: JSON.stringify(card) };
      });
      const told = await Promise.all(asked);
      expect(told.filter(({ status }) => status === 'answered')).toHaveLength(3);
      for (const { text } of told.filter(({ status }) => status === 'refused'))
        expect(text).toMatch(
          /Other questions of yours, which are still being answered, hold what is left of your \$0\.10 .* Ask again when one of them is answered, at \d\d:\d\d \(UTC\) at the latest/,
        );
      const usage = await command(asker, 'usage today');
      expect(usage.facts?.rows).toMatchObject([{ questions: 3, calls: 6 }]);
      expect(usage.card?.text).toContain('Today you have used $0.0066 of your $0.10.');
      expect((await stage.ask(DECLINED_BY_RULES, { sender: asker })).handled.status).toBe('answered');
    } finally {
      letThemEnd();
      await command(admin, 'usage budget person=off');
    }
  });
});

describe('/metrics', () => {
  it('counts questions, tools, calls, tokens and dollars', async () => {
    const text = await metrics();
    expect(text).toMatch(
      /^walker_questions_total\{surface="console",kind="message",outcome="answered"\} [1-9]/m,
    );
    expect(text).toMatch(/^walker_tool_seconds_count\{tool="sql_analytics",outcome="ok"\} [1-9]/m);
    expect(text).toMatch(
      new RegExp(`^walker_model_calls_total\\{model="${MODEL}",outcome="ok"\\} [1-9]`, 'm'),
    );
    expect(text).toMatch(
      new RegExp(`^walker_model_tokens_total\\{model="${MODEL}",kind="prompt"\\} \\d+000$`, 'm'),
    );
    expect(text).toMatch(new RegExp(`^walker_model_cost_dollars_total\\{model="${MODEL}"\\} 0\\.0`, 'm'));
    expect(text).toMatch(/^walker_model_questions_total\{role="strong",status="limited"\} 18$/m);
    expect(text).toContain('walker_model_limited_questions_total{limit="budget"} 18');
    expect(text).toContain('walker_model_resting{role="strong"} 0');
    expect(text).toContain('walker_model_resting{role="fast"} 0');
    expect(text).toContain('walker_database_up 1');
    expect(text).toMatch(/^walker_outbox_messages\{state="queued"\} 0$/m);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).not.toContain('splendidly');
  });

  it('counts a job that ran', async () => {
    stage.app.telemetry.happenings.job('housekeeping', 'done', 0.2);
    const text = await metrics();
    expect(text).toMatch(/^walker_job_last_success_timestamp_seconds\{job_name="housekeeping"\} \d{10}/m);
    expect(text).toContain('walker_job_seconds_count{job_name="housekeeping",outcome="done"} 1');
  });

  it.each([undefined, 'Bearer wrong', `Basic ${TOKEN}`])('is not for %s', async (authorization) => {
    const response = await fetch(metricsUrl, authorization ? { headers: { authorization } } : {});
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('walker_');
  });
});

// Last: what waits is sent when the process stops.
describe('spans', () => {
  it('go to the collector by the conventions, without a word of question or answer', async () => {
    await stage.app.telemetry.stop();
    expect(otlp.requests[0]).toMatchObject({
      path: '/v1/traces',
      headers: { authorization: 'Bearer secret', 'x-team': '1' },
    });
    const root = otlp.spans.find(({ name }) => name === 'invoke_agent audience-walker');
    const children = otlp.spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId);
    expect(children.map(({ name }) => name)).toEqual([
      `chat ${MODEL}`,
      'execute_tool sql_analytics',
      `chat ${MODEL}`,
    ]);
    const [chat, tool] = children;
    if (!root || !chat || !tool) throw new Error('spans are missing');
    expect(attributesOf(root)).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.usage.input_tokens': 2_000,
      'gen_ai.usage.output_tokens': 100,
      'walker.status': 'answered',
    });
    expect(attributesOf(chat)).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': MODEL,
      'gen_ai.usage.input_tokens': 1_000,
      'gen_ai.usage.output_tokens': 50,
    });
    expect(chat.kind).toBe(3);
    expect(attributesOf(tool)).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'sql_analytics',
    });
    for (const { startTimeUnixNano, endTimeUnixNano, traceId } of children) {
      expect(traceId).toBe(root.traceId);
      expect(BigInt(startTimeUnixNano) >= BigInt(root.startTimeUnixNano)).toBe(true);
      expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
    }
    expect(otlp.bodies.join()).toContain('"stringValue":"audience-walker"');
    expect(otlp.bodies.join()).not.toMatch(/splendidly|on the card/);
  });
});
