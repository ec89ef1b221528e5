import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createSuppressions } from '../../../db/suppressions.ts';
import { ensureVectorStore } from '../../../db/vectors/vector-store.ts';
import { bindAccount } from '../../../handlers/bind-account.ts';
import { privacyTools, removeReturned } from '../../../tools/privacy/index.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { recordReplies, slackUser, testHandlers } from '../handlers/harness.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { importText } from '../import/import-for-test.ts';
import { findTraces, JANE, leaveTraces, TRACES } from './jane.ts';

let db: Db;
let tenantId: string;
let team: string;
let handlers: ReturnType<typeof testHandlers>['handlers'];
let teams = 0;
beforeAll(async () => {
  db = await openTestDb();
  // Vectors as well, where the database can hold them.
  await ensureVectorStore(db);
});
afterAll(() => db.close());
beforeEach(async () => {
  const tenant = await createTenant(db);
  tenantId = tenant.tenantId;
  team = `P${++teams}`;
  await bindAccount(db, 'slack', team, tenantId);
  ({ handlers } = testHandlers(db, { home: tenant.slug, registry: createRegistry(privacyTools()) }));
});

/** The first to come is admin. */
async function command(text: string, user = 'U1') {
  const replies = recordReplies();
  const handled = await handlers.command(
    { sender: slackUser(user, team), thread: 'c1', text, eventId: null },
    replies,
  );
  return { handled, replies };
}
async function press(token: string) {
  const replies = recordReplies();
  const handled = await handlers.press(
    { sender: slackUser('U1', team), thread: 'c1', token, eventId: null },
    replies,
  );
  return { handled, replies };
}
const count = async (text: string) => (await db.query<{ n: number }>(text, [tenantId])).rows[0]?.n;

describe('erasing a person', () => {
  it('leaves no trace of them in any table, the way there included, and keeps revenue', async () => {
    await leaveTraces(db, tenantId);
    expect((await findTraces(db, TRACES, tenantId)).length).toBeGreaterThan(30);
    const { handled } = await command(`person ${JANE.id}`);
    expect(handled.tool).toBe('show_person');
    expect(handled.card?.buttons?.map(({ label }) => label)).toEqual(['Export', 'Erase']);
    const rows = handled.card?.table?.rows.map(({ table }) => table);
    if (db.engine === 'embedded') expect(rows).toContain('customer_vectors');
    const erase = handled.card?.buttons?.[1];
    expect(erase?.confirm).toContain('cannot be taken back');
    const { handled: erased } = await press(erase?.token ?? '');
    expect(erased.status).toBe('answered');
    expect(await findTraces(db, TRACES, tenantId)).toEqual([]);
    expect(await count('select sum(total_amount)::int as n from fct_sales where tenant_id = $1')).toBe(99);
  });

  it('leaves an audit row with the hash of the id, and that hash in older rows', async () => {
    await leaveTraces(db, tenantId);
    await command(`erase_person {"customer_id": "${JANE.id}"}`);
    const { rows } = await db.query<{ tool: string; args: object; hash: string }>(
      'select tool, args, walker_person_hash($1, $2) as hash from audit_log where tenant_id = $1 order by audit_id',
      [tenantId, JANE.id],
    );
    const hash = rows[0]?.hash;
    expect(rows.map(({ tool, args }) => ({ tool, args }))).toEqual([
      { tool: 'save_segment', args: { name: 'Chosen', customer_ids: ['other', hash] } },
      { tool: 'erase_person', args: { person: hash } },
    ]);
  });

  it('keeps them from being written to for good', async () => {
    await leaveTraces(db, tenantId);
    await command(`erase_person {"customer_id": "${JANE.id}"}`);
    const suppressions = createSuppressions(db, () => new Date());
    expect(await suppressions.has('whatsapp', '+491715550100')).toBe(true);
    expect(await suppressions.has('email', JANE.email)).toBe(true);
    expect(await suppressions.lift('whatsapp', '+491715550100')).toBe(false);
  });

  it('does not touch another team’s customer of the same id', async () => {
    const other = await createTenant(db);
    await leaveTraces(db, tenantId);
    await leaveTraces(db, other.tenantId);
    const before = await findTraces(db, TRACES, other.tenantId);
    await command(`erase_person {"customer_id": "${JANE.id}"}`);
    expect(await findTraces(db, TRACES, other.tenantId)).toEqual(before);
    await db.query('delete from tenants where tenant_id = $1', [other.tenantId]);
  });

  it('does not take a short number for a customer wherever it stands', async () => {
    await leaveTraces(db, tenantId, { ...JANE, id: '17' });
    await db.query(
      `insert into answers (answer_id, tenant_id, surface, thread, origin, question, status, answer)
       values (gen_random_uuid(), $1, 'slack', 't2', 'question', 'orders on 17 May', 'answered', '17 orders')`,
      [tenantId],
    );
    await command('erase_person {"customer_id": "17"}');
    const kept = await count(
      `select count(*)::int as n from answers where tenant_id = $1 and question = 'orders on 17 May' and answer = '17 orders'`,
    );
    expect(kept).toBe(1);
    expect(await findTraces(db, TRACES.slice(1), tenantId)).toEqual([]);
  });

  it('says so where nothing is held, and remembers nothing', async () => {
    const { handled } = await command('erase_person {"customer_id": "nobody"}');
    expect(handled.card?.text?.[0]).toMatch(/Nothing is held/);
    expect(await count('select count(*)::int as n from erased_people where tenant_id = $1')).toBe(0);
  });

  it('needs an approver', async () => {
    await leaveTraces(db, tenantId);
    await command('person 1');
    const { handled } = await command(`erase_person {"customer_id": "${JANE.id}"}`, 'U2');
    expect(handled.card?.text?.[0]).toMatch(/needs the role approver/);
    expect(await count('select count(*)::int as n from dim_customer where tenant_id = $1')).toBe(1);
  });
});

