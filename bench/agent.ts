/**
 * What the bot itself adds to a question that goes to a language model: everything between the model's answers (reading
 * them, running tools, asking again), and fifty conversations at once with a model that takes its time.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, createApp } from '../bot/app.ts';
import { createCliReplies } from '../bot/cli/replies.ts';
import { parseConfig } from '../bot/config.ts';
import { loadDemo } from '../db/demo/load-demo.ts';
import {
  CHAT_KEY,
  type ChatDouble,
  type ChatRequest,
  createChatDouble,
  type Move,
} from '../tests/doubles/chat-completions.ts';

const QUESTION = 'please look into why our shop is doing so splendidly and tell me a story';
const QUESTIONS = 40;
const AT_ONCE = 50;
const THINKING_MS = 400;

export async function run(print: (line: string) => void): Promise<void> {
  const databases: Record<string, string>[] = [{}];
  const url = process.env.WALKER_TEST_DATABASE_URL;
  if (url) databases.push({ DATABASE_URL: url, WALKER_WORKSPACE: `bench-${randomUUID().slice(0, 8)}` });
  else print('PostgreSQL: skipped, set WALKER_TEST_DATABASE_URL to measure it as well');
  for (const database of databases) await measure(database, print);
}

async function measure(
  database: Readonly<Record<string, string>>,
  print: (line: string) => void,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'walker-bench-'));
  const model = await createChatDouble();
  const settings = {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    OPENAI_API_KEY: CHAT_KEY,
    OPENAI_BASE_URL: model.url,
  };
  const app = await createApp(
    parseConfig({
      ...settings,
      ...database,
      OPENAI_CHAT_MODEL: 'bench',
      OPENAI_REQUESTS_PER_MINUTE: '100000',
    }),
  );
  try {
    await loadDemo({ db: app.db, tenantId: app.home.tenantId, now: app.now() });
    await oneByOne(app, model, print);
    await allAtOnce(app, model, print);
  } finally {
    if (app.db.engine === 'postgres')
      await app.db.query('delete from tenants where tenant_id = $1', [app.home.tenantId]);
    await app.stop();
    await model.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Two tools, then a text: three steps. */
function moveFor({ messages }: ChatRequest): Move {
  const done = messages.filter(({ role }) => role === 'tool').length;
  if (done === 0)
    return { call: [{ name: 'sql_analytics', args: { metrics: ['revenue'], by: ['category'] } }] };
  if (done === 1) return { call: [{ name: 'sql_analytics', args: { metrics: ['orders'], grain: 'month' } }] };
  return { say: 'The categories and the months are in the table. Nothing else stands out.' };
}

interface Asked {
  readonly ms: number;
  /** Of them, what the tools took: their queries are another part's business. */
  readonly toolMs: number;
  readonly answered: boolean;
}

async function ask(app: App): Promise<Asked> {
  const begun = performance.now();
  const { status, card } = await app.handlers.message(
    { sender: app.operator('cli'), thread: randomUUID(), text: QUESTION, attachments: 0, eventId: null },
    createCliReplies(),
  );
  const toolMs = (card?.steps ?? []).reduce((sum, { durationMs = 0 }) => sum + durationMs, 0);
  return { ms: performance.now() - begun, toolMs, answered: status === 'answered' };
}

async function oneByOne(app: App, model: ChatDouble, print: (line: string) => void): Promise<void> {
  model.script(moveFor);
  for (let warm = 0; warm < 5; warm += 1) await ask(app);
  const perStep: number[] = [];
  const withTools: number[] = [];
  for (let question = 0; question < QUESTIONS; question += 1) {
    const from = model.times.length;
    const { ms, toolMs, answered } = await ask(app);
    if (!answered) throw new Error('a question was not answered');
    const steps = model.times.slice(from);
    const inModel = steps.reduce((sum, { came, answered: at }) => sum + (at - came), 0);
    perStep.push((ms - inModel - toolMs) / steps.length);
    withTools.push((ms - inModel) / steps.length);
  }
  perStep.sort((a, b) => a - b);
  withTools.sort((a, b) => a - b);
  print(
    `${app.db.engine}: own time per step of the model: median ${at(perStep, 0.5)} ms, p95 ${at(perStep, 0.95)} ms; with the tools’ queries ${at(withTools, 0.5)} and ${at(withTools, 0.95)} ms; over ${QUESTIONS} questions of 3 steps (target: median under 20 ms)`,
  );
}

async function allAtOnce(app: App, model: ChatDouble, print: (line: string) => void): Promise<void> {
  model.script(async (request) => {
    await sleep(THINKING_MS);
    return moveFor(request);
  });
  const begun = performance.now();
  const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(app)));
  const seconds = (performance.now() - begun) / 1_000;
  const times = outcomes.map(({ ms }) => ms).sort((a, b) => a - b);
  print(
    `${app.db.engine}: ${AT_ONCE} conversations at once, a model of ${THINKING_MS} ms a step: ${outcomes.filter(({ answered }) => answered).length} answered in ${seconds.toFixed(1)} s, p50 ${at(times, 0.5)} ms, max ${at(times, 1)} ms (the model alone takes ${3 * THINKING_MS} ms)`,
  );
}

const at = (sorted: readonly number[], part: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
