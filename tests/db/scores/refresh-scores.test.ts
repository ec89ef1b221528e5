/** What the scores promise: models fitted as published, dying customers found, nothing invented. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { STORIES } from '../../../db/demo/stories.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { refreshScores } from '../../../tools/scores/index.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importForTest } from '../import/import-for-test.ts';
import { type Purchase, sell } from './sell.ts';

const now = () => new Date('2026-03-18T12:00:00Z');
let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

async function refresh(tenantId: string, options: { signal?: AbortSignal; progress?: () => void } = {}) {
  const workspace = await readWorkspace(db.tenant(tenantId), now());
  return refreshScores(db, tenantId, { workspace, now, newId: randomUUID, ...options });
}

async function rows<Row>(tenantId: string, sql: string): Promise<Row[]> {
  return (await db.tenant(tenantId).read<Row>(sql, [tenantId])).rows;
}

interface Run {
  readonly model: string;
  readonly customers: number;
  readonly parameters: {
    readonly r?: number;
    readonly alpha?: number;
    readonly a?: number;
    readonly b?: number;
    readonly finished?: boolean;
  };
  readonly log_likelihood: number | null;
  readonly converged: boolean;
  readonly message: string | null;
}
const runsOf = (tenantId: string) =>
  rows<Run>(tenantId, 'select * from score_runs where tenant_id = $1 order by ran_at desc, model');

describe('the demo workspace', () => {
  let tenantId: string;
  beforeAll(async () => {
    ({ tenantId } = await createTenant(db, { kind: 'demo', timezone: 'Europe/Berlin' }));
    await loadDemo({ db, tenantId, now: now() });
    await refresh(tenantId);
  });

  it('is modelled, also where customers hardly differ in how they leave', async () => {
    const [purchases, values] = await runsOf(tenantId);
    expect(purchases).toMatchObject({ model: 'bg_nbd', converged: true, message: null });
    expect(values).toMatchObject({ model: 'gamma_gamma', converged: true, message: null });
  });

  it('shows the dying customers as lost, or nearly', async () => {
    const { location, ages, lastOrderDaysAgo } = STORIES.dying;
    const [dying, rest] = await rows<{ churn: number; engagement: number; people: number }>(
      tenantId,
      `select avg(churn_probability) as churn, avg(engagement) as engagement, count(*)::int as people
         from customer_scores join dim_customer using (tenant_id, customer_id)
        where tenant_id = $1 and churn_probability is not null
        group by location = '${location}' and age between ${ages[0]} and ${ages[1]}
             and last_order_date between date '2026-03-18' - ${lastOrderDaysAgo[1]} and date '2026-03-18' - ${lastOrderDaysAgo[0]}
        order by count(*)`,
    );
    expect(dying?.people).toBeGreaterThan(50);
    expect(dying?.churn).toBeGreaterThan(3 * (rest?.churn ?? 1));
    expect(dying?.engagement).toBeLessThan(0.5 * (rest?.engagement ?? 0));
  });

  it('gives the reason in plain words', async () => {
    const [lost] = await rows<{ churn_reason: string }>(
      tenantId,
      `select churn_reason from customer_scores where tenant_id = $1 and churn_reason like 'Usually%'
        order by churn_probability desc limit 1`,
    );
    expect(lost?.churn_reason).toMatch(/^Usually orders every \d+ days, silent for \d+\.$/);
  });

  it('keeps every score within its bounds, and each value within its interval of 80%', async () => {
    const [wrong] = await rows<{ count: number }>(
      tenantId,
      `select count(*)::int as count from customer_scores where tenant_id = $1 and not
         (engagement between 0 and 100 and coalesce(churn_probability, 0) between 0 and 1
          and coalesce(lifetime_low <= lifetime_high and lifetime_low >= 0 and lifetime_value >= lifetime_low, true))`,
    );
    expect(wrong?.count).toBe(0);
  });

  it('scores those who never bought for engagement only', async () => {
    const [never] = await rows<{ people: number; engaged: number; foretold: number }>(
      tenantId,
      `select count(*)::int as people, count(engagement)::int as engaged, count(churn_probability)::int as foretold
         from customer_scores join dim_customer using (tenant_id, customer_id)
        where tenant_id = $1 and first_order_date is null`,
    );
    expect(never?.people).toBeGreaterThan(0);
    expect(never).toMatchObject({ engaged: never?.people, foretold: 0 });
  });

  it('comes out the same when it is done again', async () => {
    const scores = () =>
      rows(
        tenantId,
        `select customer_id, engagement, churn_probability, churn_reason, lifetime_value, lifetime_low, lifetime_high
           from customer_scores where tenant_id = $1 order by customer_id`,
      );
    const before = await scores();
    await refresh(tenantId);
    expect(await scores()).toEqual(before);
  });
});

describe('a refresh that is cut short', () => {
  it('goes on in the same run, over the same data only', async () => {
    const { tenantId } = await createTenant(db);
    // More customers than a batch has, on either engine.
    const many = db.engine === 'postgres' ? 51_000 : 2_100;
    await sell(
      db,
      tenantId,
      Array.from({ length: many }, (_, i) => ({
        customer: `c${String(i).padStart(6, '0')}`,
        day: '2026-03-01',
        amount: 10,
      })),
    );
    const abort = new AbortController();
    let notes = 0;
    const progress = () => {
      notes += 1;
      if (notes === 2) abort.abort(new Error('stopped'));
    };
    await expect(refresh(tenantId, { signal: abort.signal, progress })).rejects.toThrow('stopped');
    const [begun] = await runsOf(tenantId);
    const report = await refresh(tenantId);
    expect(report.scored).toBeGreaterThan(0);
    expect(report.scored).toBeLessThan(many);
    const done = await rows<{ run_id: string; count: number }>(
      tenantId,
      'select run_id, count(*)::int as count from customer_scores where tenant_id = $1 group by run_id',
    );
    expect(done).toHaveLength(1);
    expect(done[0]?.count).toBe(many);
    expect(await runsOf(tenantId)).toHaveLength(2);
    expect(begun?.parameters.finished).toBe(false);
  });
});

describe('what cannot be foretold is left empty, with the reason', () => {
  async function scored(purchases: readonly Purchase[]) {
    const { tenantId } = await createTenant(db);
    await sell(db, tenantId, purchases);
    const report = await refresh(tenantId);
    const scores = await rows<{ engagement: number; churn_probability: number | null }>(
      tenantId,
      'select engagement, churn_probability, lifetime_value from customer_scores where tenant_id = $1',
    );
    return { report, scores, runs: await runsOf(tenantId) };
  }
  const people = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);

  it('nobody bought twice', async () => {
    const { report, runs } = await scored(
      people(200).map((customer, i) => ({
        customer,
        day: `2026-0${1 + (i % 3)}-${String(1 + (i % 15)).padStart(2, '0')}`,
        amount: 20,
      })),
    );
    expect(report).toMatchObject({ scored: 200, withChurn: 0, withLifetimeValue: 0 });
    expect(report.notes).toEqual([
      'Nobody bought on a second day, and it takes 20 to learn how customers come back.',
    ]);
    expect(runs[0]).toMatchObject({ converged: false, message: report.notes[0], log_likelihood: null });
  });

  it('one customer', async () => {
    const { report, scores } = await scored([{ customer: 'c', day: '2026-03-10', amount: 20 }]);
    expect(report.notes[0]).toBe('Only one customer bought so far, and it takes 50 to foretell anything.');
    expect(scores).toHaveLength(1);
    expect(scores[0]?.churn_probability).toBeNull();
  });

  it('everybody bought today', async () => {
    const { report, scores } = await scored(
      people(300).map((customer) => ({ customer, day: '2026-03-18', amount: 20 })),
    );
    expect(report.withChurn).toBe(0);
    expect(scores[0]?.engagement).toBe(75);
  });

  it('nobody at all', async () => {
    const { report, runs } = await scored([]);
    expect(report).toMatchObject({ scored: 0 });
    expect(runs[0]).toMatchObject({ customers: 0, converged: false });
  });
});

describe('subscriptions', () => {
  it('are scored by how long they last: cancelled ones are lost, the older ones are safer', async () => {
    const { tenantId } = await createTenant(db);
    const start = (months: number) => new Date(Date.UTC(2026, 2 - months, 10)).toISOString().slice(0, 10);
    // A cohort that loses fewer every month.
    const survivors = [400, 300, 250, 220, 200, 190, 183, 178];
    const events = survivors.slice(1).flatMap((after, month) =>
      Array.from({ length: (survivors[month] ?? 0) - after }, (_, i) => [
        { customer: `lost-${month}-${i}`, type: 'subscription_started', day: start(8) },
        { customer: `lost-${month}-${i}`, type: 'subscription_cancelled', day: start(8 - month) },
      ]).flat(),
    );
    for (let i = 0; i < 178; i += 1)
      events.push({ customer: `stays-${i}`, type: 'subscription_started', day: start(7) });
    events.push({ customer: 'young', type: 'subscription_started', day: start(1) });
    // Keeps the data clock at today.
    events.push({ customer: 'young', type: 'page_view', day: '2026-03-17' });
    await sell(db, tenantId, [], events);
    await refresh(tenantId);
    const run = (await runsOf(tenantId)).find(({ model }) => model === 'shifted_beta_geometric');
    expect(run).toMatchObject({ converged: true, message: null });
    const scores = await rows<{ customer_id: string; churn_probability: number; churn_reason: string }>(
      tenantId,
      `select customer_id, churn_probability, churn_reason from customer_scores
        where tenant_id = $1 and customer_id in ('lost-2-0', 'stays-0', 'young') order by customer_id`,
    );
    const [lost, stays, young] = scores;
    expect(lost).toMatchObject({
      churn_probability: 1,
      churn_reason: 'Cancelled the subscription on 2025-09-10.',
    });
    expect(stays?.churn_probability).toBeLessThan(young?.churn_probability ?? 0);
    expect(young?.churn_reason).toMatch(
      /^Has subscribed for 1 month; \d+% of such subscribers cancel within 12 months\.$/,
    );
  });
});

it('does not score who was erased', async () => {
  const { tenantId } = await createTenant(db);
  await sell(db, tenantId, [
    { customer: 'kept', day: '2026-03-10', amount: 20 },
    { customer: 'gone', day: '2026-03-10', amount: 20 },
  ]);
  await db.query(
    'insert into erased_people (tenant_id, id_hash) values ($1::uuid, walker_person_hash($1::uuid, $2))',
    [tenantId, 'gone'],
  );
  await refresh(tenantId);
  const scored = await rows<{ customer_id: string }>(
    tenantId,
    'select customer_id from customer_scores where tenant_id = $1',
  );
  expect(scored).toEqual([{ customer_id: 'kept' }]);
});

const ecommerce = join(resolve(process.env.WALKER_DATASETS ?? '../shared/datasets'), 'ecommerce');
const present = existsSync(ecommerce);
describe.skipIf(!present)(
  `the ecommerce data${present ? '' : ` (skipped: it is not at ${ecommerce})`}`,
  () => {
    it('is fitted from SQL as by the published implementation, in weeks', async () => {
      const { tenantId } = await createTenant(db);
      await importForTest(db, tenantId, ecommerce);
      const report = await refresh(tenantId);
      expect(report).toMatchObject({ scored: 1468, withChurn: 1468, withLifetimeValue: 1468, notes: [] });
      const [fit] = await runsOf(tenantId);
      expect(fit?.parameters.r).toBeCloseTo(0.5415, 4);
      expect(fit?.parameters.alpha).toBeCloseTo(8.7405, 3);
      expect(fit?.parameters.a).toBeCloseTo(0.5751, 4);
      expect(fit?.parameters.b).toBeCloseTo(1.4933, 3);
      expect(fit?.log_likelihood).toBeCloseTo(-6901.3855, 3);
    }, 120_000);
  },
);
