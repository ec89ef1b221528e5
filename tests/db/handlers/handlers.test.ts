import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendableCard } from '../../../cards/card.ts';
import type { Db } from '../../../db/db.ts';
import { bindAccount } from '../../../handlers/bind-account.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { phone, recordReplies, slackUser, testHandlers } from './harness.ts';

let db: Db;
let home: string;
let tenantId: string;
let it1: ReturnType<typeof testHandlers>;
let account = 0;
/** A Slack workspace of its own for each test. */
let team: string;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  ({ slug: home, tenantId } = await createTenant(db));
  team = `T${++account}`;
  await bindAccount(db, 'slack', team, tenantId);
  it1 = testHandlers(db, { home });
});

const ask = async (
  text: string,
  fields: { user?: string; thread?: string; eventId?: string | null } = {},
) => {
  const replies = recordReplies();
  const handled = await it1.handlers.message(
    {
      sender: slackUser(fields.user ?? 'U1', team),
      thread: fields.thread ?? 'c1',
      text,
      attachments: 0,
      eventId: fields.eventId ?? null,
    },
    replies,
  );
  return { handled, replies };
};
const tokenOf = (card: SendableCard | undefined, label: string) =>
  card?.buttons?.find((button) => button.label === label)?.token ?? 'none';
const press = async (token: string, user = 'U1', values?: Record<string, string>) => {
  const replies = recordReplies();
  const handled = await it1.handlers.press(
    { sender: slackUser(user, team), thread: 'c1', token, eventId: null, ...(values ? { values } : {}) },
    replies,
  );
  return { handled, replies };
};

describe('messages', () => {
  it('are answered with a card whose buttons are tokens, and kept with their question', async () => {
    const { handled, replies } = await ask('revenue');
    expect(handled.status).toBe('answered');
    expect(replies.sent).toHaveLength(1);
    expect(JSON.stringify(replies.sent[0])).not.toContain('"tool"');
    const kept = await db.query('select question, status from answers where tenant_id = $1', [tenantId]);
    expect(kept.rows).toEqual([{ question: 'revenue', status: 'answered' }]);
  });

  it('are answered once, however often the surface delivers them', async () => {
    const deliveries = await Promise.all([ask('a', { eventId: 'E1' }), ask('a', { eventId: 'E1' })]);
    expect((await ask('a', { eventId: 'E1' })).handled.status).toBe('ignored');
    expect(deliveries.map(({ handled }) => handled.status).sort()).toEqual(['answered', 'ignored']);
    expect(it1.runs).toEqual(['echo:a']);
  });

  it('of one thread are worked on in order, and the next knows the last', async () => {
    const seen: unknown[] = [];
    it1 = testHandlers(db, {
      home,
      interpret: async (question, conversation) => {
        seen.push(conversation.lastCall?.args.text);
        return { kind: 'call', call: { tool: 'echo', args: { text: question } }, restated: '', notes: [] };
      },
    });
    await Promise.all([ask('one'), ask('two'), ask('three'), ask('elsewhere', { thread: 'c2' })]);
    expect(seen.filter((text) => text !== undefined)).toEqual(['one', 'two']);
  });

  it('that break something are answered with an id, and the cause goes to the log alone', async () => {
    it1 = testHandlers(db, {
      home,
      interpret: async () => ({
        kind: 'call',
        call: { tool: 'broken', args: { text: '' } },
        restated: '',
        notes: [],
      }),
    });
    const { handled, replies } = await ask('x');
    expect(handled.status).toBe('failed');
    const said = JSON.stringify(replies.sent);
    expect(said).toMatch(/id [0-9a-f]{8}/);
    expect(said).not.toMatch(/relation|character|at .*\.ts/);
    expect(it1.logged).toHaveLength(1);
  });

  it('that are a bare number press the button of that number on the last card', async () => {
    await ask('first');
    await ask('1');
    expect(it1.runs).toEqual(['echo:first', 'echo:first again']);
  });

  it('that are a picture without text get a kind word', async () => {
    const replies = recordReplies();
    await it1.handlers.message(
      { sender: slackUser('U1', team), thread: 'c1', text: ' ', attachments: 1, eventId: null },
      replies,
    );
    expect(replies.sent[0]?.text?.[0]).toMatch(/can’t read pictures/);
    expect(it1.runs).toEqual([]);
  });
});

