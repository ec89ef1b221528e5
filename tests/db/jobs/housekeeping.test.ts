import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { housekeeping } from '../../../jobs/housekeeping.ts';
import { createTenant, openTestDb } from '../harness.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const NOW = new Date('2026-11-21T03:17:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

it('removes logs when they have served, and not a day before', async () => {
  const { tenantId } = await createTenant(db);
  const kept: Record<string, number> = {
    answers: 400,
    audit_log: 1095,
    quality_results: 180,
    strangers: 180,
    webhook_deliveries: 90,
    job_slots: 90,
    brief_deliveries: 90,
  };
  for (const [table, days] of Object.entries(kept))
    for (const at of [daysAgo(days - 0.01), daysAgo(days + 0.01)]) await addRow(table, tenantId, at);
  const swept = await housekeeping(db, NOW);
  for (const table of Object.keys(kept)) {
    expect(swept[table]).toBe(1);
    expect((await db.query(`select 1 from ${table}`)).rowCount).toBe(1);
  }
});

async function addRow(table: string, tenantId: string, at: Date): Promise<void> {
  const rows: Record<string, [sql: string, values: unknown[]]> = {
    answers: [
      `insert into answers (answer_id, tenant_id, surface, thread, origin, question, status, asked_at)
       values ($1, $2, 'cli', 't', 'question', 'q', 'answered', $3)`,
      [randomUUID(), tenantId, at],
    ],
    audit_log: [
      `insert into audit_log (tenant_id, tool, args, origin, outcome, at) values ($1, 't', '{}', 'cli', 'ok', $2)`,
      [tenantId, at],
    ],
    quality_results: [
      `insert into quality_results (tenant_id, run_id, check_id, failed_rows, checked_rows, checked_at)
       values ($1, $2, 'c', 0, 1, $3)`,
      [tenantId, randomUUID(), at],
    ],
    webhook_deliveries: [
      `insert into webhook_deliveries (delivery_id, tenant_id, event, payload, next_attempt_at, created_at)
       values ($1, $2, 'e', '{}', $3, $3)`,
      [randomUUID(), tenantId, at],
    ],
    job_slots: [
      `insert into job_slots (tenant_id, job, scheduled_at, state) values ($1, 'walker', $2, 'done')`,
      [tenantId, at],
    ],
    brief_deliveries: [
      `with wanted as (insert into subscriptions (subscription_id, tenant_id, surface, address, created_at)
         values ($2::uuid, $1, 'slack', $2::uuid::text, $3) returning subscription_id)
       insert into brief_deliveries (tenant_id, job, scheduled_at, subscription_id, part, state, at)
       select $1, 'brief', $3, subscription_id, 'summary', 'sent', $3 from wanted`,
      [tenantId, randomUUID(), at],
    ],
    strangers: [
      `insert into strangers (surface, external_id, told_at) values ('slack', $1, $2)`,
      [randomUUID(), at],
    ],
  };
  const [sql, values] = rows[table] ?? ['', []];
  await db.query(sql, values as string[]);
}
