import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { NOW, say, use } from './use.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
}, 60_000);
beforeEach(async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
});
afterAll(() => db.close());

const draft = (name: string, more: object = {}) =>
  use(tenant, 'create_ab_test', {
    name,
    variations: [
      { name: 'Control', content: 'Hello' },
      { name: 'Bold', content: { subject: 'HELLO', body: 'There' } },
    ],
    message_kind: 'Welcome',
    baseline: 0.05,
    ...more,
  });

interface Arm {
  readonly id: string;
  readonly people: number;
  readonly converted: number;
  readonly first?: number;
  /** When it all happened; by default at `NOW`. */
  readonly at?: Date;
}

/** People who were sent a variation, the first of them converting. */
async function results(test: string, arms: readonly Arm[]): Promise<void> {
  for (const { id, people, converted, first = 0, at = NOW } of arms)
    await tenant.write((tx) =>
      tx.query(
        `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp")
         select $1, (select id from ab_tests where tenant_id = $1 and test_name = $2), $3::text,
                case when $6::int > 0 then 'p' || (number + $6::int) else $3::text || number end, type, $7
           from generate_series(1, $4::int) number cross join unnest(array['sent', 'converted']) type
          where type = 'sent' or number <= $5`,
        [tenant.tenantId, test, id, people, converted, first, at],
      ),
    );
}

const WON: readonly Arm[] = [
  { id: 'control', people: 2000, converted: 100 },
  { id: 'bold', people: 2000, converted: 200 },
];

/** A running test that “Bold” wins. */
async function won(name: string, more: object = {}): Promise<void> {
  await draft(name, more);
  await use(tenant, 'start_ab_test', { test: name });
  await results(name, WON);
}

describe('the life of a test', () => {
  it('goes from draft to running to stopped, says who and when, and nothing else', async () => {
    await draft('Tone');
    expect((await say(tenant, 'stop_ab_test', { test: 'tone' })).text).toMatch(/has not been started/);
    expect((await say(tenant, 'show_ab_test', { test: 'tone' })).text).toBe(
      'There are no results yet: the test has not been started.',
    );
    const started = await say(tenant, 'start_ab_test', { test: 'tone' }, { name: 'Ann' });
    expect(started.text).toMatch(/^“Tone” runs from now on, for 14 days/);
    expect((await say(tenant, 'start_ab_test', { test: 'tone' })).text).toMatch(
      /is running \(started by Ann, 18 Mar 2026, 12:00\)/,
    );
    expect((await say(tenant, 'stop_ab_test', { test: 'tone' }, { days: 3 })).kind).toBe('ok');
    expect((await say(tenant, 'stop_ab_test', { test: 'tone' }, { days: 4 })).text).toMatch(
      /is stopped already \(Vera, 21 Mar 2026, 12:00\)/,
    );
    expect((await say(tenant, 'start_ab_test', { test: 'tone' })).text).toMatch(
      /Only a draft can be started/,
    );
  });

  it('is not made where it could not be read later', async () => {
    await draft('Tone');
    const refused = async (more: object) =>
      (
        await say(tenant, 'create_ab_test', {
          name: 'New',
          variations: [{ name: 'A' }, { name: 'B' }],
          ...more,
        })
      ).text;
    expect(await refused({ name: 'TONE' })).toMatch(/There is a test called “TONE” already/);
    expect(await refused({ variations: [{ name: 'A' }, { name: 'a' }] })).toMatch(
      /Two variations are called “a”/,
    );
    expect(await refused({ segment: 'Champions' })).toMatch(/There is no segment called “Champions”/);
    expect(await refused({ guardrails: ['conversion_rate'] })).toMatch(
      /cannot both decide the test and guard it/,
    );
    await expect(refused({ variations: [{ name: 'A' }] })).rejects.toThrow(/needs at least two variations/);
  });
});

