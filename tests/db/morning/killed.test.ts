/** Processes that are killed in the middle of a brief or of a press, on PostgreSQL: the embedded engine has one process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../../bot/app.ts';
import { parseConfig } from '../../../bot/config.ts';
import type { Db } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { bindAccount } from '../../../handlers/bind-account.ts';
import { BOT, createSlackDouble, type SlackDouble } from '../../doubles/slack.ts';
import { databaseUrl, engineUnderTest, openTestDb } from '../harness.ts';
import { wish } from './stage.ts';

const PROCESS = fileURLToPath(new URL('./process.ts', import.meta.url));
/** Wednesday, Thursday, …: a morning for each test. */
const EIGHT = [
  '2026-11-18T08:00:00Z',
  '2026-11-19T08:00:00Z',
  '2026-11-20T08:00:00Z',
  '2026-11-21T08:00:00Z',
];
const later = (iso: string, minutes: number) => new Date(Date.parse(iso) + minutes * 60_000).toISOString();

describe.skipIf(engineUnderTest === 'embedded')('a process that is killed', () => {
  let db: Db;
  let app: App;
  let tenantId: string;
  let slack: SlackDouble;
  const started = new Set<ChildProcess>();
  /** Locks that a test that failed would keep. */
  const held = new Set<() => void>();
  beforeAll(async () => {
    db = await openTestDb();
    app = await createApp(parseConfig({ LOG_LEVEL: 'silent' }), { db });
    tenantId = app.home.tenantId;
    await bindAccount(db, 'slack', BOT.team, tenantId);
    await loadDemo({ db, tenantId, now: new Date('2026-11-17T12:00:00Z'), customers: 800, days: 200 });
    await db.query(
      `insert into audience_refreshes (tenant_id, data_version, finished_at)
       select tenant_id, data_version, '2026-12-31' from tenants where tenant_id = $1`,
      [tenantId],
    );
    await db.query(
      `with person as (insert into people (person_id, tenant_id, name, role)
         values (gen_random_uuid(), $1, 'Alex', 'approver') returning person_id)
       insert into identities (tenant_id, surface, account, external_id, person_id)
       select $1, 'slack', $2, 'U0ALEX', person_id from person`,
      [tenantId, BOT.team],
    );
    for (const address of ['C0SALES', 'C0BOARD']) await wish(db, tenantId, { address });
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await db.close();
  });
  beforeEach(async () => {
    slack = await createSlackDouble();
    // The channels have had no brief, so every proposal is a message.
    await db.query('delete from brief_deliveries');
  });
  afterEach(async () => {
    for (const release of held) release();
    held.clear();
    for (const child of started) child.kill('SIGKILL');
    started.clear();
    await slack.close();
  });

  /** Keeps a lock until it is released. */
  async function hold(sql: string, values: readonly string[] = []): Promise<() => Promise<void>> {
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    let done: Promise<void> = Promise.resolve();
    await new Promise<void>((got, failed) => {
      done = db.transaction(async (tx) => {
        await tx.query(sql, values);
        got();
        await until;
      });
      done.catch(failed);
    });
    held.add(release);
    return async () => {
      release();
      await done;
    };
  }

  async function start(...args: readonly string[]) {
    const [what = '', ...more] = args;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', PROCESS, what, await databaseUrl(db), slack.url, ...more],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    started.add(child);
    const said = text(child.stdout);
    return { child, ended: once(child, 'exit'), said };
  }
  async function killed({ child, ended }: Awaited<ReturnType<typeof start>>): Promise<void> {
    child.kill('SIGKILL');
    await ended;
  }
  const posted = () => slack.messages.map(({ channel, text: said }) => `${channel} ${said.split('\n')[0]}`);
  const settled = async (at: string) =>
    (
      await db.query<{ state: string; count: number }>(
        `select state, count(*)::int as count from brief_deliveries where scheduled_at = $1 group by state`,
        [at],
      )
    ).rows;

  it.each([
    ['before Slack took a message', false, EIGHT[0] ?? ''],
    ['after Slack took it and before we knew', true, EIGHT[1] ?? ''],
  ])(
    'in the middle of the brief, %s: another finishes, and nobody gets a part twice',
    async (_, done, at) => {
      // The third message goes wrong, whichever channel it is for.
      slack.next('chat.postMessage', ...passing(2), { kind: 'hang', done });
      const doomed = await start('morning', at);
      await slack.called('chat.postMessage', 3);
      await killed(doomed);

      // A minute later its claim still holds; after its silence it is taken over.
      const early = await start('morning', later(at, 1));
      await early.ended;
      expect(await settled(at)).toContainEqual(expect.objectContaining({ state: 'sending' }));
      const next = await start('morning', later(at, 3));
      await next.ended;

      const messages = posted();
      expect(new Set(messages).size).toBe(messages.length);
      const inChannel = (channel: string) =>
        messages.filter((one) => one.startsWith(channel)).map((one) => one.slice(channel.length));
      expect(inChannel('C0SALES').sort()).toEqual(inChannel('C0BOARD').sort());
      expect(inChannel('C0SALES').length).toBeGreaterThan(2);
      expect(await settled(at)).toEqual([{ state: 'sent', count: messages.length }]);
    },
    90_000,
  );

  it('is not needed for others to keep to one brief: four processes at once', async () => {
    const at = EIGHT[2] ?? '';
    const all = await Promise.all(Array.from({ length: 4 }, () => start('morning', at)));
    await Promise.all(all.map(({ ended }) => ended));
    // The analysis was in one’s hands while the others looked: the next minute brings the brief, if it has not come.
    await (await start('morning', later(at, 1))).ended;
    const messages = posted();
    expect(messages.length).toBeGreaterThan(5);
    expect(new Set(messages).size).toBe(messages.length);
    expect(await settled(at)).toEqual([{ state: 'sent', count: messages.length }]);
  }, 90_000);

  describe('in the middle of applying a winner', () => {
    /** Tokens of “Apply winner” on the cards of this morning. */
    const tokens = async () =>
      (
        await db.query<{ token: string }>(
          `select token from buttons where tenant_id = $1 and label = 'Apply winner' and state = 'pending' order by created_at desc`,
          [tenantId],
        )
      ).rows.map(({ token }) => token);
    const state = async () => {
      const { rows } = await db.query<{ suggestion: string; applied: number }>(
        `select (select state from suggestions where tenant_id = $1 and type = 'ab_test_winner') as suggestion,
                (select count(*)::int from ab_tests where tenant_id = $1 and status = 'applied') as applied`,
        [tenantId],
      );
      return rows[0];
    };
    /** Resolves when somebody waits for a lock; rejects where the process that should has ended. */
    async function waiting({ child }: Awaited<ReturnType<typeof start>>): Promise<void> {
      for (;;) {
        if (child.exitCode !== null) throw new Error('the process ended without waiting for a lock');
        const { rowCount } = await db.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        if (rowCount > 0) return;
        await sleep(20);
      }
    }
    const at = EIGHT[3] ?? '';

    it('before it is committed: nothing was applied, and a fresh card applies it', async () => {
      const morning = await start('morning', at);
      await morning.ended;
      const [first = '', second = ''] = await tokens();
      const release = await hold('lock table audit_log in share mode');
      const doomed = await start('press', later(at, 1), first, 'U0ALEX');
      await waiting(doomed);
      await killed(doomed);
      await release();
      expect(await state()).toEqual({ suggestion: 'open', applied: 0 });

      const again = await start('press', later(at, 10), first, 'U0ALEX');
      expect(await again.said).toMatch(/Alex pressed this already.*it may not have been done/);
      expect(await state()).toEqual({ suggestion: 'open', applied: 0 });
      const fresh = await start('press', later(at, 10), second, 'U0ALEX');
      await fresh.ended;
      expect(await state()).toEqual({ suggestion: 'accepted', applied: 1 });
    }, 90_000);

    it('after it is committed: it is applied once, and a second press says so', async () => {
      const undone = await start('command', later(at, 15), 'test undo Welcome e-mail subject line', 'U0ALEX');
      expect(await undone.said).toMatch(/is taken back/);
      await db.query(
        `update suggestions set state = 'open' where tenant_id = $1 and type = 'ab_test_winner'`,
        [tenantId],
      );
      const [token = ''] = await tokens();
      const letCommit = await hold('lock table audit_log in share mode');
      const doomed = await start('press', later(at, 20), token, 'U0ALEX');
      await waiting(doomed);
      // The press is claimed by now; what follows its commit finds the button held.
      const release = await hold('select from buttons where token = $1 for update', [token]);
      await letCommit();
      while ((await state())?.applied !== 1 && doomed.child.exitCode === null) await sleep(20);
      await waiting(doomed);
      await killed(doomed);
      await release();
      expect(await state()).toEqual({ suggestion: 'accepted', applied: 1 });
      const again = await start('press', later(at, 30), token, 'U0ALEX');
      expect(await again.said).toMatch(/Alex pressed this already/);
      expect(await state()).toEqual({ suggestion: 'accepted', applied: 1 });
    }, 90_000);
  });
});

/** Calls that go as they should. */
const passing = (count: number) => Array.from({ length: count }, () => ({ kind: 'pass' as const }));
