import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { scoreDue, scoreProposals } from '../../../jobs/score-proposals/score-proposals.ts';
import { readCalibration } from '../../../tools/impact/calibration.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import type { Realised } from '../../../tools/record/realised.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { daysLater, morning, NOW, proposalOf, proposing, use } from '../proposals/use.ts';

let db: Db;
let tenant: TenantDb;
let id: string;
const faults: object[] = [];
beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
  id = tenant.tenantId;
});
afterAll(async () => {
  await db.close();
  expect(faults).toEqual([]);
});

const write = <Row = { id: string }>(sql: string, values: unknown[] = []) =>
  tenant.write(async (tx) => (await tx.query<Row>(sql, [id, ...(values as string[])])).rows);
const dayOf = (days: number) => daysLater(days).toISOString().slice(0, 10);

async function score(days: number) {
  const now = () => daysLater(days);
  return scoreProposals(
    { db, now, log: { error: (fields) => void faults.push(fields) } },
    await readWorkspace(tenant, now()),
  );
}

const realisedOf = async (suggestion: string) =>
  (
    await tenant.read<{ realised: Realised | null; due_on: string | null }>(
      'select realised, due_on::text from suggestions where tenant_id = $1 and suggestion_id = $2',
      [id, suggestion],
    )
  ).rows[0];

/** A segment of customers `1…count`, and sales that end on the day before `days` after `NOW`. */
async function addSegment(count: number): Promise<string> {
  const [segment] = await write(
    `insert into audience_segments (tenant_id, segment_name, user_count) values ($1, $2, $3) returning id::text as id`,
    [`Segment ${randomUUID()}`, count],
  );
  await write(
    `insert into dim_customer (tenant_id, customer_id) select $1, n::text from generate_series(1, $2::int) n on conflict do nothing`,
    [count],
  );
  await write(
    `insert into segment_membership (tenant_id, segment_id, user_id) select $1, $2::bigint, n::text from generate_series(1, $3::int) n`,
    [segment?.id, count],
  );
  return segment?.id ?? '';
}

const sell = (customer: string, day: string, amount: number) =>
  write(
    `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, transaction_date, quantity, unit_price,
                            gross_amount, total_amount)
     values ($1, ($2::text)::uuid, $2::text, $3, $4::date, 1, $5::numeric, $5, $5)`,
    [randomUUID(), customer, day, amount],
  );

/** Proposes on a segment, and decides. */
async function decided(
  segment: string,
  tool: 'accept_suggestion' | 'dismiss_suggestion',
  fields: object = {},
) {
  const { fresh } = await morning(tenant, 0, [
    proposing(
      randomUUID(),
      proposalOf({
        subject: `segment:${segment}`,
        actions: [],
        detail: { key: 'segment', fields: { segment_id: segment, name: 's', size: 9, characteristics: {} } },
        ...fields,
      }),
    ),
  ]);
  const suggestion = fresh[0]?.id ?? '';
  await use(tenant, tool, { suggestion });
  return suggestion;
}

/** A campaign of the proposal that began `days` after `NOW`; the customers divisible by `every` are held out. */
async function sendCampaign(suggestion: string, segment: string, days: number | null, every: number | null) {
  const [campaign] = await write(
    `insert into outreach_campaigns (tenant_id, campaign_name, channel, segment_id, status, holdout_share, started_at, planned_count)
     values ($1, 'C', 'email', $2::bigint, $3, 0.2, $4, 1) returning id::text as id`,
    [segment, days === null ? 'draft' : 'sent', days === null ? null : daysLater(days)],
  );
  await write(
    `insert into outbox (tenant_id, campaign_id, customer_id, channel, state, reason, send_after, token, sent_at)
     select $1, $2::bigint, user_id, 'email', case when held then 'skipped' else 'sent' end,
            case when held then 'holdout' end, now(), gen_random_uuid()::text, now()
       from (select user_id, $4::int is not null and user_id::int % coalesce($4::int, 1) = 0 as held
               from segment_membership where tenant_id = $1 and segment_id = $3::bigint) member`,
    [campaign?.id, segment, every],
  );
  await write('update suggestions set outcome = $3::jsonb where tenant_id = $1 and suggestion_id = $2', [
    suggestion,
    JSON.stringify({ campaign: campaign?.id }),
  ]);
}

