/** The demo workspace's morning from beginning to end: each planted story is in the brief, as what it is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { removeDemo } from '../../../db/import/remove-demo.ts';
import type { BriefPart, BriefPost } from '../../../jobs/morning/delivery.ts';
import { openTestDb } from '../harness.ts';
import { wish } from './stage.ts';

const NOW = new Date('2026-03-18T12:00:00Z');
let db: Db;
let app: App;
let dataDir: string;
let parts: readonly BriefPart[] = [];

beforeAll(async () => {
  [db, dataDir] = await Promise.all([openTestDb(), mkdtemp(join(tmpdir(), 'walker-morning-'))]);
  app = await createApp(parseConfig({ LOG_LEVEL: 'silent', DATA_DIR: dataDir }), { db, now: () => NOW });
  const { tenantId } = app.home;
  await loadDemo({ db, tenantId, now: NOW });
  await wish(db, tenantId, { address: 'boss@shop.example', surface: 'email' });
  const post: BriefPost = {
    surface: 'email',
    shape: 'whole',
    send: async (_, sent) => {
      parts = sent;
      return { kind: 'sent', ref: {} };
    },
  };
  const { phases } = await app.mornings.runNow(new Map([['email', post]]), tenantId);
  expect(phases.map(({ phase, state }) => `${phase} ${state}`)).toEqual(
    ['refresh', 'numbers', 'segments', 'outreach', 'proposals', 'tests', 'notify'].map(
      (name) => `${name} done`,
    ),
  );
}, 120_000);
afterAll(async () => {
  await app.stop();
  await db.close();
  await rm(dataDir, { recursive: true, force: true });
});

it('tells of every story as what it is', () => {
  const types = parts.slice(1).map(({ part }) => part.replace(/^sg_(.*)_[0-9a-f]{12}$/, '$1'));
  expect(types.sort()).toEqual(
    [
      'ab_test_broken',
      'ab_test_winner',
      'anomaly',
      'churn_prevention',
      'funnel_optimization',
      'segment_opportunity',
      'spend_alert',
    ].sort(),
  );
  const titles = parts.map(({ card }) => card.title).join('\n');
  for (const named of ['Welcome e-mail subject line', 'Cart reminder', 'Social prospecting', 'Sneakers'])
    expect(titles).toContain(named);
});

it('begins with yesterday beside what is usual, as a question would be answered', async () => {
  const [summary] = parts;
  expect(summary?.part).toBe('summary');
  const [revenue] = summary?.card.headlines ?? [];
  expect(revenue?.label).toBe('Revenue, 17 Mar 2026');
  const { rows } = await db.query<{ revenue: number; usual: number }>(
    `select sum(total_amount) filter (where transaction_date = '2026-03-17')::float8 as revenue,
            sum(total_amount) filter (where transaction_date in ('2026-03-10', '2026-03-03', '2026-02-24', '2026-02-17'))::float8
              / 4 as usual
       from fct_sales where tenant_id = $1`,
    [app.home.tenantId],
  );
  const [{ revenue: sold, usual } = { revenue: 0, usual: 0 }] = rows;
  expect(revenue?.value).toBeCloseTo(sold, 6);
  expect(revenue?.change?.ratio).toBeCloseTo((sold - usual) / usual, 6);
  expect(revenue?.change?.against).toBe('Tuesdays of the 4 weeks before');
});

it('is what “show brief” shows, until something is decided', async () => {
  const said: string[] = [];
  const ask = () =>
    app.handlers.message(
      { sender: app.operator('cli'), thread: 'brief', text: 'show brief', attachments: 0, eventId: null },
      {
        progress: async () => undefined,
        send: async (card) => ({ at: said.push((card.text ?? []).join('\n')) }),
        edit: async () => undefined,
        attach: async () => undefined,
      },
    );
  await ask();
  expect(said[0]).toMatch(/1\. .*\n2\. .*\n3\. /);
  expect(said[0]).toContain('wins the test “Welcome e-mail subject line”');
  await db.query(`update suggestions set state = 'dismissed' where type = 'ab_test_winner'`);
  await ask();
  expect(said[1]).not.toContain('wins the test “Welcome e-mail subject line”');
});

it('can be looked at without keeping anything', async () => {
  const count = async () =>
    (await db.query('select (select count(*) from suggestions) + (select count(*) from job_slots) as rows'))
      .rows;
  const before = await count();
  const looked = await app.mornings.preview(app.home.tenantId);
  expect(looked[0]?.card.title).toMatch(/^Your brief/);
  expect(await count()).toEqual(before);
});

describe("when the team's own data come", () => {
  /** What tells of people, questions and messages, not of the demo: it stays. */
  const STAYS = [
    ...[
      'people',
      'identities',
      'surface_accounts',
      'access_tokens',
      'subscriptions',
      'suppressions',
      'strangers',
    ],
    ...['conversations', 'answers', 'sent_cards', 'buttons', 'media', 'seen_events', 'verified_answers'],
    ...['audit_log', 'imports', 'traces', 'model_calls', 'job_slots', 'brief_deliveries', 'local_messages'],
    ...['model_usage_days', 'budget_holds'],
    ...['erased_people', 'audience_refreshes', 'embedded_queries', 'embedding_models', 'tenants'],
    // They say which data were read: the next refresh sees that these are gone.
    ...['profile_builds', 'profiled_imports', 'profiled_products'],
  ];

  it('nothing of the demo is left, nor what the walker made of it', async () => {
    const { tenantId } = app.home;
    const { rows: tables } = await db.query<{ name: string }>(
      `select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'tenant_id' order by 1`,
    );
    const counts = async () => {
      const filled: string[] = [];
      for (const { name } of tables.filter(({ name }) => !STAYS.includes(name))) {
        const { rows } = await db.query(`select from ${name} where tenant_id = $1 limit 1`, [tenantId]);
        if (rows.length > 0) filled.push(name);
      }
      return filled;
    };
    expect(await counts()).toEqual(
      expect.arrayContaining(['suggestions', 'ab_test_results', 'dim_customer']),
    );
    expect(await removeDemo(db, tenantId)).toBe(true);
    expect(await counts()).toEqual([]);
    // What is analysed next are the team's own data, today still.
    const slots = async () => (await db.query("select from job_slots where job = 'walker'")).rows.length;
    expect(await slots()).toBe(0);
    await app.mornings.runDue(new Map(), new AbortController().signal);
    expect(await slots()).toBe(1);
  });
});
