/** What stands around a model: rest, rate, retries, limits, cost, memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BREAKER, createCircuitBreaker } from '../../../../agent/llm/circuit-breaker.ts';
import { costOf } from '../../../../agent/llm/cost.ts';
import { failureOf, LimitReached, ModelFailure } from '../../../../agent/llm/failures.ts';
import { type Exchange, remember, trimmed } from '../../../../agent/llm/memory.ts';
import { createQuestionMeter } from '../../../../agent/llm/question-meter.ts';
import { createRateLimit } from '../../../../agent/llm/rate-limit.ts';
import { RETRY, waitBefore, withRetries } from '../../../../agent/llm/retry.ts';
import type { ModelFailureKind, ModelStep } from '../../../../agent/llm/trace.ts';
import { sayCost } from '../../../../tools/say-cost.ts';

function clock() {
  let at = 0;
  return {
    now: () => new Date(at),
    pass: (ms: number) => {
      at += ms;
    },
  };
}

describe('the circuit breaker', () => {
  const failTimes = (breaker: ReturnType<typeof createCircuitBreaker>, times: number) => {
    for (let time = 0; time < times; time += 1) breaker.failed();
  };

  it('opens after failures in a row, not before', () => {
    const breaker = createCircuitBreaker(BREAKER, clock().now);
    failTimes(breaker, BREAKER.failures - 1);
    breaker.succeeded();
    failTimes(breaker, BREAKER.failures - 1);
    expect(breaker.mayCall()).toBe(true);
    breaker.failed();
    expect(breaker.mayCall()).toBe(false);
  });

  it('lets one probe through after the rest; what comes of it decides', () => {
    const { now, pass } = clock();
    const breaker = createCircuitBreaker(BREAKER, now);
    failTimes(breaker, BREAKER.failures);
    pass(BREAKER.restMs);
    expect([breaker.mayCall(), breaker.mayCall()]).toEqual([true, false]);
    breaker.failed();
    expect(breaker.mayCall()).toBe(false);
    pass(BREAKER.restMs);
    expect(breaker.mayCall()).toBe(true);
    breaker.undecided();
    expect(breaker.mayCall()).toBe(true);
    breaker.succeeded();
    expect([breaker.mayCall(), breaker.mayCall()]).toEqual([true, true]);
  });
});

it('the rate limit lets through so many a minute, in any minute', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 200 }),
      (most, waits) => {
        const { now, pass } = clock();
        const rate = createRateLimit(most, now);
        const left: number[] = [];
        for (const wait of waits) {
          pass(wait);
          const told = rate.take();
          if (told === 0) left.push(now().getTime());
          else expect(told).toBeGreaterThan(0);
        }
        for (const from of left) {
          const inAMinute = left.filter((at) => at >= from && at < from + 60_000).length;
          // A full bucket, and what flows in meanwhile.
          expect(inAMinute).toBeLessThanOrEqual(2 * most);
        }
      },
    ),
  );
});

describe('retries', () => {
  const kinds: readonly ModelFailureKind[] = [
    'timeout',
    'unreachable',
    'rate_limited',
    'rejected',
    'server',
    'garbage',
    'unavailable',
  ];

  it('never wait longer than somebody would, whatever the server asks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.option(fc.integer({ min: 0, max: 10_000_000 })),
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (kind, retryAfterMs, attempt, random) => {
          const wait = waitBefore(attempt, new ModelFailure(kind, { retryAfterMs }), RETRY, () => random);
          expect(wait ?? 0).toBeLessThanOrEqual(RETRY.longestWaitMs);
          if (attempt >= RETRY.attempts || kind === 'timeout' || kind === 'rejected') expect(wait).toBeNull();
        },
      ),
    );
  });

  it('obey a Retry-After that is bearable', () => {
    const failure = new ModelFailure('rate_limited', { retryAfterMs: 3_000 });
    expect(waitBefore(1, failure, RETRY, () => 0)).toBe(3_000);
  });

  it('throw what is no failure of the model at once', async () => {
    let times = 0;
    const work = withRetries(
      async () => {
        times += 1;
        throw new LimitReached('tokens');
      },
      new AbortController().signal,
      { random: () => 0, sleep: async () => undefined },
    );
    await expect(work).rejects.toBeInstanceOf(LimitReached);
    expect(times).toBe(1);
  });
});

it('reads the date of a Retry-After', () => {
  const error = Object.assign(new Error('429'), {
    status: 429,
    headers: new Headers({ 'retry-after': 'Thu, 01 Jan 1970 00:01:00 GMT' }),
  });
  expect(failureOf(error, false, 0).retryAfterMs).toBe(60_000);
});

describe('the meter of a question', () => {
  const step = (fields: Partial<ModelStep>): ModelStep => ({
    kind: 'model',
    name: 'm',
    startedAt: '2026-01-01T00:00:00.000Z',
    ms: 1,
    promptTokens: 100,
    completionTokens: 10,
    estimated: false,
    costUsd: 0.01,
    attempts: 1,
    outcome: 'ok',
    ...fields,
  });
  const meterOf = (limits: Partial<Record<'steps' | 'seconds' | 'tokens' | 'dollars', number>>) =>
    createQuestionMeter(
      { steps: 8, seconds: 60, tokens: 10_000, dollars: 1, ...limits },
      { deadline: new AbortController().signal, cancelled: new AbortController().signal },
    );

  it.each([
    ['steps', { steps: 2 }],
    ['tokens', { tokens: 220 }],
    ['dollars', { dollars: 0.02 }],
  ] as const)('ends by %s', (limit, limits) => {
    const meter = meterOf(limits);
    meter.add(step({}));
    expect(() => meter.check()).not.toThrow();
    meter.add(step({}));
    expect(() => meter.check()).toThrow(new LimitReached(limit));
  });

  it('knows no cost where one price is not known', () => {
    const meter = meterOf({});
    meter.add(step({}));
    meter.add(step({ costUsd: null, estimated: true }));
    expect(meter.totals()).toMatchObject({
      costUsd: null,
      estimated: true,
      promptTokens: 200,
      completionTokens: 20,
    });
  });
});

it('never makes up a price', () => {
  const prices = new Map([['known', { prompt: 2, completion: 8 }]]);
  expect(costOf({ prompt: 500_000, completion: 250_000 }, 'known', prices)).toBe(3);
  expect(costOf({ prompt: 1, completion: 1 }, 'unknown', prices)).toBeNull();
  expect([sayCost(null), sayCost(0.0012), sayCost(2.5)]).toEqual(['cost unknown', '$0.0012', '$2.50']);
});

describe('memory', () => {
  const exchange = fc.record({
    question: fc.string({ maxLength: 3_000 }),
    answer: fc.string({ maxLength: 3_000 }),
  });

  it('keeps the newest, in order, and never grows beyond its size', () => {
    fc.assert(
      fc.property(fc.array(exchange, { maxLength: 30 }), (exchanges) => {
        let memory: readonly Exchange[] = [];
        for (const one of exchanges) memory = remember(memory, one);
        expect(JSON.stringify(memory.map(({ question, answer }) => question + answer)).length).toBeLessThan(
          14_000,
        );
        const newest = exchanges.slice(exchanges.length - memory.length);
        for (const [at, kept] of memory.entries())
          expect(newest[at]?.question.startsWith(kept.question.replace(/ …$/, '').slice(0, 1_000))).toBe(
            true,
          );
      }),
    );
  });

  it('gives up whole exchanges, the oldest first', () => {
    const memory = [1, 2, 3].map((number) => ({ question: `q${number}`, answer: 'x'.repeat(350) }));
    expect(trimmed(memory, 210)).toEqual(memory.slice(1));
    expect(trimmed(memory, 10)).toEqual([]);
  });
});
