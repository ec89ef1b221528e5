import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { backoffMs } from '../../../jobs/deliver-proposals/webhook/backoff.ts';
import { deliverDue } from '../../../jobs/deliver-proposals/webhook/deliver-due.ts';
import { enqueueWebhook } from '../../../jobs/deliver-proposals/webhook/enqueue.ts';
import { createWebhookDouble, type WebhookDouble } from '../../doubles/webhook.ts';
import { createTenant, openTestDb } from '../harness.ts';

const SECRET = 'a-secret-of-sixteen';
const START = new Date('2026-03-18T08:00:00Z');
const HOUR = 3_600_000;

let db: Db;
let double: WebhookDouble;
let now: Date;
let logged: object[];
let tenantId: string;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  double = await createWebhookDouble();
  now = START;
  logged = [];
  await db.query('delete from webhook_deliveries');
  ({ tenantId } = await createTenant(db));
});
afterEach(() => double.close());

const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const enqueue = (key: string, payload: object = { suggestions: [] }) =>
  db
    .tenant(tenantId)
    .write((tx) => enqueueWebhook(tx, { tenantId, event: 'proposals.daily', key, payload, now }));
const deliver = (timeoutMs = 5_000, url = double.url) =>
  deliverDue({
    db,
    endpoint: { url, secret: SECRET },
    now: () => now,
    random: () => 0,
    log: { error: (fields) => void logged.push(fields) },
    timeoutMs,
  });
const rows = async () =>
  (
    await db.query<{
      state: string;
      attempts: number;
      last_error: string | null;
      last_status: number | null;
    }>(
      'select state, attempts, last_status, last_error from webhook_deliveries order by created_at, delivery_id',
    )
  ).rows;

describe('a delivery', () => {
  it('arrives once, signed over its very bytes', async () => {
    expect(await enqueue('slot 1', { title: 'Größe €5', nested: { a: [1, 2.5] } })).toBe(true);
    expect(await deliver()).toEqual({ delivered: 1, postponed: 0, failed: 0 });
    const [request] = double.received;
    const [, t, v1] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers['x-walker-signature'])) ?? [];
    expect(Number(t)).toBe(START.getTime() / 1000);
    expect(v1).toBe(createHmac('sha256', SECRET).update(`${t}.${request?.body}`).digest('hex'));
    expect(JSON.parse(request?.body ?? '')).toEqual({ title: 'Größe €5', nested: { a: [1, 2.5] } });
    expect(request?.headers['x-walker-delivery']).toMatch(/^[0-9a-f-]{36}$/);
    expect(await deliver()).toBeNull();
    expect(await rows()).toEqual([{ state: 'delivered', attempts: 1, last_status: 200, last_error: null }]);
  });

  it('is one however often it is told', async () => {
    expect([await enqueue('slot'), await enqueue('slot'), await enqueue('another')]).toEqual([
      true,
      false,
      true,
    ]);
    await deliver();
    expect(new Set(double.received.map(({ headers }) => headers['x-walker-delivery'])).size).toBe(2);
  });

  it('is tried again after 500, by the same id and a new signature', async () => {
    await enqueue('slot');
    double.answerNext(500);
    expect(await deliver()).toEqual({ delivered: 0, postponed: 1, failed: 0 });
    expect(await deliver()).toBeNull();
    later(30_000);
    expect(await deliver()).toEqual({ delivered: 1, postponed: 0, failed: 0 });
    const [first, second] = double.received;
    expect(second?.headers['x-walker-delivery']).toBe(first?.headers['x-walker-delivery']);
    expect(second?.headers['x-walker-signature']).not.toBe(first?.headers['x-walker-signature']);
  });

  it('does not wait for ever, and the others wait for the next run', async () => {
    await enqueue('a');
    await enqueue('b');
    double.answerNext('hang');
    expect(await deliver(100)).toEqual({ delivered: 0, postponed: 1, failed: 0 });
    expect(double.received).toHaveLength(1);
    expect(await deliver()).toEqual({ delivered: 1, postponed: 0, failed: 0 });
    expect((await rows()).map(({ last_error }) => last_error)).toContain('did not answer within 0.1 s');
  });

  it('follows no redirect', async () => {
    await enqueue('slot');
    double.answerNext({ redirect: `${double.url}/elsewhere` });
    await deliver();
    expect(double.received.map(({ path }) => path)).toEqual(['/hook']);
    expect(await rows()).toEqual([
      { state: 'pending', attempts: 1, last_status: 307, last_error: 'answered 307' },
    ]);
  });

  it('is given up after a day, and the log says so without what was in it', async () => {
    await enqueue('slot', { secret: 'of the team' });
    const tries: number[] = [];
    while ((await rows())[0]?.state === 'pending') {
      double.answerNext(503);
      await deliver();
      tries.push((now.getTime() - START.getTime()) / HOUR);
      later(HOUR);
    }
    // The last one at the end of the day: another would come too late.
    expect(tries).toEqual(Array.from({ length: 25 }, (_, hour) => hour));
    expect(await rows()).toEqual([
      { state: 'failed', attempts: 25, last_status: 503, last_error: 'answered 503' },
    ]);
    expect(logged).toEqual([
      { tenantId, deliveryId: expect.any(String), attempts: 25, because: 'answered 503' },
    ]);
    expect(await deliver()).toBeNull();
  });

  it('says where nobody listens', async () => {
    await enqueue('slot');
    const { url } = double;
    await double.close();
    expect(await deliver(1_000, url)).toEqual({ delivered: 0, postponed: 1, failed: 0 });
    double = await createWebhookDouble();
    expect((await rows())[0]?.last_error).toBe('could not be reached (ECONNREFUSED)');
  });

  it('of a process that died is posted by another, after a minute', async () => {
    await enqueue('slot');
    // What the claim of a process that then died leaves.
    await db.query('update webhook_deliveries set attempts = 1, next_attempt_at = $1', [
      new Date(now.getTime() + 60_000),
    ]);
    expect(await deliver()).toBeNull();
    later(60_000);
    expect(await deliver()).toEqual({ delivered: 1, postponed: 0, failed: 0 });
  });

  it('is posted by one of several at once', async () => {
    for (let count = 0; count < 20; count += 1) await enqueue(randomUUID());
    const runs = await Promise.all([deliver(), deliver(), deliver(), deliver()]);
    expect(runs.reduce((sum, run) => sum + (run?.delivered ?? 0), 0)).toBe(20);
    expect(double.received).toHaveLength(20);
  });
});

it('waits twice as long each time, at most an hour, and never less than half of it', () => {
  expect([1, 2, 3, 8, 20].map((attempts) => backoffMs(attempts, () => 0) / 1000)).toEqual([
    30, 60, 120, 3_600, 3_600,
  ]);
  expect(backoffMs(2, () => 0.999_999)).toBeGreaterThan(30_000);
});
