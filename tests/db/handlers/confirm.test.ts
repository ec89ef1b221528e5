/** A reply of “2” cannot be confirmed in a dialog, so a card asks; what was not done leaves its button. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { phone, recordReplies, testHandlers } from './harness.ts';

let db: Db;
let bot: ReturnType<typeof testHandlers>;
let number: string;
let count = 0;

beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  const { tenantId, slug } = await createTenant(db);
  bot = testHandlers(db, { home: slug });
  number = `+49151000${String(count++).padStart(4, '0')}`;
  await db.query(
    `with person as (insert into people (person_id, tenant_id, name, role) values (gen_random_uuid(), $1, 'Ann', 'admin')
       returning person_id)
     insert into identities (tenant_id, surface, account, external_id, person_id)
     select $1, 'whatsapp', '', $2, person_id from person`,
    [tenantId, number],
  );
});

async function say(text: string) {
  bot.pass(1);
  const replies = recordReplies();
  const handled = await bot.handlers.message(
    { sender: phone(number), thread: number, text, attachments: 0, eventId: null },
    replies,
  );
  return { handled, replies };
}
const spent = () => bot.runs.filter((run) => run.startsWith('spend'));

describe('a numbered reply to a button that wants to be confirmed', () => {
  it('is answered with the question, and nothing is done', async () => {
    await say('news');
    const { handled, replies } = await say('5');
    expect(handled.status).toBe('clarify');
    expect(replies.sent).toMatchObject([
      {
        tone: 'question',
        title: 'Send?',
        text: ['This sends 3 messages.'],
        buttons: [{ label: 'Yes' }, { label: 'No' }],
      },
    ]);
    expect(spent()).toEqual([]);
  });

  it('is refused at once, without a question, to whoever may not press it', async () => {
    await db.query(
      `update people set role = 'viewer' where person_id in (select person_id from identities where external_id = $1)`,
      [number],
    );
    await say('news');
    const { handled, replies } = await say('7');
    expect([handled.status, replies.sent[0]?.title]).toEqual(['refused', 'Not allowed']);
    expect(bot.runs).not.toContain('shut:news');
  });

  it.each(['1', 'yes', 'Yes.'])('is done after “%s”, once', async (yes) => {
    await say('news');
    await say('5');
    await say(yes);
    await say('no');
    expect(spent()).toEqual(['spend:sent news']);
  });

  it.each(['2', 'no'])('is not done after “%s”, and it says so', async (no) => {
    await say('news');
    await say('5');
    const { handled, replies } = await say(no);
    expect(handled.status).toBe('answered');
    expect(replies.sent[0]?.text).toEqual(['Nothing was done.']);
    await say('1');
    await say('yes');
    expect(spent()).toEqual([]);
  });

  it('does not ask where there is nothing to confirm', async () => {
    await say('news');
    await say('2');
    expect(spent()).toEqual(['spend:news']);
  });

  it('leaves the button to others where the tool refuses', async () => {
    const asked = await say('rain');
    const first = await say('6');
    expect(first.replies.sent[0]?.text).toEqual(['Not while it rains.']);
    expect(first.replies.edits).toEqual([]);
    const token = asked.handled.card?.buttons?.[5]?.token ?? '';
    const again = recordReplies();
    await bot.handlers.press({ sender: phone(number), thread: number, token, eventId: null }, again);
    expect(again.sent[0]?.text).toEqual(['Not while it rains.']);
  });

  it('leaves “yes” to a question without it alone', async () => {
    await say('news');
    await say('yes');
    expect(bot.runs).toEqual(['echo:news', 'echo:yes']);
  });
});
