import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelSettings } from '../../../../agent/llm/settings.ts';
import { createHappenings } from '../../../../bot/telemetry/happenings.ts';
import { createMetrics } from '../../../../bot/telemetry/metrics.ts';
import { type MetricsAccess, metricsRouter } from '../../../../bot/telemetry/metrics-router.ts';
import { GAUGES } from '../../../../bot/telemetry/shared-gauges.ts';
import type { Queryable } from '../../../../db/db.ts';

let close = () => {};
afterEach(() => close());

const faults: string[] = [];
const log = { error: (_: object, message: string) => void faults.push(message) };
const database = (query: () => Promise<unknown>): Queryable => ({ query }) as unknown as Queryable;
const EMPTY = database(async () => ({ rows: [] }));
let clock = 0;
const metricsOver = (db: Queryable) => createMetrics({ db, now: () => new Date(clock), log });

async function ask(access: MetricsAccess, headers: Record<string, string> = {}): Promise<number> {
  const server = createServer(express().use(metricsRouter(metricsOver(EMPTY), access)));
  close = () => void server.close();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path: '/metrics', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

it('shows metrics to this machine where nothing else can reach it', async () => {
  expect(await ask({ takesWebhooks: false })).toBe(200);
});

it.each([
  ['a proxy on this machine', { 'x-forwarded-for': '203.0.113.7' }],
  ['another name for this machine', { host: 'walker.example.com' }],
])('does not show them through %s', async (_, headers) => {
  expect(await ask({ takesWebhooks: false }, headers)).toBe(403);
});

it('wants a token where webhooks come in', async () => {
  expect(await ask({ takesWebhooks: true })).toBe(403);
  const token = 'a-token-of-enough-characters';
  expect(await ask({ takesWebhooks: true, token }, { authorization: `Bearer ${token}` })).toBe(200);
  expect(await ask({ takesWebhooks: false, token })).toBe(401);
});

const OUTBOX = GAUGES.findIndex(({ name }) => name === 'walker_outbox_messages');

it('reads what is shared twice a minute at most, and leaves it out while the database is away', async () => {
  let asked = 0;
  const metrics = metricsOver(
    database(async () => {
      asked += 1;
      if (asked === 2) throw new Error('away');
      return { rows: [{ gauge: OUTBOX, label: 'queued', value: 7 }] };
    }),
  );
  const first = await metrics.read();
  expect(first).toContain('walker_outbox_messages{state="queued"} 7');
  expect(first).toContain('walker_outbox_messages{state="failed"} 0');
  expect(first).toContain('walker_database_up 1');
  clock += 29_000;
  await metrics.read();
  expect(asked).toBe(1);
  clock += 2_000;
  const text = await metrics.read();
  expect(text).not.toMatch(/^walker_(outbox|webhook|refresh|morning|brief|budget)/m);
  expect(text).toContain('walker_database_up 0');
  expect(text).toContain('process_cpu_seconds_total');
  expect(faults).toEqual(['what the processes share could not be read for the metrics']);
});

it('does not wait for a database that is busy', async () => {
  vi.useFakeTimers();
  try {
    let answer = (_: unknown) => {};
    const metrics = metricsOver(database(() => new Promise((resolve) => (answer = resolve))));
    const reading = metrics.read();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await reading).toContain('walker_database_up 0');
    answer({ rows: [{ gauge: OUTBOX, label: 'queued', value: 7 }] });
    const text = await metrics.read();
    expect(text).toContain('walker_outbox_messages{state="queued"} 7');
    expect(text).toContain('walker_database_up 1');
  } finally {
    vi.useRealTimers();
  }
});

it('tells of a model that rests, of each role that there is', async () => {
  const settings = { models: { strong: 'a', fast: 'b' } } as ModelSettings;
  const modelAgent = { settings, isResting: (role: string) => role === 'strong' };
  const text = await createMetrics({ db: EMPTY, now: () => new Date(clock), log, modelAgent }).read();
  expect(text).toContain('walker_model_resting{role="strong"} 1');
  expect(text).toContain('walker_model_resting{role="fast"} 0');
});

describe('every metric', async () => {
  const { watcher, read } = metricsOver(EMPTY);
  watcher.job?.('housekeeping', 'idle', 0.1);
  const text = await read();
  const docs = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
  const found = [...text.matchAll(/^# HELP (walker_\S+) (.+)\n# TYPE \S+ (\S+)$/gm)].map(
    ([, name = '', help = '', type = '']) => ({ name, help, type }),
  );

  it.each(found)(
    '$name is named as Prometheus wants it, explained and documented',
    ({ name, help, type }) => {
      expect(name).toMatch(
        type === 'counter'
          ? /_total$/
          : type === 'histogram'
            ? /_seconds$/
            : /_(seconds|dollars|ratio|up|messages|deliveries|teams|failed|resting)$/,
      );
      expect(help.length).toBeGreaterThan(10);
      expect(docs).toContain(`\`${name}`);
    },
  );

  it('has a name of its own for what it tells apart, for a scrape adds “job” and “instance”', () => {
    expect(found.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/^walker_.*[{,](job|instance|tenant|tenant_id|person|person_id)=/m);
  });
});

it('goes on where something cannot be counted', () => {
  const failures: string[] = [];
  const happenings = createHappenings({ error: (_, message) => void failures.push(message) });
  happenings.watch({
    job: () => {
      throw new Error('no');
    },
  });
  const told: string[] = [];
  happenings.watch({ job: (name) => void told.push(name) });
  happenings.job('housekeeping', 'idle', 0);
  expect(told).toEqual(['housekeeping']);
  expect(failures).toEqual(['something that happened could not be counted']);
});