describe('what a test says when there is little to say', () => {
  it('counts everybody once, and nobody who was in two arms', async () => {
    await draft('Tone');
    await use(tenant, 'start_ab_test', { test: 'tone' });
    await results('Tone', [
      { id: 'control', people: 300, converted: 30, first: 1000 },
      { id: 'bold', people: 300, converted: 30, first: 1290 },
      { id: 'green', people: 4, converted: 0 },
    ]);
    const { card, notes } = await say(tenant, 'show_ab_test', { test: 'tone' });
    expect(card.table?.rows.map(({ people }) => people)).toEqual([290, 290]);
    expect(notes).toContain('10 people were seen in more than one variation and left out');
    expect(notes).toContain('4 people were given a variation that this test does not have');
  });

  it('leaves out what happened after it was stopped, also where it comes in with what happened before', async () => {
    const at = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
    await draft('Tone');
    await use(tenant, 'start_ab_test', { test: 'tone' });
    await results('Tone', [
      { id: 'control', people: 300, converted: 30 },
      { id: 'bold', people: 300, converted: 31 },
    ]);
    const stopped = await say(tenant, 'stop_ab_test', { test: 'tone' }, { days: 3 });
    await results('Tone', [
      // Sent before the stop, and told of after it.
      { id: 'control', people: 20, converted: 0, first: 5000, at: at(2) },
      { id: 'bold', people: 1000, converted: 1000, first: 6000, at: at(3.5) },
    ]);
    const shown = await say(tenant, 'show_ab_test', { test: 'tone' }, { days: 4 });
    expect(shown.card.table?.rows.map(({ people, value }) => [people, value])).toEqual([
      [320, 30 / 320],
      [300, 31 / 300],
    ]);
    expect(shown.notes).toContain('2,000 results from after the test was stopped are left out.');
    expect(stopped.text).toContain('Too early to tell');
    expect((await say(tenant, 'apply_test_winner', { test: 'tone' }, { days: 4 })).kind).toBe('refused');
  });

  it('says that an arm is empty', async () => {
    await draft('Tone');
    await results('Tone', [{ id: 'control', people: 50, converted: 3 }]);
    expect((await say(tenant, 'show_ab_test', { test: 'tone' })).text).toMatch(
      /^Nobody has been seen yet in “Bold”, so nothing can be compared/,
    );
  });

  it('says that everybody converted, or nobody', async () => {
    await draft('All');
    await results('All', [
      { id: 'control', people: 200, converted: 200 },
      { id: 'bold', people: 200, converted: 200 },
    ]);
    expect((await say(tenant, 'show_ab_test', { test: 'all' })).text).toMatch(
      /^Everybody in every arm did it/,
    );
    expect((await say(tenant, 'show_ab_test', { test: 'all', metric: 'click_rate' })).text).toMatch(
      /^Nobody in any arm has done it yet/,
    );
  });

  it('compares with the first variation where none is named control, and says so', async () => {
    await draft('Tone', {
      variations: [
        { name: 'Calm', content: 'a' },
        { name: 'Bold', content: 'b' },
      ],
    });
    const shown = await say(tenant, 'show_ab_test', { test: 'tone' });
    expect(shown.notes).toContain('No variation is named control, so the first, “Calm”, is');
    await draft('Named', {
      variations: [
        { name: 'Calm', content: 'a' },
        { name: 'Bold', content: 'b', control: true },
      ],
    });
    const named = await say(tenant, 'show_ab_test', { test: 'named' });
    expect(named.card.table?.rows[0]?.name).toBe('Bold (control)');
  });

  it('tells what sending is worth at all, where the hold-out has results', async () => {
    await draft('Tone', { holdout: 0.2 });
    await use(tenant, 'start_ab_test', { test: 'tone' });
    await results('Tone', [...WON, { id: 'holdout', people: 1000, converted: 20 }]);
    const { text, card } = await say(tenant, 'show_ab_test', { test: 'tone' });
    expect(text).toMatch(/^Bold wins: .* Against Hold-out: 10\.0% convert instead of 2\.0%/);
    expect(card.table?.rows.map(({ name, people }) => [name, people])).toEqual([
      ['Control', 2000],
      ['Bold (winner)', 2000],
      ['Hold-out', 1000],
    ]);
    // What is not sent cannot be chosen.
    expect(card.table?.rows.map(({ best }) => best === null)).toEqual([false, false, true]);
  });

  it('does not let a variation win that breaks a guardrail', async () => {
    await won('Tone', { guardrails: ['unsubscribe_rate'] });
    await tenant.write((tx) =>
      tx.query(
        `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp")
         select tenant_id, test_id, variation_id, user_id, 'unsubscribed', "timestamp" from ab_test_results
          where tenant_id = $1 and event_type = 'sent'
            and (user_id ~ '^bold..?.?$' or user_id ~ '^control..?$')`,
        [tenant.tenantId],
      ),
    );
    const { text, buttons, card } = await say(tenant, 'show_ab_test', { test: 'tone' });
    expect(text).toMatch(/Bold does harm: 50\.0% unsubscribe instead of 5\.0%/);
    expect(card.table?.columns.map(({ label }) => label)).toContain('Unsubscribe rate (worse)');
    // What is left to apply is what was sent before.
    expect(buttons).toContain('Apply winner');
    expect((await say(tenant, 'apply_test_winner', { test: 'tone' })).text).toContain('says: “Hello”');
  });
});

