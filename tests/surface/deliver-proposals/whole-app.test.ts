/** The demo's proposals, from the settings to the team's webhook and bucket. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { openTestDb } from '../../db/harness.ts';
import { createObjectStoreDouble, KEYS, type ObjectStoreDouble } from '../../doubles/object-store.ts';
import { createWebhookDouble, type WebhookDouble } from '../../doubles/webhook.ts';

const SECRET = 'shared-with-the-team';
const NOW = new Date('2026-03-18T07:00:00Z');
let db: Db;
let app: App;
let webhook: WebhookDouble;
let bucket: ObjectStoreDouble;

beforeAll(async () => {
  [db, webhook, bucket] = await Promise.all([openTestDb(), createWebhookDouble(), createObjectStoreDouble()]);
  const config = parseConfig({
    LOG_LEVEL: 'silent',
    WALKER_WEBHOOK_URL: webhook.url,
    WALKER_WEBHOOK_SECRET: SECRET,
    S3_ENDPOINT: bucket.endpoint,
    S3_BUCKET: 'madansara-data',
    S3_REGION: bucket.region,
    S3_ACCESS_KEY_ID: KEYS.accessKeyId,
    S3_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
  });
  app = await createApp(config, { db, now: () => NOW, random: () => 0.5 });
  await loadDemo({ db, tenantId: app.home.tenantId, now: NOW });
});
afterAll(async () => {
  await app.stop();
  await Promise.all([webhook.close(), bucket.close()]);
  await db.close();
});

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../docs/schemas/suggestions.schema.json'), 'utf8'),
);
const objectAt = (path: string) =>
  JSON.parse(
    bucket.objects.get(`/madansara-data/${app.home.tenantId}/${path}`)?.bytes.toString('utf8') ?? 'null',
  );

it('posts the morning’s proposals signed and once, and keeps them in the bucket', async () => {
  const { mornings } = app;
  await mornings.runNow(mornings.posts([]), app.home.tenantId);
  expect(await app.proposalDelivery.postDue()).toEqual({ delivered: 1, postponed: 0, failed: 0 });
  expect(await app.proposalDelivery.postDue()).toBeNull();
  const [request] = webhook.received;
  const [, t, v1] = /^t=(\d+),v1=(\w+)$/.exec(String(request?.headers['x-walker-signature'])) ?? [];
  expect(v1).toBe(createHmac('sha256', SECRET).update(`${t}.${request?.body}`).digest('hex'));
  const payload = JSON.parse(request?.body ?? '');
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  expect([validate(payload), validate.errors]).toEqual([true, null]);
  expect(payload.suggestions.length).toBeGreaterThan(2);
  expect(objectAt('suggestions/20260318/suggestions.json')).toEqual(payload);
});

it('keeps what the demo has planted, and says nothing of anybody', async () => {
  const { rows } = await db.query<{ email: string; customer_id: string }>(
    'select email, customer_id from dim_customer where tenant_id = $1 and email is not null',
    [app.home.tenantId],
  );
  const everything = [...bucket.objects.values()].map(({ bytes }) => bytes.toString('utf8')).join('\n');
  expect(rows.length).toBeGreaterThan(1000);
  expect(rows.filter(({ email }) => everything.includes(email))).toEqual([]);
  expect(rows.filter(({ customer_id: id }) => everything.includes(`"${id}"`))).toEqual([]);
  const verdicts = objectAt('ab-tests/20260318/test-results.json').tests.map(
    ({ verdict }: { verdict: string }) => verdict,
  );
  expect(verdicts).toEqual(expect.arrayContaining(['winner', 'broken']));
  const drops = objectAt('funnels/20260318/drop-off-analysis.json').drops;
  expect(drops).toEqual(expect.arrayContaining([expect.objectContaining({ device: 'mobile' })]));
});
