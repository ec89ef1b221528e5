/**
 * Time to answer a question over the time of its bare SQL, on the same database: what understanding, permission,
 * memory, the card and its buttons cost, until the card is handed to the surface. Charts are drawn by surfaces and not
 * counted. Keeping where the surface put the card comes after the answer and is told apart.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../bot/app.ts';
import { createCliReplies } from '../bot/cli/replies.ts';
import { parseConfig } from '../bot/config.ts';
import { loadDemo } from '../db/demo/load-demo.ts';
import type { Replies } from '../handlers/surface.ts';

const ROUNDS = 30;
const QUESTIONS = [
  'revenue last month',
  'orders by location',
  'revenue by category and month',
  'top 10 customers by revenue',
  'average order value by month',
  'how many new customers in the last 90 days',
  'spend by channel last month',
];

export async function run(print: (line: string) => void): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'walker-bench-'));
  const url = process.env.WALKER_TEST_DATABASE_URL;
  const engines = [{ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }];
  if (url)
    engines.push({
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
      ...{ DATABASE_URL: url, WALKER_WORKSPACE: `bench-${randomUUID().slice(0, 8)}` },
    });
  else print('PostgreSQL: skipped, set WALKER_TEST_DATABASE_URL to measure it as well');
  try {
    for (const env of engines) await measure(env, print);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(env: Record<string, string>, print: (line: string) => void): Promise<void> {
  const app = await createApp(parseConfig(env));
  try {
    await loadDemo({ db: app.db, tenantId: app.home.tenantId, now: app.now() });
    const over: number[] = [];
    const totals: number[] = [];
    const afterwards: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const text of QUESTIONS) {
        const replies = createCliReplies();
        let answered = Number.NaN;
        const timed: Replies = {
          ...replies,
          send: (card) => {
            answered = performance.now();
            return replies.send(card);
          },
        };
        const started = performance.now();
        const handled = await app.handlers.message(
          { sender: app.operator('cli'), thread: randomUUID(), text, attachments: 0, eventId: null },
          timed,
        );
        const done = performance.now();
        if (handled.status !== 'answered' || !handled.facts?.sql) throw new Error(`not answered: ${text}`);
        const { sql, params } = handled.facts;
        const bare = performance.now();
        await app.db.query(sql, params as never[]);
        const sqlTime = performance.now() - bare;
        if (round < 3) continue;
        over.push(answered - started - sqlTime);
        totals.push(answered - started);
        afterwards.push(done - answered);
      }
    }
    print(
      `${app.db.engine}: ${over.length} questions, overhead over bare SQL: median ${quantile(over, 0.5)} ms, p95 ${quantile(over, 0.95)} ms; ` +
        `whole answer: median ${quantile(totals, 0.5)} ms (target: median overhead under 15 ms); ` +
        `keeping its place afterwards: median ${quantile(afterwards, 0.5)} ms`,
    );
  } finally {
    if (env.DATABASE_URL) await app.db.query('delete from tenants where tenant_id = $1', [app.home.tenantId]);
    await app.stop();
  }
}

function quantile(values: readonly number[], q: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
}
