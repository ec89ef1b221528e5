import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { logTools } from '../../../tools/log/index.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { contextOf, daysLater, morning, proposalOf, proposing, use } from '../proposals/use.ts';

const registry = createRegistry(logTools());
let db: Db;
let tenant: TenantDb;
let ann: string;
beforeAll(async () => {
  db = await openTestDb();
  tenant = db.tenant((await createTenant(db)).tenantId);
  const other = db.tenant((await createTenant(db)).tenantId);
  ann = await addPerson(tenant, 'Ann');
  const ben = await addPerson(tenant, 'Ben');
  const test = (
    await tenant.write((tx) =>
      tx.query<{ id: string }>(
        `insert into ab_tests (tenant_id, test_name, variations) values ($1, 'Welcome e-mail', '[]') returning id::text as id`,
        [tenant.tenantId],
      ),
    )
  ).rows[0]?.id;
  await audit(tenant, { at: -1, person: ann, tool: 'apply_test_winner', args: { test }, origin: 'button' });
  await audit(tenant, { at: 0, person: ben, tool: 'apply_test_winner', outcome: 'forbidden' });
  await audit(tenant, { at: -1, person: ben, tool: 'approve_campaign', args: { campaign: 'Spring' } });
  await audit(tenant, { at: -30, person: ann, tool: 'people', args: { number: '+4915112345678' } });
  await audit(other, { at: 0, person: await addPerson(other, 'Eve'), tool: 'apply_test_winner' });
  // The press came through Slack: the turn that it was part of says so.
  await tenant.write((tx) =>
    tx.query(
      `insert into answers (answer_id, tenant_id, person_id, surface, thread, origin, question, status, tool, asked_at)
       values ($1, $2, $3, 'slack', 't', 'button', 'q', 'answered', 'apply_test_winner', $4)`,
      [randomUUID(), tenant.tenantId, ann, new Date(daysLater(-1).getTime() - 900)],
    ),
  );
  await tenant.write((tx) =>
    tx.query(
      `insert into approvals (tenant_id, subject, person_id, origin, approved_at)
       values ($1, 'campaign:12', $2, 'button', $3), ($1, 'campaign:Spring', $4, 'command', $3)`,
      [tenant.tenantId, ann, daysLater(-1), ben],
    ),
  );
});
afterAll(() => db.close());

async function addPerson(to: TenantDb, name: string): Promise<string> {
  const personId = randomUUID();
  await to.write((tx) =>
    tx.query(`insert into people (person_id, tenant_id, name, role) values ($1, $2, $3, 'analyst')`, [
      personId,
      to.tenantId,
      name,
    ]),
  );
  return personId;
}

