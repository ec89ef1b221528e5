/** Removes what has outlived its use: expired buttons and links, claimed event ids, old conversations and logs. */
import type { Db } from '../db/db.ts';

/** What is kept for a while, and for how many days; docs/audiences.md lists it for people. */
const KEPT_DAYS = [
  /** Slack redelivers within the hour, Twilio within days. */
  { table: 'seen_events', column: 'seen_at', days: 14 },
  /** A follow-up to something older starts afresh. */
  { table: 'conversations', column: 'updated_at', days: 90 },
  /** Long enough to look at the same season a year ago. */
  { table: 'answers', column: 'asked_at', days: 400 },
  /** What usage and bills are told by; what happened step by step goes after a month. */
  { table: 'model_calls', column: 'at', days: 400 },
  /** The sums of a day outlive its last call. */
  { table: 'model_usage_days', column: 'day', days: 401 },
  { table: 'traces', column: 'started_at', days: 30 },
  /** Three years: who did what outlives what was asked. */
  { table: 'audit_log', column: 'at', days: 3 * 365 },
  { table: 'quality_results', column: 'checked_at', days: 180 },
  { table: 'webhook_deliveries', column: 'created_at', days: 90 },
  /** What mornings found, and who got the brief of it. */
  { table: 'job_slots', column: 'scheduled_at', days: 90 },
  { table: 'brief_deliveries', column: 'scheduled_at', days: 90 },
  /** What would have been sent: to be looked at, with names and addresses in it. */
  { table: 'local_messages', column: 'at', days: 30 },
  /** A stranger who writes again after so long is told again how to get access. */
  { table: 'strangers', column: 'told_at', days: 180 },
] as const;

/** Rows removed, by table. */
export type Swept = Readonly<Record<string, number>>;

/** Safe to run at any time, by any number of processes. */
export async function housekeeping(db: Db, now: Date): Promise<Swept> {
  const swept: Record<string, number> = {};
  for (const table of ['sent_cards', 'media', 'budget_holds'])
    swept[table] = (await db.query(`delete from ${table} where expires_at < $1`, [now])).rowCount;
  for (const { table, column, days } of KEPT_DAYS) {
    const { rowCount } = await db.query(
      `delete from ${table} where ${column} < $1::timestamptz - make_interval(days => $2)`,
      [now, days],
    );
    swept[table] = rowCount;
  }
  return swept;
}
