/** Several processes, and processes that are killed, on PostgreSQL: the embedded engine has one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createProviderDouble, type ProviderDouble } from '../../doubles/provider.ts';
import { databaseUrl, engineUnderTest, openTestDb } from '../harness.ts';
import { campaignOf, createTown, idle, NOON, outboxOf, outreachOver, queueCampaign } from './campaign.ts';
import { createSenderOver } from './sender-over.ts';

const SENDER = fileURLToPath(new URL('./sender.ts', import.meta.url));
const MINUTE_MS = 60_000;

describe.skipIf(engineUnderTest === 'embedded')('processes that send', () => {
  let db: Db;
  let provider: ProviderDouble;
  const started = new Set<ChildProcess>();
  beforeAll(async () => {
    db = await openTestDb();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    provider = await createProviderDouble();
  });
  afterEach(async () => {
    for (const child of started) child.kill('SIGKILL');
    started.clear();
    await provider.close();
  });

  async function start(): Promise<{ readonly child: ChildProcess; readonly ended: Promise<unknown> }> {
    const url = await databaseUrl(db);
    const child = spawn(process.execPath, ['--import', 'tsx', SENDER, url, provider.url], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    started.add(child);
    return { child, ended: once(child, 'exit') };
  }

  it('eight at once send a campaign of ten thousand, each message once', async () => {
    const town = await createTown(db, 10_000);
    const id = await queueCampaign(db, town);
    const senders = await Promise.all(Array.from({ length: 8 }, start));
    const codes = await Promise.all(senders.map(({ ended }) => ended));
    expect(codes).toEqual(Array(8).fill([0, null]));
    expect(provider.taken.size).toBe(10_000);
    expect([...provider.taken.values()].filter((times) => times !== 1)).toEqual([]);
    expect(await campaignOf(db, id)).toMatchObject({ status: 'sent', sent_count: 10_000, unknown_count: 0 });
  }, 90_000);

  it('kill -9 between the provider’s yes and ours: nothing is sent twice, nothing is lost, the doubtful are listed', async () => {
    const town = await createTown(db, 400);
    const id = await queueCampaign(db, town);
    const doomed = await start();
    await provider.heard(60);
    provider.fallSilent();
    const before = provider.taken.size;
    // All that are in hand by then have been taken, and nobody has heard.
    await provider.heard(before + 8);
    doomed.child.kill('SIGKILL');
    await doomed.ended;
    provider.speak();
    const inDoubt = (await outboxOf(db, id)).filter(({ state }) => state === 'sending');
    expect(inDoubt).toHaveLength(8);

    // Another process goes on where it can, once the claim is old.
    const later = (minutes: number) => () => new Date(NOON.getTime() + minutes * MINUTE_MS);
    await createSenderOver(db, provider.url, later(11)).sendDue(idle());
    const rows = await outboxOf(db, id);
    expect(rows.filter(({ state }) => state === 'unknown').map(({ token }) => token)).toEqual(
      inDoubt.map(({ token }) => token),
    );
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(392);
    expect([...provider.taken.values()].filter((times) => times !== 1)).toEqual([]);
    expect(provider.taken.size).toBe(400);

    // The provider’s word settles them.
    const outreach = outreachOver(db, []);
    const tell = (event: 'delivered' | 'failed', from: number, to: number) =>
      outreach.record(
        inDoubt.slice(from, to).map(({ token }) => ({ token, event, eventId: `e-${token}`, at: NOON })),
      );
    await tell('delivered', 0, 6);
    await tell('failed', 6, 8);
    await outreach.sendDue(idle());
    expect(await campaignOf(db, id)).toMatchObject({ sent_count: 398, failed_count: 2, unknown_count: 0 });
  }, 60_000);
});
