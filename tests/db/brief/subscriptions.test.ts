import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { parseSubscribe, parseUnsubscribe } from '../../../tools/brief/command.ts';
import { briefTools } from '../../../tools/brief/index.ts';
import type { Place, ToolContext } from '../../../tools/define-tool.ts';
import { createRegistry } from '../../../tools/registry.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createTenant, openTestDb } from '../harness.ts';

const registry = createRegistry([...briefTools(async () => [], new Set(['slack', 'whatsapp', 'email']))]);
const NOW = new Date('2026-11-20T10:00:00Z');
let db: Db;
let tenantId: string;
let ana: Somebody;
let vera: Somebody;
let admin: Somebody;

interface Somebody {
  readonly personId: string;
  readonly role: Role;
  readonly place: Place;
}

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  ({ tenantId } = await createTenant(db, { timezone: 'Europe/Berlin' }));
  ana = await somebody('Ana', 'analyst');
  vera = await somebody('Vera', 'viewer');
  admin = await somebody('Kim', 'admin');
});

async function somebody(name: string, role: Role): Promise<Somebody> {
  const [personId, user] = [randomUUID(), `U0${randomUUID().slice(0, 8).toUpperCase()}`];
  await db.query('insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, $4)', [
    personId,
    tenantId,
    name,
    role,
  ]);
  await db.query(
    `insert into identities (tenant_id, surface, account, external_id, person_id) values ($1, 'slack', 'T1', $2, $3)`,
    [tenantId, user, personId],
  );
  return {
    personId,
    role,
    place: { surface: 'slack', account: 'T1', sender: user, channel: 'C0SALES', named: { board: 'C0BOARD' } },
  };
}

function context({ personId, role, place }: Somebody): ToolContext {
  return {
    db: db.tenant(tenantId),
    workspace: {
      tenantId,
      name: 'Test',
      timezone: 'Europe/Berlin',
      currency: 'EUR',
      today: '2026-11-20',
      clockIsBehind: false,
      data: null,
      isDemo: false,
      version: '1',
    },
    actor: { personId, name: 'x', role, timezone: 'UTC' },
    origin: 'command',
    place,
    now: () => NOW,
    newId: randomUUID,
    progress: () => {},
    signal: new AbortController().signal,
  };
}

const subscribe = async (who: Somebody, words: string, tools = registry) =>
  (await runTool(tools, { tool: 'subscribe', args: parseSubscribe(words) }, context(who))).summary;
const unsubscribe = (who: Somebody, words = '') =>
  runTool(registry, { tool: 'unsubscribe', args: parseUnsubscribe(words) }, context(who));
const stored = async () =>
  (
    await db.query<{ surface: string; address: string; person_id: string | null; active: boolean }>(
      'select surface, address, person_id, active, send_at::text as at, quiet_days, topics from subscriptions where tenant_id = $1 order by surface, address',
      [tenantId],
    )
  ).rows;

