import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, it } from 'vitest';
import { createHappenings } from '../../../../bot/telemetry/happenings.ts';
import { createMetrics } from '../../../../bot/telemetry/metrics.ts';
import { type MetricsAccess, metricsRouter } from '../../../../bot/telemetry/metrics-router.ts';
import type { Queryable } from '../../../../db/db.ts';

let close = () => {};
afterEach(() => close());

const faults: string[] = [];
const log = { error: (_: object, message: string) => void faults.push(message) };
const outbox = (query: () => Promise<unknown>): Queryable => ({ query }) as unknown as Queryable;
const EMPTY = outbox(async () => ({ rows: [] }));
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

it('counts the outbox twice a minute at most, and leaves it out while the database is away', async () => {
  let asked = 0;
  const metrics = metricsOver(
    outbox(async () => {
      asked += 1;
      if (asked === 2) throw new Error('away');
      return { rows: [{ state: 'queued', messages: 7 }] };
    }),
  );
  expect(await metrics.read()).toContain('walker_outbox_messages{state="queued"} 7');
  clock += 29_000;
  await metrics.read();
  expect(asked).toBe(1);
  clock += 2_000;
  const text = await metrics.read();
  expect(text).not.toContain('walker_outbox_messages{');
  expect(text).toContain('process_cpu_seconds_total');
  expect(faults).toEqual(['the outbox could not be counted']);
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