describe('presses', () => {
  it('of a write act once: a double click, two people, a redelivery', async () => {
    const { replies } = await ask('campaign');
    const token = tokenOf(replies.sent[0], 'Spend');
    const results = await Promise.all([press(token), press(token), press(token, 'U2')]);
    expect(it1.runs.filter((run) => run.startsWith('spend'))).toEqual(['spend:campaign']);
    expect(results.filter(({ handled }) => handled.status === 'answered')).toHaveLength(1);
    const late = await press(token, 'U2');
    expect(late.replies.sent[0]?.text?.[0]).toMatch(/pressed this already.*Nothing was done twice/);
    const audit = await db.query('select tool, outcome from audit_log where tenant_id = $1', [tenantId]);
    expect(audit.rows).toEqual([{ tool: 'spend', outcome: 'ok' }]);
  });

  it('of a write whose answer cannot be sent do not act again', async () => {
    const { replies } = await ask('campaign');
    const token = tokenOf(replies.sent[0], 'Spend');
    const deaf = {
      ...recordReplies(),
      send: async () => {
        throw new Error('the channel is gone');
      },
    };
    const sender = slackUser('U1', team);
    const lost = await it1.handlers.press({ sender, thread: 'c1', token, eventId: null }, deaf);
    expect(lost.status).toBe('failed');
    expect(JSON.stringify(lost.card)).not.toMatch(/nothing was changed/i);
    const again = await press(token);
    expect(again.replies.sent[0]?.text?.[0]).toMatch(/pressed this already/);
    expect(it1.runs).toEqual(['echo:campaign', 'spend:campaign']);
  });

  it('of a write that breaks half-way are not offered again: it may have been done', async () => {
    const { replies } = await ask('breaks');
    const token = tokenOf(replies.sent[0], 'Break');
    expect((await press(token)).handled.status).toBe('failed');
    expect((await press(token)).replies.sent[0]?.text?.[0]).toMatch(/pressed this already/);
    expect(it1.runs.filter((run) => run.startsWith('break'))).toHaveLength(1);
  });

  it('of a write leave the card saying who did it, with the buttons that only read', async () => {
    const { replies } = await ask('campaign');
    const pressed = await press(tokenOf(replies.sent[0], 'Spend'));
    const edit = pressed.replies.edits[0];
    expect(edit?.ref).toEqual({ message: 0 });
    expect(edit?.card.buttons?.map(({ label }) => label)).toEqual(['Again', 'Secret']);
    expect(edit?.card.footnotes?.at(-1)).toEqual({ kind: 'action', text: 'Spend: U1, 09:00. campaign' });
  });

  it('of a read count once per double click, and again later', async () => {
    const { replies } = await ask('q');
    const token = tokenOf(replies.sent[0], 'Again');
    await Promise.all([press(token), press(token)]);
    it1.pass(1);
    await press(token);
    expect(it1.runs).toEqual(['echo:q', 'echo:q again']);
    it1.pass(5);
    await press(token);
    expect(it1.runs).toEqual(['echo:q', 'echo:q again', 'echo:q again']);
  });

  it('without the role are refused privately, audited, and leave the button for others', async () => {
    const { replies } = await ask('q');
    const token = tokenOf(replies.sent[0], 'Secret');
    const refused = await press(token, 'U2');
    expect(refused.replies.sent[0]).toMatchObject({ private: true, tone: 'refusal' });
    expect(refused.replies.sent[0]?.text?.[0]).toMatch(/needs the role admin; you are viewer/);
    expect((await press(token, 'U1')).handled.status).toBe('answered');
    const audit = await db.query('select tool, outcome from audit_log where tenant_id = $1', [tenantId]);
    expect(audit.rows).toContainEqual({ tool: 'secret', outcome: 'forbidden' });
  });

  it('of unknown, foreign or expired tokens do nothing and say so', async () => {
    const { replies } = await ask('q');
    const token = tokenOf(replies.sent[0], 'Spend');
    const other = await createTenant(db);
    await bindAccount(db, 'slack', `${team}x`, other.tenantId);
    const elsewhere = testHandlers(db, { home: other.slug });
    const foreign = recordReplies();
    await elsewhere.handlers.press(
      { sender: slackUser('U9', `${team}x`), thread: 'c1', token, eventId: null },
      foreign,
    );
    expect(foreign.sent[0]?.text?.[0]).toMatch(/don’t know this button/);
    it1.pass(31 * 86_400);
    expect((await press(token)).replies.sent[0]?.text?.[0]).toMatch(/expired/);
    expect((await press('no-such-token')).handled.status).toBe('ignored');
    expect(it1.runs).toEqual(['echo:q']);
  });

  it('of thumbs run give_feedback, which keeps the vote with the question', async () => {
    const { replies } = await ask('q');
    const up = replies.sent[0]?.feedback?.up.token ?? '';
    const down = replies.sent[0]?.feedback?.down.token ?? '';
    await press(up);
    await press(down, 'U2');
    const kept = await db.query('select feedback from answers where tenant_id = $1 and question = $2', [
      tenantId,
      'q',
    ]);
    expect(kept.rows).toEqual([{ feedback: -1 }]);
  });
});