describe('subscribing', () => {
  it('oneself takes no role, and is in the team’s time where one’s own is not known', async () => {
    expect(await subscribe(vera, 'me at 7:30 not on weekends')).toBe(
      'You get the brief in Slack directly, every day at 07:30 (Europe/Berlin), not on Saturday and Sunday.',
    );
    expect(await stored()).toEqual([
      {
        surface: 'slack',
        address: vera.place.sender,
        person_id: vera.personId,
        active: true,
        at: '07:30:00',
        quiet_days: [6, 7],
        topics: [],
      },
    ]);
  });

  it('a channel takes an analyst', async () => {
    await expect(subscribe(vera, 'here')).rejects.toThrow(/needs the role analyst; you are viewer/);
    expect(await subscribe(ana, 'here')).toMatch(/in the channel C0SALES/);
    expect(await subscribe(ana, '#board')).toMatch(/in the channel C0BOARD/);
    await expect(subscribe(ana, '#unheard-of')).rejects.toThrow(/do not know the channel “#unheard-of”/);
    expect(await stored()).toMatchObject([
      { address: 'C0BOARD', person_id: null },
      { address: 'C0SALES', person_id: null },
    ]);
  });

  it('an e-mail address makes it one’s own, so that links act as oneself', async () => {
    const address = `${randomUUID()}@shop.example`;
    expect(await subscribe(vera, `email ${address.toUpperCase()}`)).toContain(`by e-mail at ${address}`);
    const { rows } = await db.query(
      `select person_id from identities where surface = 'email' and external_id = $1`,
      [address],
    );
    expect(rows).toEqual([{ person_id: vera.personId }]);
  });

  it('the address of somebody else takes an admin, and is theirs', async () => {
    const address = `${randomUUID()}@shop.example`;
    await subscribe(ana, `email ${address}`);
    await expect(subscribe(vera, `email ${address}`)).rejects.toThrow(/address of somebody else/);
    expect(await subscribe(admin, `email ${address} at 9`)).toMatch(/^Ana gets the brief by e-mail.*09:00/);
    expect(await stored()).toMatchObject([{ person_id: ana.personId, at: '09:00:00' }]);
  });

  it('an address of another team is refused', async () => {
    const address = `${randomUUID()}@shop.example`;
    const other = await createTenant(db);
    await db.query(
      `with person as (insert into people (person_id, tenant_id, name, role) values (gen_random_uuid(), $1, 'Z', 'viewer')
         returning person_id)
       insert into identities (tenant_id, surface, account, external_id, person_id)
       select $1, 'email', '', $2, person_id from person`,
      [other.tenantId, address],
    );
    await expect(subscribe(vera, `email ${address}`)).rejects.toThrow(/belongs to another workspace/);
    expect(await stored()).toEqual([]);
  });

  it('a number that nobody has is refused with how to add it', async () => {
    await expect(subscribe(vera, 'whatsapp +4915100000001')).rejects.toThrow(/walker people add/);
  });

  it('nothing is subscribed where nothing could come, and it is said so', async () => {
    const none = createRegistry([...briefTools(async () => [], new Set())]);
    expect(await subscribe(vera, 'email vera@shop.example', none)).toMatch(/^E-mail is not set up here/);
    expect(await subscribe(vera, 'email', none)).toMatch(/^E-mail is not set up here.*EMAIL_FROM/);
    expect(await subscribe(vera, 'whatsapp', none)).toMatch(/^WhatsApp is not set up here/);
    const atTheConsole = { ...vera, place: { ...vera.place, surface: 'console', channel: null } };
    expect(await subscribe(atTheConsole, 'me', none)).toMatch(/^Neither Slack nor WhatsApp nor e-mail/);
    expect(await stored()).toEqual([]);
    // Whoever asks in Slack can be answered there.
    expect(await subscribe(vera, 'me', none)).toMatch(/in Slack directly/);
    // What is on is chosen, not what is known first.
    const mail = createRegistry([...briefTools(async () => [], new Set(['email']))]);
    await subscribe(vera, `email ${randomUUID()}@shop.example`);
    expect(await subscribe(atTheConsole, 'me', mail)).toMatch(/by e-mail at/);
    const list = await runTool(mail, { tool: 'subscriptions', args: {} }, context(atTheConsole));
    expect(list.summary).toMatch(/in Slack directly \(nothing comes: not set up here\)/);
    expect(list.summary).not.toMatch(/by e-mail at \S+ \(nothing/);
  });

  it('again changes only what is said, and holds from now on', async () => {
    await subscribe(vera, 'me at 07:00 only tests not on weekends');
    await db.query(`update subscriptions set created_at = '2020-01-01' where tenant_id = $1`, [tenantId]);
    expect(await subscribe(vera, 'me at 09:00')).toMatch(
      /09:00.*not on Saturday and Sunday; only proposals about test/,
    );
    const { rows } = await db.query<{ created_at: Date }>(
      'select created_at from subscriptions where tenant_id = $1',
      [tenantId],
    );
    expect(rows).toEqual([{ created_at: NOW }]);
  });

  it('leaves no address in the audit', async () => {
    await subscribe(vera, `email ${randomUUID()}@shop.example`);
    const { rows } = await db.query<{ args: object }>('select args from audit_log where tenant_id = $1', [
      tenantId,
    ]);
    expect(rows).toEqual([{ args: { where: { kind: 'email' } } }]);
  });
});

describe('unsubscribing', () => {
  it('ends one’s own on the surface where one asks', async () => {
    const address = `${randomUUID()}@shop.example`;
    await subscribe(vera, 'me');
    await subscribe(vera, `email ${address}`);
    expect((await unsubscribe(vera)).summary).toBe('No more briefs in Slack directly.');
    expect(await stored()).toMatchObject([
      { surface: 'email', active: true },
      { surface: 'slack', active: false },
    ]);
    expect((await unsubscribe(vera)).summary).toBe(`No more briefs by e-mail at ${address}.`);
    expect((await unsubscribe(vera)).outcome.kind).toBe('refused');
  });

  it('a channel takes an analyst', async () => {
    await subscribe(ana, 'here');
    await expect(unsubscribe(vera, 'here')).rejects.toThrow(/needs the role analyst/);
    expect((await unsubscribe(ana, 'here')).summary).toMatch(/C0SALES/);
  });

  it('forgets what was wished for: subscribed again, it is as new', async () => {
    await subscribe(vera, 'me at 06:00 only tests');
    await unsubscribe(vera);
    expect(await subscribe(vera, 'me')).toMatch(/at 08:00 \(Europe\/Berlin\)\.$/);
  });
});

describe('the list', () => {
  it('shows one’s own and channels, and all of it to an admin', async () => {
    await subscribe(ana, 'here');
    await subscribe(ana, 'me');
    await subscribe(vera, 'me');
    const list = async (who: Somebody) =>
      (await runTool(registry, { tool: 'subscriptions', args: {} }, context(who))).summary
        .split('; ')
        .map((line) => line.split(':')[0]);
    expect(await list(vera)).toEqual(['Channel', 'Vera']);
    expect(await list(admin)).toEqual(['Channel', 'Ana', 'Vera']);
  });
});
