import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../db/db.ts';
import { openTestDb } from '../../db/harness.ts';
import { createFakeHandlers, type FakeHandlers } from './fake-handlers.ts';
import { addPerson, createStage, inbound, PERSON, type Stage } from './stage.ts';

let db: Db;
let handlers: FakeHandlers;
let stage: Stage;

beforeAll(async () => {
  db = await openTestDb();
  await addPerson(db);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.query('delete from suppressions');
  handlers = createFakeHandlers();
  stage = await createStage({ db, handlers });
});
afterEach(() => stage.close());

describe('STOP, START and HELP', () => {
  it.each(['STOP', 'stop', ' Stop. ', 'STOPALL', 'unsubscribe', 'Cancel', 'END', 'quit'])(
    'ends all messages on %j, with one confirmation',
    async (word) => {
      await stage.say(word);
      const [confirmation] = await stage.twilio.taken(1);
      expect(confirmation?.body).toContain('Reply START');
      await stage.say('revenue last month');
      await stage.stop();
      expect(stage.twilio.sent).toHaveLength(1);
      expect(handlers.messages).toEqual([]);
    },
  );

  it('lets people back in on START', async () => {
    await stage.say('stop');
    await stage.twilio.taken(1);
    await stage.say('unstop');
    await stage.twilio.taken(2);
    await stage.say('revenue last month');
    const sent = await stage.twilio.taken(3);
    expect(sent[1]?.body).toContain('Welcome back');
    expect(sent[2]?.body).toContain('Revenue, August 2019');
  });

  it('explains itself on HELP, and how to stop, to anybody', async () => {
    await stage.say('Help', { From: 'whatsapp:+15550001111' });
    const [sent] = await stage.twilio.taken(1);
    expect(sent?.body).toMatch(/answers questions.*Reply STOP/s);
    expect(handlers.messages).toEqual([]);
  });

  it('confirms once when the post is delivered twice', async () => {
    const params = inbound('STOP');
    await stage.post(params);
    await stage.post(params);
    await stage.stop();
    expect(stage.twilio.sent).toHaveLength(1);
  });

  it('takes a word within a sentence, or under a picture, as a message', async () => {
    await stage.say('stop showing me Chicago');
    await stage.say('STOP', { NumMedia: '1' });
    await stage.twilio.taken(2);
    expect(handlers.messages).toHaveLength(2);
  });

  it('stores no number', async () => {
    await stage.say('STOP');
    await stage.twilio.taken(1);
    const { rows } = await db.query('select * from suppressions');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(PERSON.slice(1));
  });

  it('holds for somebody who is nobody yet, and gets access later', async () => {
    const stranger = '+15550002222';
    await stage.say('STOP', { From: `whatsapp:${stranger}` });
    await stage.twilio.taken(1);
    await addPerson(db, stranger);
    await stage.say('revenue', { From: `whatsapp:${stranger}` });
    await stage.stop();
    expect(stage.twilio.sent).toHaveLength(1);
  });

  it('does not undo by START what an admin has ended', async () => {
    await stage.say('STOP');
    await stage.twilio.taken(1);
    await db.query(`update suppressions set reason = 'admin'`);
    await stage.say('START');
    const sent = await stage.twilio.taken(2);
    expect(sent[1]?.body).toContain('An admin of your team');
  });
});