const audit = (
  to: TenantDb,
  row: { at: number; person: string; tool: string; args?: object; origin?: string; outcome?: string },
) =>
  to.write((tx) =>
    tx.query(
      `insert into audit_log (tenant_id, at, person_id, tool, args, origin, outcome) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        to.tenantId,
        daysLater(row.at),
        row.person,
        row.tool,
        JSON.stringify(row.args ?? {}),
        row.origin ?? 'command',
        row.outcome ?? 'ok',
      ],
    ),
  );

const ask = async (
  args: Record<string, unknown>,
  role: 'viewer' | 'analyst' = 'analyst',
  tool = 'activity_log',
) => runTool(registry, { tool, args }, await contextOf(tenant, { role, name: `Reader ${role}` }));
const rows = async (args: Record<string, unknown>) => {
  const { card } = await ask(args);
  return (card.table?.rows ?? []).map(({ who, what, about, from, result }) =>
    [who, what, about, from, result].join(' | '),
  );
};

describe('activity_log', () => {
  it('says who applied the winner, and who tried to', async () => {
    expect(await rows({ find: 'applied' })).toEqual([
      'Ben | Apply test winner |  | a command | Refused: not allowed to',
      'Ann | Apply test winner | Welcome e-mail | a button in Slack | Done',
    ]);
    const { card } = await ask({ find: 'applied', named: 'welcome Email' });
    expect(card.text).toEqual([
      'Last: Apply test winner (Welcome e-mail) by Ann, 17 Mar 2026, 12:00, by a button in Slack. Done.',
    ]);
  });

  it('says who approved what yesterday, each approval once', async () => {
    expect(await rows({ find: 'approved', day: 'yesterday' })).toEqual([
      'Ann | Approve campaign | 12 | a button | Done',
      'Ben | Approve campaign | Spring | a command | Done',
    ]);
    expect(await rows({ find: 'approved', day: 'today' })).toEqual([]);
  });

  it('has the briefs that did not arrive as they should, and why, and no address', async () => {
    const lost = db.tenant((await createTenant(db)).tenantId);
    const bea = await addPerson(lost, 'Bea');
    const deliver = async (person: string | null, surface: string, address: string, states: object) => {
      const id = randomUUID();
      await lost.write((tx) =>
        tx.query(
          `insert into subscriptions (subscription_id, tenant_id, person_id, surface, address, created_at)
           values ($1, $2, $3, $4, $5, '2026-01-01')`,
          [id, lost.tenantId, person, surface, address],
        ),
      );
      for (const [state, [day, reason]] of Object.entries(states))
        await lost.write((tx) =>
          tx.query(
            `insert into brief_deliveries (tenant_id, job, scheduled_at, subscription_id, part, state, reason, at)
             values ($1, 'brief', $2, $3, 'summary', $4, $5, $2)`,
            [lost.tenantId, daysLater(day), id, state, reason],
          ),
        );
    };
    await deliver(bea, 'whatsapp', '+4915112345678', {
      ...{ failed: [0, 'Twilio refused it (status 400)'], sent: [-1, null] },
      ...{ unknown: [-2, 'no answer'], partly: [-3, '1 of 2 messages'] },
    });
    await deliver(null, 'slack', 'C0SALES', { skipped: [-4, 'slack is not set up'] });
    const reader = await contextOf(lost, { role: 'analyst', name: 'Reader' });
    for (const args of [{}, { find: 'briefs' }]) {
      const { card } = await runTool(registry, { tool: 'activity_log', args }, reader);
      const read = (card.table?.rows ?? []).map(({ who, what, about, result }) => [who, what, about, result]);
      const what = ['Audience Walker', 'Deliver brief'];
      expect(read).toEqual([
        [...what, 'Bea on WhatsApp', 'Failed. Twilio refused it (status 400)'],
        [...what, 'Bea on WhatsApp', 'Nobody knows whether it arrived. No answer'],
        [...what, 'Bea on WhatsApp', 'Arrived in part. 1 of 2 messages'],
        [...what, 'a channel in Slack', 'Not sent. Slack is not set up'],
      ]);
      expect(JSON.stringify(card)).not.toContain('4915');
    }
  });

  it('finds people and tools by their names, and keeps numbers to itself', async () => {
    expect(await rows({ find: 'ann' })).toHaveLength(3);
    expect(await rows({ find: 'people' })).toEqual(['Ann | People |  | a command | Done']);
    expect(JSON.stringify(await ask({ find: 'people' }))).not.toContain('4915');
    const { card, outcome } = await ask({ find: 'Zarathustra' });
    expect([outcome.kind, card.text?.[0]]).toEqual([
      'refused',
      'Nobody is called “Zarathustra”, and nothing in the log is.',
    ]);
  });

  it('shows the last week without being asked for more, and no other team', async () => {
    const all = await rows({});
    expect(all).toHaveLength(4);
    expect(all.join()).not.toContain('Eve');
  });

  it('is not for viewers', async () => {
    await expect(ask({}, 'viewer')).rejects.toThrow('needs the role analyst');
  });

  it('tells decisions about proposals with what came of them', async () => {
    const { fresh } = await morning(tenant, 0, [
      proposing('a', proposalOf({ subject: 'segment:1' }), proposalOf({ subject: 'segment:2' })),
    ]);
    const idOf = (wanted: string) => fresh.find(({ subject }) => subject === wanted)?.id;
    const [first, second] = [idOf('segment:1'), idOf('segment:2')];
    await use(tenant, 'accept_suggestion', { suggestion: first }, { name: 'Vera' });
    await use(tenant, 'dismiss_suggestion', { suggestion: second }, { name: 'Vera' });
    expect((await rows({ about: 'proposals' })).sort()).toEqual([
      'Vera | Accept suggestion | Something about segment:1 | a button | Done. Noted that somebody sees to it; nothing else was done.',
      'Vera | Dismiss suggestion | Something about segment:2 | a button | Done',
    ]);
    // Decided through a door that leaves no row in the audit: told all the same.
    await db.query(`delete from audit_log where tenant_id = $1 and tool = 'dismiss_suggestion'`, [
      tenant.tenantId,
    ]);
    expect(await rows({ about: 'proposals' })).toHaveLength(2);
  });

  it('comes as a file where it is long', async () => {
    for (let count = 0; count < 25; count += 1)
      await audit(tenant, { at: -2, person: ann, tool: 'save_segment', args: { name: `=S${count}` } });
    const { card } = await ask({ find: 'saved' });
    expect([card.table?.rows.length, card.table?.omitted]).toEqual([20, 5]);
    const [button] = card.buttons ?? [];
    expect(button?.call).toEqual({ tool: 'download_log', args: { find: 'saved' } });
    const file = await ask(button?.call.args ?? {}, 'analyst', 'download_log');
    const [attachment] = file.attachments;
    const lines = attachment?.bytes.toString().trim().split('\r\n') ?? [];
    expect([attachment?.private, lines.length, lines[0]]).toEqual([
      true,
      26,
      'When,Who,What,About,From,Result',
    ]);
    expect(lines[1]).toMatch(/^2026-03-16T12:00:00\.000Z,Ann,Save segment,'=S\d+,a command,Done$/);
  });

  it('says that a webhook was given up', async () => {
    await db.query(
      `insert into webhook_deliveries (delivery_id, tenant_id, event, payload, state, next_attempt_at, created_at)
       values ($1, $2, 'proposals.daily', '{}', 'failed', $3, $3)`,
      [randomUUID(), tenant.tenantId, daysLater(0)],
    );
    expect(await rows({ day: 'today' })).toContain(
      'Audience Walker | Deliver webhook |  | the schedule | Failed',
    );
  });
});
