/**
 * How fast signed Slack events are acknowledged, and whether any is lost: 50 a second for 30 s against the app in
 * a process of its own, while a heavy query keeps the database busy; then every event's answer is waited for.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BOT, createSlackDouble, type SlackDouble } from '../tests/doubles/slack.ts';
import type { FromApp, ToApp } from './acknowledge-app.ts';

const SECRET = 'bench-signing-secret';
/** Questions cost a few queries each and wait for the heavy one, so the last answer comes well after the load. */
const ANSWERS_WITHIN_MS = 300_000;

export interface AcknowledgeOptions {
  readonly perSecond?: number;
  readonly seconds?: number;
}

export async function run(print: (line: string) => void, options: AcknowledgeOptions = {}): Promise<void> {
  const perSecond = options.perSecond ?? Number(process.env.WALKER_BENCH_RATE ?? 50);
  const seconds = options.seconds ?? Number(process.env.WALKER_BENCH_SECONDS ?? 30);
  const databases: Record<string, string>[] = [{}];
  const url = process.env.WALKER_TEST_DATABASE_URL;
  if (url) databases.push({ DATABASE_URL: url, WALKER_WORKSPACE: `bench-${randomUUID().slice(0, 8)}` });
  else print('PostgreSQL: skipped, set WALKER_TEST_DATABASE_URL to measure it as well');
  for (const database of databases) await measure(database, perSecond, seconds, print);
}

async function measure(
  database: Readonly<Record<string, string>>,
  perSecond: number,
  seconds: number,
  print: (line: string) => void,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'walker-bench-'));
  const slack = await createSlackDouble();
  const app = startApp({ DATA_DIR: dataDir, ...database }, slack.url);
  try {
    const { port, engine } = await hear(app, 'ready');
    const url = `http://127.0.0.1:${port}/slack/events`;
    await fire(url, eventOf('warm-up'));
    await slack.done('chat.postMessage');
    const heavy = hear(app, 'heavy done');
    say(app, { kind: 'heavy', ms: seconds * 1_000 });
    const threads = Array.from({ length: perSecond * seconds }, (_, index) => `event-${index}`);
    const outcomes = await load(url, threads, perSecond);
    const loaded = performance.now();
    const { ms } = await heavy;
    const unanswered = await waitForAnswers(slack, threads);
    const times = outcomes.map((one) => one.ms).sort((a, b) => a - b);
    const refused = outcomes.filter((one) => !one.acknowledged).length;
    print(
      `${engine}: ${threads.length} signed events, ${perSecond} a second, beside a query of ${(ms / 1_000).toFixed(1)} s: ` +
        `acknowledged in p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, max ${at(times, 1)} ms; ` +
        `not acknowledged ${refused}, not answered ${unanswered} (targets: p99 under 100 ms, none lost)`,
    );
    print(`the last answer came ${((performance.now() - loaded) / 1_000).toFixed(1)} s after the load`);
  } finally {
    say(app, { kind: 'stop' });
    await Promise.race([once(app, 'exit'), sleep(10_000)]);
    app.kill('SIGKILL');
    await slack.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function startApp(settings: Readonly<Record<string, string>>, apiUrl: string): ChildProcess {
  return fork(fileURLToPath(new URL('./acknowledge-app.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...settings,
      PORT: '0',
      LOG_LEVEL: 'silent',
      SLACK_BOT_TOKEN: BOT.token,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: apiUrl,
    },
  });
}

const say = (app: ChildProcess, message: ToApp) => void (app.connected && app.send(message));

async function hear<K extends FromApp['kind']>(
  app: ChildProcess,
  kind: K,
): Promise<Extract<FromApp, { kind: K }>> {
  const ended = once(app, 'exit').then(() => {
    throw new Error('the app ended before it was done');
  });
  for (;;) {
    const [message] = (await Promise.race([once(app, 'message'), ended])) as [FromApp];
    if (message.kind === kind) return message as Extract<FromApp, { kind: K }>;
  }
}

interface Outcome {
  readonly ms: number;
  readonly acknowledged: boolean;
}

/** Fires at the rate whatever the answers do, as Slack would. */
async function load(url: string, threads: readonly string[], perSecond: number): Promise<Outcome[]> {
  const begun = performance.now();
  const running: Promise<Outcome>[] = [];
  for (const [index, thread] of threads.entries()) {
    const due = begun + (index * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    running.push(fire(url, eventOf(thread)));
  }
  return Promise.all(running);
}

async function fire(url: string, body: string): Promise<Outcome> {
  const at = Math.floor(Date.now() / 1_000);
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${at}:${body}`).digest('hex')}`;
  const started = performance.now();
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': signature,
      },
      body,
    });
    await response.arrayBuffer();
    return { ms: performance.now() - started, acknowledged: response.status === 200 };
  } catch {
    return { ms: performance.now() - started, acknowledged: false };
  }
}

/** A direct message in a thread of its own, by one of fifty people. */
function eventOf(thread: string): string {
  const number = [...thread].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return JSON.stringify({
    type: 'event_callback',
    team_id: BOT.team,
    event_id: `Ev${randomUUID()}`,
    event: {
      type: 'message',
      channel_type: 'im',
      channel: `D0BENCH${number}`,
      user: `U0BENCH${number % 50}`,
      text: 'how many orders last month?',
      ts: thread,
    },
  });
}

async function waitForAnswers(slack: SlackDouble, threads: readonly string[]): Promise<number> {
  const until = performance.now() + ANSWERS_WITHIN_MS;
  const missing = () => {
    const answered = new Set(slack.messages.map((message) => message.thread_ts));
    return threads.filter((thread) => !answered.has(thread)).length;
  };
  while (missing() > 0 && performance.now() < until) await sleep(250);
  return missing();
}

function at(sorted: readonly number[], quantile: number): string {
  return (sorted[Math.ceil(quantile * sorted.length) - 1] ?? Number.NaN).toFixed(1);
}
