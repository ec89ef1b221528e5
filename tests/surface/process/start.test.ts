import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './run-here.ts';
import { type Started, startWalker, walker } from './walker.ts';

let dataDir: string;
let bot: Started;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'walker-start-'));
  bot = await startWalker({ DATA_DIR: dataDir });
}, 120_000);
afterAll(async () => {
  await bot.stop('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

describe('npm start without any setting', () => {
  it('makes a demo workspace and serves the console', async () => {
    expect(bot.said()).toMatch(/Making a demo workspace, once/);
    expect(bot.said()).toMatch(/database\s+embedded/);
    expect(bot.said()).toMatch(/Slack\s+off: set SLACK_BOT_TOKEN/);
    const page = await fetch(bot.url);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/<title>/);
  });

  it('tells its health', async () => {
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${bot.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ status: 'ready' })]);
  });

  it('lets commands work beside it, through its database', async () => {
    const asked = await walker(['ask', '--json', 'revenue last month'], { DATA_DIR: dataDir });
    expect(asked.err).toBe('');
    expect(JSON.parse(asked.out)).toMatchObject({ status: 'answered', tool: 'sql_analytics' });
  });

  it('refuses to start twice on one data directory, and names who holds it', async () => {
    const second = await walker(['start'], { DATA_DIR: dataDir, PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.err).toContain(String(bot.child.pid));
    expect(second.err).not.toMatch(/at .*\.ts:/);
  });

  it('stops on SIGTERM with exit code 0, and the next start keeps what was there', async () => {
    expect(await bot.stop('SIGTERM')).toBe(0);
    bot = await startWalker({ DATA_DIR: dataDir });
    expect(bot.said()).not.toMatch(/Making a demo workspace/);
    const asked = await runHere(['ask', '--json', 'revenue last month'], { DATA_DIR: dataDir });
    expect(JSON.parse(asked.out).status).toBe('answered');
  });

  it('takes the Ctrl-C that npm passes on for the one it has had, and stops in order', async () => {
    const heard = once(bot.child.stderr ?? bot.child, 'data');
    bot.child.kill('SIGINT');
    expect(String(await heard)).toContain('Stopping: finishing the work in hand.');
    expect(await bot.stop('SIGINT')).toBe(0);
    bot = await startWalker({ DATA_DIR: dataDir });
  });

  it('starts again after kill -9', async () => {
    await bot.stop('SIGKILL');
    bot = await startWalker({ DATA_DIR: dataDir });
    expect((await fetch(`${bot.url}/readyz`)).status).toBe(200);
  });
});

describe('the command line', () => {
  it('names every wrong setting at once and exits with 2', async () => {
    const ran = await runHere(['doctor'], { PORT: 'x', SLACK_BOT_TOKEN: 'nonsense', DATA_DIR: dataDir });
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/PORT/);
    expect(ran.err).toMatch(/SLACK_BOT_TOKEN/);
  });

  it('has a doctor who says what is on, what is off and why', async () => {
    const ran = await runHere(['doctor'], { DATA_DIR: dataDir });
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/server\s+embedded, PostgreSQL 1\d/);
    expect(ran.out).toMatch(/WhatsApp\s+off: set TWILIO_ACCOUNT_SID/);
  });

  it('answers a line at a time, in order, threads remembered', async () => {
    const lines = [
      'revenue last month',
      '{"question": "orders last month", "thread": "t"}',
      '{"question": "and the month before?", "thread": "t"}',
      '{"question": ""}',
    ];
    const ran = await runHere(['ask', '--stdin'], { DATA_DIR: dataDir }, `${lines.join('\n')}\n`);
    const answers = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map((answer) => answer.status)).toEqual(['answered', 'answered', 'answered', 'refused']);
    expect(answers[2].columns.at(-1).key).toBe('orders');
    expect(answers[2].period.to < answers[1].period.from).toBe(true);
  });

  it('prints a card as text', async () => {
    const ran = await runHere(['ask', 'revenue last month'], { DATA_DIR: dataDir });
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/Revenue/);
    expect(ran.out).toMatch(/Demo data/);
  });
});