describe('applying a winner', () => {
  const defaults = async () =>
    (
      await tenant.read<{ kind: string; content: unknown }>(
        `select message_kind as kind, content from message_defaults where tenant_id = $1 and undone_at is null order by id desc`,
        [tenant.tenantId],
      )
    ).rows;

  it('makes it the default for messages of its kind, once', async () => {
    await won('Tone');
    const applied = await say(tenant, 'apply_test_winner', { test: 'tone' }, { name: 'Ann' });
    expect(applied.text).toMatch(
      /Bold wins: 10\.0% convert instead of 5\.0%.*“welcome” message by e-mail says: “HELLO · There”/,
    );
    expect(await defaults()).toEqual([{ kind: 'welcome', content: { subject: 'HELLO', body: 'There' } }]);
    const again = await say(tenant, 'apply_test_winner', { test: 'tone' }, { days: 1 });
    expect(again).toMatchObject({
      kind: 'refused',
      text: expect.stringContaining('its winner has been applied (Ann, 18 Mar 2026, 12:00)'),
    });
    expect((await say(tenant, 'show_ab_test', { test: 'tone' })).buttons).toEqual(['Undo', 'All tests']);
  });

  it('acts once where two press at the same moment', async () => {
    await won('Tone');
    const outcomes = await Promise.all([
      say(tenant, 'apply_test_winner', { test: 'tone' }, { name: 'Ann' }),
      say(tenant, 'apply_test_winner', { test: 'tone' }, { name: 'Bob' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['ok', 'refused']);
    expect(await defaults()).toHaveLength(1);
    const { rows } = await tenant.read<{ outcome: string }>(
      `select outcome from audit_log where tenant_id = $1 and tool = 'apply_test_winner' order by outcome`,
      [tenant.tenantId],
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'refused']);
  });

  it('brings back what was before, for a week', async () => {
    await won('First');
    await use(tenant, 'apply_test_winner', { test: 'first' });
    await won('Second', {
      variations: [
        { name: 'Control', content: 'HELLO' },
        { name: 'Bold', content: 'Hi you' },
      ],
    });
    expect((await say(tenant, 'apply_test_winner', { test: 'second' }, { days: 2 })).text).toContain(
      'Before, it was “HELLO · There”',
    );
    const undone = await say(tenant, 'undo_apply_winner', { test: 'second' }, { days: 3 });
    expect(undone.text).toContain('“welcome” messages say: “HELLO · There”');
    expect(await defaults()).toHaveLength(1);
    expect((await say(tenant, 'undo_apply_winner', { test: 'second' }, { days: 3 })).text).toMatch(
      /there is nothing to take back/,
    );
    expect((await say(tenant, 'apply_test_winner', { test: 'second' }, { days: 3 })).kind).toBe('ok');
    expect((await say(tenant, 'undo_apply_winner', { test: 'first' }, { days: 8 })).text).toMatch(
      /was applied more than 7 days ago/,
    );
  });

  it('is refused while nobody can tell', async () => {
    await draft('Tone');
    expect((await say(tenant, 'apply_test_winner', { test: 'tone' })).text).toMatch(/has not been started/);
    await use(tenant, 'start_ab_test', { test: 'tone' });
    await results('Tone', [
      { id: 'control', people: 200, converted: 20 },
      { id: 'bold', people: 200, converted: 21 },
    ]);
    const refused = await say(tenant, 'apply_test_winner', { test: 'tone' });
    expect(refused).toMatchObject({
      kind: 'refused',
      text: expect.stringMatching(/has no winner to apply\. Too early to tell/),
    });
    await use(tenant, 'stop_ab_test', { test: 'tone' });
    expect((await say(tenant, 'show_ab_test', { test: 'tone' })).text).toMatch(
      /^The test was stopped before it could tell/,
    );
  });
});