describe('scoring', () => {
  it('counts a campaign with a hold-out from the day it began, for as long as was predicted', async () => {
    const segment = await addSegment(100);
    const suggestion = await decided(segment, 'accept_suggestion');
    await sendCampaign(suggestion, segment, 5, 2);
    // 50 people who were meant spend 40 each, those held out 10 each; what is before and after does not count.
    for (let customer = 1; customer <= 100; customer += 1)
      await sell(String(customer), dayOf(6), customer % 2 === 1 ? 40 + (customer % 3) : 10);
    await sell('1', dayOf(4), 9000);
    await sell('1', dayOf(35), 9000);
    await sell('x', dayOf(29), 1);
    await sell('x', dayOf(60), 1);
    expect(await score(29)).toEqual({ scored: 0, waiting: 0, failed: 0 });
    // Due by the calendar of the decision; the campaign began later.
    expect(await score(30)).toEqual({ scored: 0, waiting: 1, failed: 0 });
    expect((await realisedOf(suggestion))?.due_on).toBe(dayOf(35));
    expect(await score(61)).toEqual({ scored: 1, waiting: 0, failed: 0 });
    const { realised } = (await realisedOf(suggestion)) ?? {};
    expect(realised).toMatchObject({ how: 'holdout', measure: 'revenue', people: 50, weight: 1 });
    const revenue = Array.from({ length: 50 }, (_, n) => 40 + ((2 * n + 1) % 3)).reduce((a, b) => a + b);
    expect(realised?.value?.expected).toBeCloseTo(revenue - 500, 6);
    expect(await score(62)).toEqual({ scored: 0, waiting: 0, failed: 0 });
  });

  it('learns nothing from a campaign that was kept in the house, hold-out or not', async () => {
    const segment = await addSegment(100);
    const suggestion = await decided(segment, 'accept_suggestion');
    await sendCampaign(suggestion, segment, 0, 2);
    await write(`update outbox set provider = 'local' where tenant_id = $1 and state = 'sent'`, []);
    await sell('7', dayOf(3), 50);
    await sell('x', dayOf(40), 1);
    await score(41);
    expect((await realisedOf(suggestion))?.realised).toMatchObject({
      how: 'not_done',
      hit: null,
      sentence: expect.stringMatching(/^The campaign was kept in the house/),
    });
  });

  it('tells what happened without a hold-out, and learns nothing from it', async () => {
    const segment = await addSegment(40);
    const suggestion = await decided(segment, 'accept_suggestion');
    await sendCampaign(suggestion, segment, 0, null);
    await sell('7', dayOf(3), 50);
    await sell('x', dayOf(40), 1);
    await score(41);
    expect((await realisedOf(suggestion))?.realised).toEqual({
      how: 'observed',
      measure: 'revenue',
      value: null,
      hit: null,
      weight: 0,
      people: 40,
      sentence:
        'Nobody was held out, so nobody knows how much would have come anyway. Of 40 people 1 (2.5%) bought within 30 days, for $50.',
    });
    const calibrate = await readCalibration(tenant, id);
    expect(calibrate('segment_opportunity', 0.8)).toBe(0.8);
  });

  it('remembers whom a dismissed one was about, whatever becomes of the segment', async () => {
    const segment = await addSegment(10);
    const suggestion = await decided(segment, 'dismiss_suggestion', {
      type: 'churn_prevention',
      impact: {
        potential_revenue_saved: 1,
        users_at_risk: 10,
        avg_user_value: 1,
      },
    });
    await score(0);
    await write('delete from segment_membership where tenant_id = $1 and segment_id = $2::bigint', [segment]);
    await sell('3', dayOf(12), 20);
    await sell('x', dayOf(40), 1);
    await score(41);
    expect((await realisedOf(suggestion))?.realised).toMatchObject({
      how: 'observed',
      people: 10,
      sentence: 'Nothing was done. Of 10 people 1 (10.0%) bought within 30 days, for $20.',
    });
  });

  it('takes down whom the rule finds that it would have saved', async () => {
    await write(
      `insert into dim_customer (tenant_id, customer_id, location) values ($1, '1', 'Berlin'), ($1, '2', 'Berlin'), ($1, '3', 'Rome')`,
    );
    const gate = { kind: 'trait', trait: 'location', op: 'in', values: ['Berlin'] };
    const save = { tool: 'save_segment', args: { name: 'New', gate } };
    const suggestion = await decided('new:New', 'dismiss_suggestion', {
      actions: [{ action_type: 'save_segment', fields: { segment_name: 'New' }, label: 'Save', call: save }],
    });
    await score(0);
    await write(`update dim_customer set location = 'Rome' where tenant_id = $1 and customer_id = '2'`);
    await sell('2', dayOf(2), 30);
    await sell('3', dayOf(2), 500);
    await sell('x', dayOf(40), 1);
    await score(41);
    expect((await realisedOf(suggestion))?.realised?.sentence).toBe(
      'Nothing was done. Of 2 people 1 (50.0%) bought within 30 days, for $30.',
    );
  });

  it('finds the campaign that was made later, from the segment that was saved', async () => {
    const segment = await addSegment(100);
    const suggestion = await decided(segment, 'accept_suggestion');
    await sendCampaign(suggestion, segment, 2, 2);
    await write('update suggestions set outcome = $3::jsonb where tenant_id = $1 and suggestion_id = $2', [
      suggestion,
      JSON.stringify({ segment }),
    ]);
    await sell('1', dayOf(3), 10);
    await sell('x', dayOf(40), 1);
    await score(41);
    expect((await realisedOf(suggestion))?.realised).toMatchObject({ how: 'holdout', people: 50 });
  });

  it('asks of an alert whether it was raised again, and learns half as much from it', async () => {
    const alert = (subject: string) =>
      proposing(
        'spend',
        proposalOf({
          subject,
          type: 'spend_alert',
          detail: null,
          actions: [],
          impact: { monthly_overspend: 100, cost_per_conversion: 9, usual_cost_per_conversion: 3 },
          coolDownDays: 7,
        }),
      );
    const scores: unknown[] = [];
    for (const again of [true, false]) {
      const subject = `spend:social:${again}`;
      const { fresh } = await morning(tenant, 0, [alert(subject)]);
      // That of the eighth day is open as well.
      const suggestion = fresh.find((each) => each.subject === subject)?.id ?? '';
      await use(tenant, 'accept_suggestion', { suggestion });
      if (again) expect((await morning(tenant, 8, [alert(subject)])).fresh).toHaveLength(1);
      await score(30);
      const { realised } = (await realisedOf(suggestion)) ?? {};
      scores.push([realised?.hit, realised?.weight, realised?.sentence]);
    }
    expect(scores).toEqual([
      [0, 0.5, 'It was raised again.'],
      [1, 0.5, 'It was not raised again.'],
    ]);
  });

  it('waits for sales that have not been imported, and then says so', async () => {
    const segment = await addSegment(10);
    await sell('1', dayOf(2), 10);
    const suggestion = await decided(segment, 'dismiss_suggestion');
    expect(await score(40)).toEqual({ scored: 0, waiting: 1, failed: 0 });
    expect(await score(90)).toEqual({ scored: 1, waiting: 0, failed: 0 });
    expect((await realisedOf(suggestion))?.realised?.sentence).toBe(
      'No sales of those days have been imported.',
    );
  });

  it('waits for a draft, and not for ever', async () => {
    const segment = await addSegment(10);
    const suggestion = await decided(segment, 'accept_suggestion');
    await sendCampaign(suggestion, segment, null, null);
    await sell('1', dayOf(59), 10);
    expect(await score(31)).toMatchObject({ waiting: 1 });
    expect(await score(60)).toMatchObject({ scored: 1 });
    expect((await realisedOf(suggestion))?.realised).toMatchObject({ how: 'not_done', weight: 0 });
  });

  it('looks at a winner since it was applied, beside the control', async () => {
    const [test] = await write(
      `insert into ab_tests (tenant_id, test_name, channel, variations, control_variation, status, start_date, stopped_at,
                             applied_at, winning_variation, message_kind, salt)
       values ($1, 'Welcome', 'email', '[{"id":"a","name":"Control","content":"A"},{"id":"b","name":"B","content":"B"}]', 'a',
               'running', $2, $3, $3, 'b', 'welcome email', 's') returning id::text as id`,
      [daysLater(-20), daysLater(0)],
    );
    await write(
      `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp")
       select $1, $2::bigint, case when n % 2 = 0 then 'a' else 'b' end, n::text, event, $3
         from generate_series(1, 400) n cross join lateral (values ('sent'), ('converted')) e (event)
        where event = 'sent' or n % 20 in (0, 1, 3, 5)`,
      [test?.id, daysLater(-10)],
    );
    const winner = {
      type: 'ab_test_winner',
      subject: `test:${test?.id}`,
      impact: { conversion_improvement: 2, annual_additional_conversions: 100 },
      detail: {
        key: 'test_results',
        fields: {
          test_id: test?.id,
          test_name: 'Welcome',
          duration_days: 10,
          sample_size: 400,
          p_value: 0.001,
          statistical_significance: true,
          control: { variation: 'A', conversions: 20 },
          winner: { variation: 'B', conversions: 60, improvement: 2 },
        },
      },
      prediction: {
        measure: 'conversions',
        value: { expected: 9, low: 4, high: 14 },
        horizonDays: 14,
        about: {},
      },
    };
    const suggestion = await decided('0', 'accept_suggestion', winner);
    await write(`update ab_tests set status = 'applied' where tenant_id = $1 and id = $2::bigint`, [
      test?.id,
    ]);
    const [campaign] = await write(
      `insert into outreach_campaigns (tenant_id, campaign_name, channel, message_kind, status)
       values ($1, 'Later', 'email', 'Welcome email', 'sent') returning id::text as id`,
    );
    await write(
      `insert into outbox (tenant_id, campaign_id, customer_id, channel, state, send_after, token, sent_at)
       select $1, $2::bigint, n::text, 'email', 'sent', $3, gen_random_uuid()::text, $3 from generate_series(1, 100) n`,
      [campaign?.id, daysLater(3)],
    );
    await write(
      `insert into outbox_events (tenant_id, outbox_id, event, event_id, at, received_at)
       select $1, outbox_id, 'converted', 'e' || twice, $2, $2 from outbox cross join generate_series(1, 2) twice
        where tenant_id = $1 and customer_id::int <= 25`,
      [daysLater(4)],
    );
    await score(14);
    const { realised } = (await realisedOf(suggestion)) ?? {};
    // 20 of 200 converted with the control, 25 of 100 since: 15 more of 100.
    expect(realised).toMatchObject({ how: 'before_after', weight: 0.5, people: 100, measure: 'conversions' });
    expect(realised?.value?.expected).toBeCloseTo(15, 8);
  });

  it('asks of a broken test whether it was mended', async () => {
    const broken = (test: string) => ({
      type: 'ab_test_broken',
      subject: `test:${test}`,
      value: null,
      impact: { people_affected: 10 },
      detail: {
        key: 'test_results',
        fields: {
          test_id: test,
          test_name: 'T',
          duration_days: 3,
          sample_size: 10,
          p_value: 0,
          statistical_significance: true,
          arms: [
            { variation: 'a', people: 1, expected_people: 5 },
            { variation: 'b', people: 9, expected_people: 5 },
          ],
        },
      },
      prediction: null,
    });
    const hits: (number | null | undefined)[] = [];
    for (const status of ['stopped', 'running']) {
      const [test] = await write(
        `insert into ab_tests (tenant_id, test_name, variations, control_variation, status, start_date, salt)
         values ($1, $2, '[{"id":"a","name":"A","content":"A"},{"id":"b","name":"B","content":"B"}]', 'a', $3, $4, 's')
         returning id::text as id`,
        [`Test ${status}`, status, daysLater(-5)],
      );
      await write(
        `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp")
         select $1, $2::bigint, case when n <= 100 then 'a' else 'b' end, n::text, 'sent', $3 from generate_series(1, 400) n`,
        [test?.id, daysLater(-4)],
      );
      const suggestion = await decided('0', 'accept_suggestion', broken(test?.id ?? ''));
      await score(31);
      hits.push((await realisedOf(suggestion))?.realised?.hit);
    }
    expect(hits).toEqual([1, 0]);
  });

  it('goes through the teams that have decided something', async () => {
    await db.query('delete from suggestions');
    const segment = await addSegment(3);
    await decided(segment, 'dismiss_suggestion');
    await sell('1', dayOf(45), 10);
    const deps = {
      db,
      now: () => daysLater(46),
      log: { error: (fields: object) => void faults.push(fields) },
    };
    expect(await scoreDue(deps, new AbortController().signal)).toEqual({ teams: 1, scored: 1, failed: 0 });
    expect(await scoreDue(deps, new AbortController().signal)).toBeNull();
  });
});

