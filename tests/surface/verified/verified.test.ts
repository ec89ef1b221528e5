/** Verified answers and reviews through the whole app, as people press and type. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendableCard } from '../../../cards/card.ts';
import type { Sender } from '../../../handlers/surface.ts';
import { type AgentStage, footnotes, openAgentStage } from '../agent/stage.ts';

let stage: AgentStage;
let ana: Sender;
let viewer: Sender;

beforeAll(async () => {
  stage = await openAgentStage({ settings: { WALKER_MODEL: 'off' } });
  ana = { ...(await stage.person('analyst')) };
  viewer = await stage.person('viewer');
  await stage.app.db.query("update people set name = 'Ana' where name = 'A analyst'");
}, 60_000);
afterAll(() => stage?.close());

async function press(token: string | undefined, sender: Sender, values?: Record<string, string>) {
  const cards: SendableCard[] = [];
  const edits: SendableCard[] = [];
  const handled = await stage.app.handlers.press(
    { sender, thread: 'presses', token: token ?? '', eventId: null, ...(values ? { values } : {}) },
    {
      progress: async () => undefined,
      send: async (card) => ({ at: cards.push(card) }),
      edit: async (_ref, card) => void edits.push(card),
      attach: async () => undefined,
    },
  );
  return { handled, card: cards.at(-1), edited: edits.at(-1) };
}
const command = async (text: string, sender: Sender = ana) => {
  const cards: SendableCard[] = [];
  const handled = await stage.app.handlers.command(
    { sender, thread: randomUUID(), text, eventId: null },
    {
      progress: async () => undefined,
      send: async (card) => ({ at: cards.push(card) }),
      edit: async () => undefined,
      attach: async () => undefined,
    },
  );
  return { handled, card: cards.at(-1) };
};
const button = (card: SendableCard | undefined, label: string) =>
  card?.buttons?.find((one) => one.label === label)?.token;
const callOf = async (answerId: string | null) =>
  (await stage.app.db.query<{ args: unknown }>('select args from answers where answer_id = $1', [answerId]))
    .rows[0]?.args;

describe('a verified answer', () => {
  it('is saved by an analyst from the card, and answers whoever asks the same', async () => {
    const asked = await stage.ask('revenue by category last month', { sender: ana });
    const saved = await press(button(asked.card, 'Save as verified answer'), ana, {
      question: 'how did our groups of goods do last month',
      note: 'without returns',
    });
    expect([saved.handled.status, saved.card?.title]).toEqual(['answered', 'Saved as verified answer']);
    // The card goes on being of use: what reads is left, what was done is not.
    const labels = saved.edited?.buttons?.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['Show query', 'Download CSV']));
    expect(labels).not.toContain('Save as verified answer');
    expect(saved.edited?.feedback).toEqual(asked.card.feedback);

    const again = await stage.ask('How did our groups of goods do in the previous month?', {
      sender: viewer,
    });
    expect(again.handled.status).toBe('answered');
    expect(footnotes(again.card)).toMatch(/Verified by Ana, \d+ \w+ \d{4}: without returns/);
    expect(await callOf(again.handled.answerId)).toEqual(await callOf(asked.handled.answerId));
    // The period stays as it was said, and is counted from the day of the question.
    expect(await callOf(again.handled.answerId)).toMatchObject({ period: { kind: 'calendar', offset: -1 } });

    for (const near of [
      'how did our groups of goods do this month',
      'how did our groups of people do last month',
    ]) {
      const { card } = await stage.ask(near, { sender: viewer });
      expect(footnotes(card)).not.toContain('Verified');
    }
  });

  it('vouches for the same query however it is asked', async () => {
    const { card } = await stage.ask('what was revenue by category last month', { sender: viewer });
    expect(footnotes(card)).toContain('Verified by Ana');
    const other = await stage.ask('revenue by category this month', { sender: viewer });
    expect(footnotes(other.card)).not.toContain('Verified');
  });

  it('is proposed where something near it cannot be answered', async () => {
    const { card } = await stage.ask('how did our groups of goods flimmer last month', { sender: viewer });
    expect(card.tone).toBe('refusal');
    expect(card.text?.join(' ')).toContain('how did our groups of goods do last month');
  });

  it('is offered to analysts only, and the tool holds to it', async () => {
    const { card, handled } = await stage.ask('orders last month', { sender: viewer });
    expect(button(card, 'Save as verified answer')).toBeUndefined();
    const tried = await command(`save_verified_answer {"answerId": "${handled.answerId}"}`, viewer);
    expect([tried.handled.status, tried.card?.text?.join(' ')]).toEqual([
      'refused',
      expect.stringContaining('needs the role analyst'),
    ]);
  });

  it('is not kept for a question that needs another before it', async () => {
    const { card } = await stage.ask('orders last month', { sender: ana });
    const refused = await press(button(card, 'Save as verified answer'), ana, { question: 'only Chicago' });
    expect([refused.handled.status, refused.card?.tone]).toEqual(['refused', 'refusal']);
  });

  it('is no longer used where its metric is gone, and is listed with the reason', async () => {
    await stage.app.db.query(
      `insert into verified_answers (verified_id, tenant_id, question, tool, args, verified_at)
       values ($1, $2, 'orders by moonlight last month', 'sql_analytics', '{"metrics": ["moonlight"]}', now())`,
      [randomUUID(), stage.app.home.tenantId],
    );
    const { card } = await stage.ask('orders by moonlight last month');
    expect(footnotes(card)).not.toContain('Verified');
    const listed = await command('verified');
    expect(listed.card?.table?.rows).toContainEqual(
      expect.objectContaining({
        question: 'orders by moonlight last month',
        state: 'not used: the metric moonlight is gone',
      }),
    );
    const shown = await command('verified show orders by moonlight last month');
    expect(shown.handled.tool).toBe('show_verified_answer');
    const removed = await press(button(shown.card, 'Remove'), ana);
    expect(removed.handled.tool).toBe('remove_verified_answer');
    const after = await command('verified');
    expect(after.handled.tool).toBe('verified_answers');
    expect(JSON.stringify(after.card?.table?.rows)).not.toContain('moonlight');
  });

  it('belongs to its team', async () => {
    const other = randomUUID();
    await stage.app.db.query("insert into tenants (tenant_id, slug, name) values ($1, 'others', 'Others')", [
      other,
    ]);
    const { rows } = await stage.app.db
      .tenant(other)
      .read<{ n: number }>('select count(*)::int as n from verified_answers');
    expect(rows[0]?.n).toBe(0);
  });
});

describe('a thumbs down', () => {
  async function complain(question: string, reason: string) {
    const { card, handled } = await stage.ask(question, { sender: viewer });
    const thanked = await press(card.feedback?.down.token, viewer);
    expect(thanked.card?.text?.join(' ')).toContain('What was wrong?');
    const why = await press(button(thanked.card, reason), viewer, undefined);
    return { why, answerId: handled.answerId };
  }

  it('asks why, and lands in the review list with its reason', async () => {
    const { why, answerId } = await complain('units sold last month', 'Wrong period or filter');
    expect(why.handled.tool).toBe('explain_feedback');
    const listed = await command('review');
    expect(listed.handled.tool).toBe('review_answers');
    expect(listed.card?.table?.rows[0]).toMatchObject({ why: 'Wrong period or filter', state: 'open' });
    const shown = await command(`review show ${answerId}`);
    expect(shown.handled.tool).toBe('show_review');
    expect(shown.card?.code?.text).toContain('sql_analytics');
    expect((await command('review', viewer)).handled.status).toBe('refused');
  });

  it('is typed where it cannot be pressed, and answered by number', async () => {
    const { rows } = await stage.app.db.query<{ person_id: string }>(
      "select person_id from people where name = 'A viewer'",
    );
    const sender: Sender = { surface: 'whatsapp', account: 'whatsapp:+1000', externalId: '+15551234567' };
    await stage.app.db.query(
      `insert into identities (surface, account, external_id, tenant_id, person_id) values ('whatsapp', '', $1, $2, $3)`,
      [sender.externalId, stage.app.home.tenantId, rows[0]?.person_id],
    );
    const more = { sender, thread: 'phone' };
    const { handled } = await stage.ask('orders by category this year', more);
    const thanked = await stage.ask('👎🏽', more);
    expect(thanked.handled.tool).toBe('give_feedback');
    const why = await stage.ask('3', more);
    expect(why.handled.tool).toBe('explain_feedback');
    const shown = await command(`review show ${handled.answerId}`);
    expect(shown.card?.text?.join(' ')).toContain('I meant something else');
    expect((await stage.ask('👍', { ...more, thread: 'another' })).handled.tool).toBeNull();
  });

  it('takes words where a form can be shown', async () => {
    const { card } = await stage.ask('orders by location last month', { sender: viewer });
    const thanked = await press(card.feedback?.down.token, viewer);
    await press(button(thanked.card, 'In your own words'), viewer, {
      reason: 'number',
      note: 'Chicago is too low',
    });
    expect((await command('review')).card?.table?.rows[0]).toMatchObject({
      why: 'A number is wrong: Chicago is too low',
    });
  });

  it('is closed as a case with what is right, as verified, or as no fault', async () => {
    const first = await command('review show 1');
    const unread = await press(button(first.card, 'Make it a case'), ana, { expected: 'a lot' });
    expect(unread.card?.text?.join(' ')).toContain('could not read');
    const kept = await press(button(first.card, 'Make it a case'), ana, {
      expected: 'Chicago = 12; New York = 9',
    });
    expect([kept.handled.tool, kept.card?.text?.join(' ')]).toEqual([
      'close_review',
      expect.stringContaining('Chicago = 12'),
    ]);
    const { answerId } = await complain('units sold last month', 'A number is wrong');
    const second = await command(`review show ${answerId}`);
    await press(button(second.card, 'It is right: verify it'), ana);
    const states = (await command('review')).card?.table?.rows.map(({ state }) => state);
    expect(states).toEqual(
      expect.arrayContaining(['made a verified answer', expect.stringContaining('a case')]),
    );
    const { card } = await stage.ask('units sold last month', { sender: viewer });
    expect(footnotes(card)).toContain('Verified by Ana');
  });

  it('is verified as people asked it: “last month” does not become the month that it was then', async () => {
    const { answerId } = await complain('orders by location last month', 'A number is wrong');
    const shown = await command(`review show ${answerId}`);
    const dated = await press(button(shown.card, 'It is right: verify it'), ana, {
      question: shown.card?.title ?? '',
    });
    expect([shown.card?.title, dated.card?.text?.join(' ')]).toEqual([
      expect.stringMatching(/20\d\d$/),
      expect.stringContaining('names its dates'),
    ]);
    await press(button(shown.card, 'It is right: verify it'), ana);
    const questions = (await command('verified')).card?.table?.rows.map(({ question }) => question);
    expect(questions).toContain('orders by location last month');
    expect(questions).not.toContain(shown.card?.title);
  });

  it('goes with the answer it is about', async () => {
    const { answerId } = await complain('orders by category last month', 'A number is wrong');
    await stage.app.db.query('delete from answers where answer_id = $1', [answerId]);
    const { rows } = await stage.app.db.query('select from answer_reviews where answer_id = $1', [answerId]);
    expect(rows).toHaveLength(0);
  });
});
