import { afterEach, expect, it } from 'vitest';
import type { Trace } from '../../../../agent/llm/trace.ts';
import { createSpanSending } from '../../../../bot/telemetry/exporter.ts';
import { attributesOf, createOtlpDouble, type OtlpDouble } from '../../../doubles/otlp.ts';

let otlp: OtlpDouble;
afterEach(() => otlp.close());

const TRACE: Trace = {
  traceId: 't-1',
  question: 'why?',
  status: 'failed',
  role: 'fast',
  model: 'gpt-x',
  startedAt: '2026-11-20T12:00:00.000Z',
  ms: 1_500,
  steps: [
    {
      ...{ kind: 'model', name: 'gpt-x', startedAt: '2026-11-20T12:00:00.100Z', ms: 900, promptTokens: 0 },
      ...{ completionTokens: 0, estimated: false, costUsd: null, attempts: 3, outcome: 'rate_limited' },
    },
    {
      ...{ kind: 'tool', name: 'nothing', startedAt: '2026-11-20T12:00:01.000Z', ms: 2, args: null },
      ...{ outcome: 'unknown', detail: 'nothing', sql: null },
    },
  ],
  promptTokens: 0,
  completionTokens: 0,
  estimated: false,
  costUsd: null,
  sentencesLeftOut: 0,
  limit: null,
  failure: 'rate_limited',
};

function sending(warned: string[]) {
  const settings = { otlpUrl: `${otlp.url}/v1/traces`, otlpHeaders: {}, serviceName: 'walker-test' };
  return createSpanSending(settings, { warn: (_, message) => void warned.push(message) });
}

it('says what failed by its kind, at the time it happened', async () => {
  otlp = await createOtlpDouble();
  const { watcher, stop } = sending([]);
  watcher.trace?.(TRACE, 'tenant');
  await stop();
  const [chat, tool] = ['chat gpt-x', 'execute_tool nothing'].map((name) =>
    otlp.spans.find((span) => span.name === name),
  );
  if (!chat || !tool) throw new Error('spans are missing');
  expect(attributesOf(chat)).toMatchObject({ 'error.type': 'rate_limited', 'walker.attempts': 3 });
  expect(attributesOf(chat)).not.toHaveProperty('walker.cost_usd');
  expect(chat.status.code).toBe(2);
  const begin = BigInt(Date.parse('2026-11-20T12:00:00.100Z')) * 1_000_000n;
  expect([BigInt(chat.startTimeUnixNano), BigInt(chat.endTimeUnixNano)]).toEqual([
    begin,
    begin + 900_000_000n,
  ]);
  expect(attributesOf(tool)).toMatchObject({ 'error.type': 'unknown' });
});

it('says once that nothing arrives, and at the end that it is lost', async () => {
  otlp = await createOtlpDouble();
  otlp.answer(400);
  const warned: string[] = [];
  const { watcher, stop } = sending(warned);
  for (let at = 0; at < 300; at += 1) watcher.trace?.(TRACE, 'tenant');
  await stop();
  expect(otlp.requests.length).toBeGreaterThan(1);
  expect(warned).toEqual(['spans could not be sent', 'spans were lost']);
});