describe('people', () => {
  it('from Slack: the first is admin, the next are viewers, those of another workspace are strangers', async () => {
    await ask('a', { user: 'U1' });
    await ask('b', { user: 'U2' });
    const found = await db.query('select name, role from people where tenant_id = $1 order by name', [
      tenantId,
    ]);
    expect(found.rows).toEqual([
      { name: 'U1', role: 'admin' },
      { name: 'U2', role: 'viewer' },
    ]);
    const stranger = recordReplies();
    const message = {
      sender: slackUser('U1', `${team}-other`),
      thread: 'c',
      text: 'revenue',
      attachments: 0,
      eventId: null,
    };
    await it1.handlers.message(message, stranger);
    await it1.handlers.message(message, stranger);
    expect(stranger.sent).toHaveLength(1);
    expect(stranger.sent[0]).toMatchObject({ private: true, title: 'No access yet' });
  });

  it('are not made by a message that nobody addressed to the bot', async () => {
    expect(await it1.handlers.knowsThread(slackUser('U7', team), 'c1')).toBe(false);
    await ask('a', { user: 'U1' });
    expect(await it1.handlers.knowsThread(slackUser('U7', team), 'c1')).toBe(true);
    expect(await it1.handlers.knowsThread(slackUser('U7', `${team}-other`), 'c1')).toBe(false);
    const known = await db.query('select 1 from people where tenant_id = $1', [tenantId]);
    expect(known.rowCount).toBe(1);
  });

  it('who speak first at the same moment make one admin', async () => {
    await Promise.all(['U1', 'U2', 'U3'].map((user) => ask('a', { user, thread: user })));
    const admins = await db.query("select 1 from people where tenant_id = $1 and role = 'admin'", [tenantId]);
    expect(admins.rowCount).toBe(1);
  });

  it('who come after the first admin stepped down are not made admin in their place', async () => {
    await ask('a', { user: 'U1' });
    const operator = { surface: 'cli', account: '', externalId: 'operator' } as const;
    const command = { sender: operator, thread: 'c', text: 'people role U1 viewer', eventId: null };
    expect((await it1.handlers.command(command, recordReplies())).status).toBe('answered');
    await ask('b', { user: 'U2' });
    const found = await db.query("select name, role from people where tenant_id = $1 and name like 'U_'", [
      tenantId,
    ]);
    expect(found.rows).toEqual(expect.arrayContaining([{ name: 'U2', role: 'viewer' }]));
  });

  it('on WhatsApp are known only by the numbers an admin added', async () => {
    const number = `+49${Math.floor(Math.random() * 1e10)}`;
    const message = { sender: phone(number), thread: number, text: 'revenue', attachments: 0, eventId: null };
    const before = recordReplies();
    await it1.handlers.message(message, before);
    await it1.handlers.message(message, before);
    expect(before.sent.map((card) => card.title)).toEqual(['No access yet']);

    const command = (text: string, user: string) => {
      const replies = recordReplies();
      return it1.handlers
        .command({ sender: slackUser(user, team), thread: 'c1', text, eventId: null }, replies)
        .then((handled) => ({ handled, replies }));
    };
    await command(`people add Ann Lee ${number} analyst`, 'U1');
    const after = recordReplies();
    await it1.handlers.message(message, after);
    expect(after.sent[0]?.title).toBe('revenue');

    expect((await command('people role U1 viewer', 'U1')).replies.sent[0]?.text?.[0]).toMatch(/only admin/);
    expect((await command('people', 'U2')).handled.status).toBe('refused');
    await command('people remove Ann Lee', 'U1');
    const gone = recordReplies();
    expect((await it1.handlers.message(message, gone)).status).toBe('refused');
  });
});

describe('/walker', () => {
  const command = async (text: string) => {
    const replies = recordReplies();
    const handled = await it1.handlers.command(
      { sender: slackUser('U1', team), thread: 'c1', text, eventId: null },
      replies,
    );
    return { handled, replies };
  };

  it('asks, helps, and calls a tool by its word or its name', async () => {
    await command('ask revenue in May');
    await command('revenue in June');
    await command('echo one');
    await command('spend {"text":"two"}');
    expect(it1.runs).toEqual(['echo:revenue in May', 'echo:revenue in June', 'echo:one', 'spend:two']);
    expect((await command('help')).replies.sent[0]?.private).toBe(true);
  });

  it('says how to use a tool whose words it cannot read', async () => {
    expect((await command('echo')).replies.sent[0]?.text?.[0]).toMatch(
      /Use it like this: \/walker echo <text>/,
    );
    expect((await command('spend {oops')).replies.sent[0]?.text?.[0]).toMatch(/not valid JSON/);
    expect((await command('people add Bob 12345 king')).replies.sent[0]?.text?.[0]).toContain(
      'role must be one of viewer, analyst, approver, admin',
    );
  });

  it('answers whoever typed it alone where it did not work: a channel must not read a number in it', async () => {
    const unread = await command('people add Ann +49 151 23456789 viewer');
    expect(unread.replies.sent).toMatchObject([{ tone: 'refusal', private: true }]);
    const fault = await command('broken {"text":"x"}');
    expect(fault.replies.sent).toMatchObject([{ tone: 'error', private: true }]);
  });
});