describe('the record', () => {
  const put = async (
    subject: string,
    { hit, weight = 1, brought, raw = 0.8 }: { hit: number; weight?: number; brought: number; raw?: number },
  ) => {
    const suggestion = await decided('0', 'accept_suggestion', {
      subject,
      confidence: raw,
      detail: {
        key: 'segment',
        fields: { segment_id: 'none', name: 's', size: 9, characteristics: {} },
      },
    });
    const value = { expected: brought, low: brought - 30, high: brought + 40 };
    await write(
      'update suggestions set realised = $3::jsonb, scored_at = $4 where tenant_id = $1 and suggestion_id = $2',
      [
        suggestion,
        JSON.stringify({
          how: 'holdout',
          measure: 'revenue',
          value,
          hit,
          weight,
          people: 9,
          sentence: 'So it went.',
        }),
        NOW,
      ],
    );
  };

  it('says that there is none, and how little little is', async () => {
    expect((await use(tenant, 'walker_record')).card.text).toEqual([
      'There is no record yet: nothing has been proposed so far.',
    ]);
    await decided(await addSegment(1), 'accept_suggestion');
    await score(0);
    const { card } = await use(tenant, 'walker_record');
    expect(card.text?.[0]).toContain('Nothing can be said yet about how good the proposals are');
    expect(card.text?.[1]).toBe(
      '1 proposal was decided and its outcome cannot be told yet; the day for that is 17 Apr 2026.',
    );
    expect(card.chart).toBeUndefined();
  });

  it('puts what was predicted beside what happened', async () => {
    await put('a:1', { hit: 1, brought: 700 });
    await put('a:2', { hit: 0, brought: -100, raw: 0.3 });
    const { card, facts } = await use(tenant, 'walker_record');
    expect(card.headlines?.map(({ value }) => value)).toEqual([2, 2, 0, 2]);
    expect(card.table?.rows).toEqual([
      {
        type: 'Segment opportunity',
        accepted: 2,
        dismissed: 0,
        compared: 2,
        // √(500² + 500²) below and √(600² + 600²) above.
        predicted: '$2,000 ($1,293 to $2,849)',
        realised: '$600 ($558 to $657)',
        hits: '50% (9% to 91%)',
      },
    ]);
    expect(card.text).toEqual([
      'Only 2 proposals so far were accepted and can be judged by what came of them: too few to tell skill from luck.',
      '2 proposals were to bring $2,000 and brought $600 ($558 to $657).',
      '1 proposal it gave a chance of 20% to 40%: 0% brought something.',
      '1 proposal it gave a chance of 80% to 100%: 100% brought something.',
      'How far its confidence is off, by the Brier score: 0.065 (0 is perfect, 0.25 is tossing a coin).',
    ]);
    expect(card.chart?.series.map(({ values }) => values)).toEqual([[600], [2000]]);
    expect(facts?.rows[0]).toMatchObject({
      ...{ unit: 'Revenue (USD)', predicted: 2000, realised: 600, hits: 0.5 },
    });
    const each = await use(tenant, 'walker_record', { show: 'proposals' });
    expect(each.card.table?.rows.map(({ sentence }) => sentence)).toEqual(['So it went.', 'So it went.']);
  });

  it('calibrates the confidence of what is proposed next', async () => {
    for (let count = 0; count < 8; count += 1) await put(`a:${count}`, { hit: 0, brought: -5 });
    const calibrate = await readCalibration(tenant, id);
    expect(calibrate('segment_opportunity', 0.8)).toBeLessThan(0.6);
    // Types without outcomes of their own begin with those of the others.
    expect(calibrate('churn_prevention', 0.8)).toBeLessThan(0.7);
    expect(calibrate('segment_opportunity', 0.9)).toBeGreaterThan(calibrate('segment_opportunity', 0.8));
    const { fresh } = await morning(tenant, 1, [proposing('new', proposalOf({ subject: 'segment:99' }))], {
      calibrate: (db) => readCalibration(db, id),
    });
    expect(fresh[0]?.rawConfidence).toBe(0.8);
    expect(fresh[0]?.confidence).toBeCloseTo(calibrate('segment_opportunity', 0.8), 10);
  });
});
