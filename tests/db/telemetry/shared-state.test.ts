/** What operators are told of all teams together. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetrics } from '../../../bot/telemetry/metrics.ts';
import type { Db } from '../../../db/db.ts';
import { readable } from '../../../db/readable.ts';
import { writeBudget } from '../../../tools/usage/budget.ts';
import { budgetStatus } from '../../../tools/usage/budget-status.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { createTown, NOON, queueCampaign } from '../outreach/campaign.ts';
import { addPerson, contextFor, question, record, use } from '../usage/usage.ts';

const ago = (minutes: number) => new Date(NOON.getTime() - minutes * 60_000);
const faults: unknown[] = [];

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(async () => {
  await db.close();
  expect(faults).toEqual([]);
});

/** As a process that was just asked tells it. */
const read = () =>
  createMetrics({ db, now: () => NOON, log: { error: (fields) => void faults.push(fields) } }).read();
const stampOf = (at: Date): number => at.getTime() / 1_000;

it('is quiet where there is nothing', async () => {
  const text = await read();
  expect(text).toContain('walker_database_up 1');
  expect(text).toContain('walker_outbox_oldest_due_seconds 0');
  expect(text).toContain('walker_webhook_oldest_due_seconds 0');
  expect(text).toContain('walker_morning_failed{part="brief"} 0');
  expect(text).toContain('walker_brief_deliveries{state="failed"} 0');
  expect(text).not.toMatch(/^walker_(budget_used|refresh_oldest|morning_last)/m);
});

it('has the oldest message that may leave, and none of a campaign that is paused', async () => {
  const town = await createTown(db, 2);
  await queueCampaign(db, town, { sendAfter: ago(-30) });
  await queueCampaign(db, town, { sendAfter: ago(600), status: 'paused' });
  expect(await read()).toContain('walker_outbox_oldest_due_seconds 0');
  await queueCampaign(db, town, { sendAfter: ago(7) });
  const text = await read();
  expect(text).toContain('walker_outbox_oldest_due_seconds 420');
  expect(text).toContain('walker_outbox_messages{state="queued"} 6');
});

it('has deliveries to webhooks that are due', async () => {
  const { tenantId } = await createTenant(db);
  for (const [state, at] of [
    ['pending', ago(3)],
    ['pending', ago(-3)],
    ['failed', ago(90)],
  ] as const)
    await db.query(
      `insert into webhook_deliveries (delivery_id, tenant_id, event, payload, state, next_attempt_at, created_at)
       values ($1, $2, 'proposals', '{}', $3, $4, $4)`,
      [randomUUID(), tenantId, state, at],
    );
  expect(await read()).toContain('walker_webhook_oldest_due_seconds 180');
});

it('has the team whose refresh is longest ago, and those that fail', async () => {
  const refreshed = async (finishedAt: Date | null, failures: number, isAtWork = false) => {
    const { tenantId } = await createTenant(db);
    await db.query('update tenants set data_version = 1 where tenant_id = $1', [tenantId]);
    await db.query(
      `insert into audience_refreshes (tenant_id, finished_at, failures, claim_id) values ($1, $2, $3, $4)`,
      [tenantId, finishedAt, failures, isAtWork ? randomUUID() : null],
    );
  };
  await refreshed(ago(60), 0);
  await refreshed(ago(500), 2);
  await refreshed(ago(200), 1, true);
  const text = await read();
  expect(text).toContain(`walker_refresh_oldest_success_timestamp_seconds ${stampOf(ago(500))}`);
  expect(text).toContain('walker_refresh_failing_teams 1');
  await refreshed(null, 0);
  expect(await read()).toContain('walker_refresh_oldest_success_timestamp_seconds 0');
});

it('has mornings that went well and those that did not', async () => {
  const { tenantId } = await createTenant(db);
  const slot = (job: string, at: Date, state: string, report: object[] = []) =>
    db.query(
      `insert into job_slots (tenant_id, job, scheduled_at, state, finished_at, report) values ($1, $2, $3, $4, $3, $5)`,
      [tenantId, job, at, state, JSON.stringify(report)],
    );
  await slot('walker', ago(240), 'done', [{ phase: 'segments', state: 'done' }]);
  await slot('brief', ago(200), 'done');
  await slot('brief', ago(100), 'done', [{ missed: true }]);
  await slot('brief', ago(50), 'failed');
  await slot('walker', ago(26 * 60), 'failed');
  const text = await read();
  expect(text).toContain(`walker_morning_last_success_timestamp_seconds{part="walker"} ${stampOf(ago(240))}`);
  expect(text).toContain(`walker_morning_last_success_timestamp_seconds{part="brief"} ${stampOf(ago(200))}`);
  expect(text).toContain('walker_morning_failed{part="brief"} 1');
  expect(text).toContain('walker_morning_failed{part="walker"} 0');
});

describe('the budget that is fullest', () => {
  const ratio = async () => Number(/^walker_budget_used_ratio (\S+)$/m.exec(await read())?.[1]);

  it.each(['UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/St_Johns'])(
    'is what its team is told, in %s',
    async (timezone) => {
      const team = db.tenant((await createTenant(db, { timezone })).tenantId);
      const vera = await addPerson(team, 'Vera', 'viewer');
      const context = await contextFor(team, vera, NOON);
      // Every five hours, from before the month began on either side of the date line.
      const from = Date.UTC(NOON.getUTCFullYear(), NOON.getUTCMonth(), 0) - 86_400_000;
      const calls = [];
      for (let at = from; at < NOON.getTime(); at += 5 * 3_600_000)
        calls.push(use(vera, new Date(at).toISOString(), { costUsd: 0.01 * (calls.length + 1) }));
      await record(team, calls);
      const { team: month } = await budgetStatus(
        readable(team),
        context,
        await team.write((tx) => writeBudget(tx, team.tenantId, { dollarsPerTeamMonth: 1_000_000 })),
      );
      expect(month.used.dollars).toBeGreaterThan(0);
      // Full enough to be the fullest of those before.
      const cap = month.used.dollars / (1 + (await ratio()));
      const capped = (dollars: number, tokens: number | null = null) =>
        team.write((tx) =>
          writeBudget(tx, team.tenantId, { dollarsPerTeamMonth: dollars, tokensPerTeamMonth: tokens }),
        );
      await capped(cap);
      expect(await ratio()).toBeCloseTo(month.used.dollars / cap, 6);
      await capped(1_000_000, 100);
      expect(await ratio()).toBeCloseTo(month.used.tokens / 100, 6);
      await capped(1_000_000);
    },
  );

  it('of nothing is full, and what is no cap is none', async () => {
    const { tenantId } = await createTenant(db);
    const set = (model: object) =>
      db.query('update tenants set settings = $2 where tenant_id = $1', [
        tenantId,
        JSON.stringify({ model }),
      ]);
    const before = await ratio();
    await set({ dollarsPerTeamMonth: 'much' });
    expect(await ratio()).toBe(before);
    await set({ dollarsPerTeamMonth: 0 });
    expect(await ratio()).toBe(1);
  });

  it('tells what questions under way hold', async () => {
    const team = db.tenant((await createTenant(db)).tenantId);
    const vera = await addPerson(team, 'Vera', 'viewer');
    await team.write((tx) => writeBudget(tx, team.tenantId, { dollarsPerPersonDay: 5 }));
    expect(await question(await contextFor(team, vera, NOON)).ask()).toBe(null);
    expect(await read()).toContain('walker_budget_held_dollars 0.1');
  });
});