describe('an import that brings an erased person back', () => {
  it('has their rows removed again and counted', async () => {
    await leaveTraces(db, tenantId);
    await command(`erase_person {"customer_id": "${JANE.id}"}`);
    await importText(
      db,
      tenantId,
      `customer_id,first_name,last_name,email,phone\n${JANE.id},${JANE.firstName},${JANE.lastName},${JANE.email},${JANE.phone}\nC2,Bo,Li,bo@example.com,\n`,
      { as: 'customers' },
    );
    expect(await findTraces(db, TRACES, tenantId)).not.toEqual([]);
    expect(await removeReturned(db, tenantId, new Date())).toEqual({ people: 1, rows: 1 });
    expect(await findTraces(db, TRACES, tenantId)).toEqual([]);
    expect(await count('select count(*)::int as n from dim_customer where tenant_id = $1')).toBe(1);
    expect(await removeReturned(db, tenantId, new Date())).toEqual({ people: 0, rows: 0 });
  });

  it('is not the only way back: a profile that was being built meanwhile goes as well', async () => {
    await leaveTraces(db, tenantId);
    await command(`erase_person {"customer_id": "${JANE.id}"}`);
    await db.query(
      `insert into customer_profiles (tenant_id, customer_id, profile_text, text_hash) values ($1, $2, 'x', '')`,
      [tenantId, JANE.id],
    );
    expect(await removeReturned(db, tenantId, new Date())).toEqual({ people: 1, rows: 1 });
    expect(await findTraces(db, TRACES, tenantId)).toEqual([]);
  });
});

describe('exporting a person', () => {
  it('hands out every row and every answer about them, privately, and leaves a row in the audit', async () => {
    await leaveTraces(db, tenantId);
    const { replies, handled } = await command(`export_person {"customer_id": "${JANE.id}"}`);
    expect(handled.card?.private).toBe(true);
    const [file] = replies.files;
    expect(file).toMatchObject({ private: true, mime: 'application/json', name: 'person-C-4711x.json' });
    const { tables } = JSON.parse(file?.bytes.toString('utf8') ?? '{}');
    expect(Object.keys(tables)).toEqual(
      expect.arrayContaining([
        ...[
          'ab_test_results',
          'answers',
          'customer_profiles',
          'customer_scores',
          'dim_customer',
          'fct_customer_segments',
        ],
        ...['fct_events', 'fct_sales', 'funnel_events', 'segment_membership'],
      ]),
    );
    expect(tables.dim_customer[0]).toMatchObject({ email: JANE.email, attributes: { note: JANE.firstName } });
    expect(
      await count(`select count(*)::int as n from audit_log where tenant_id = $1 and tool = 'export_person'`),
    ).toBe(1);
  });
});
