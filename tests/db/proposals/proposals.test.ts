import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Db, TenantDb } from '../../../db/db.ts';
import { defineTool } from '../../../tools/define-tool.ts';
import type { Propose } from '../../../tools/proposal.ts';
import { acceptSuggestion } from '../../../tools/proposals/accept-tool.ts';
import { createRegistry } from '../../../tools/registry.ts';
import { runTool } from '../../../tools/run-tool.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { contextOf, morning, NOW, proposalOf, proposing, use } from './use.ts';

let db: Db;
let tenant: TenantDb;
beforeAll(async () => {
  db = await openTestDb();
});
beforeEach(async () => {
  tenant = db.tenant((await createTenant(db)).tenantId);
});
afterAll(() => db.close());

const broken: Propose = {
  name: 'broken',
  run: async () => {
    throw new Error('no such table');
  },
};
const states = async () =>
  Object.fromEntries(
    (
      await tenant.read<{ state: string; n: number }>(
        'select state, count(*)::int as n from suggestions where tenant_id = $1 group by 1',
        [tenant.tenantId],
      )
    ).rows.map(({ state, n }) => [state, n]),
  );
const tests = async () =>
  (await tenant.read('select test_name from ab_tests where tenant_id = $1', [tenant.tenantId])).rowCount;
const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1);
  return list[0] as T;
};

describe('a morning', () => {
  it('keeps what is proposed, ranked, and names the contribution that failed', async () => {
    const today = await morning(tenant, 0, [
      proposing('small', proposalOf({ subject: 'segment:2', value: { expected: 10, low: 1, high: 20 } })),
      broken,
      proposing('large', proposalOf({ subject: 'segment:3' })),
      proposing(
        'test',
        proposalOf({
          subject: 'test:1',
          type: 'anomaly',
          value: null,
          urgent: true,
          detail: null,
          impact: { revenue_difference: -5, expected_revenue: 10 },
        }),
      ),
    ]);
    expect(today.fresh.map(({ subject }) => subject)).toEqual(['segment:3', 'segment:2', 'test:1']);
    expect(today.failed.map(({ name }) => name)).toEqual(['broken']);
    const [first] = today.fresh;
    expect(first?.id).toMatch(/^sg_segment_opportunity_[0-9a-f]{12}$/);
    expect(first?.payload).toMatchObject({
      id: first?.id,
      impact: { potential_revenue: 1000, confidence_score: 0.8, expected_value_low: 500 },
      cta_url: `https://walker.example/s/${first?.id}`,
    });
  });

  it('does not tell the same twice, and expires only what its own contribution finds no more', async () => {
    const both = [
      proposing('a', proposalOf({ subject: 'segment:1' })),
      proposing('b', proposalOf({ subject: 'segment:2' })),
    ];
    await morning(tenant, 0, both);
    const again = await morning(tenant, 1, both);
    expect([again.fresh.length, again.open.length]).toEqual([0, 2]);
    const next = await morning(tenant, 2, [proposing('a'), { ...broken, name: 'b' }]);
    expect(next.expired.map(({ subject }) => subject)).toEqual(['segment:1']);
    expect(next.open.map(({ subject }) => subject)).toEqual(['segment:2']);
    // Within its cool-down it comes back without being told anew.
    const back = await morning(tenant, 3, both);
    expect([back.fresh.length, back.open.length]).toEqual([0, 2]);
    expect(await states()).toEqual({ open: 2 });
  });

  it('tells it anew where it has got half as bad again, or after its cool-down', async () => {
    const at = (severity: number) => [proposing('a', proposalOf({ severity }))];
    const first = only((await morning(tenant, 0, at(10))).fresh);
    expect((await morning(tenant, 1, at(14.9))).fresh).toEqual([]);
    const worse = only((await morning(tenant, 2, at(15))).fresh);
    expect(await states()).toEqual({ superseded: 1, open: 1 });
    expect((await morning(tenant, 15, at(15))).fresh).toEqual([]);
    const later = only((await morning(tenant, 16, at(15))).fresh);
    expect(new Set([first.id, worse.id, later.id]).size).toBe(3);
  });

  it('stores one where two processes propose at once', async () => {
    const proposers = [proposing('a', proposalOf())];
    await Promise.all([1, 2, 3, 4].map(() => morning(tenant, 0, proposers)));
    expect(await states()).toEqual({ open: 1 });
  });

  it('tells a brief that is taken up again what its predecessor has stored', async () => {
    const proposers = [proposing('a', proposalOf())];
    const { fresh } = await morning(tenant, 0, proposers);
    expect((await morning(tenant, 0.01, proposers)).fresh).toEqual([]);
    const resumed = await morning(tenant, 0.02, proposers, { since: NOW });
    expect(resumed.fresh.map(({ id }) => id)).toEqual(fresh.map(({ id }) => id));
  });

  it('shows the confidence that earlier proposals bear out', async () => {
    const { fresh } = await morning(tenant, 0, [proposing('a', proposalOf())], {
      calibrate: async () => (type, raw) => (type === 'segment_opportunity' ? raw / 2 : raw),
    });
    const suggestion = only(fresh);
    expect(suggestion).toMatchObject({ rawConfidence: 0.8, confidence: 0.4 });
    expect(suggestion.payload.impact).toMatchObject({ confidence_score: 0.4 });
    const { card } = await use(tenant, 'show_suggestion', { suggestion: suggestion.id });
    expect(card.text?.at(-1)).toMatch(/computed 80%; .* makes it 40%/);
  });

  it('takes a proposal that lacks what its type says for a fault of its contribution', async () => {
    const today = await morning(tenant, 0, [
      proposing('a', proposalOf({ impact: {} })),
      proposing('b', proposalOf({ subject: 'segment:2' })),
    ]);
    expect(today.failed.map(({ name }) => name)).toEqual(['a']);
    expect(today.fresh).toHaveLength(1);
  });
});

describe('deciding', () => {
  const proposers = [proposing('a', proposalOf())];
  const propose = async () => only((await morning(tenant, 0, proposers)).fresh);

  it('drafts the test once, however many press at once, and tells the others who did', async () => {
    const { id } = await propose();
    const args = { suggestion: id, action: 0, days: '21' };
    const results = await Promise.all(
      ['Ada', 'Ben', 'Cid'].map((name) => use(tenant, 'accept_suggestion', args, { name })),
    );
    expect(results.map(({ outcome }) => outcome.kind).sort()).toEqual(['ok', 'refused', 'refused']);
    expect(await tests()).toBe(1);
    const winner = results.find(({ outcome }) => outcome.kind === 'ok');
    const loser = results.find(({ outcome }) => outcome.kind === 'refused');
    expect(winner?.card.title).toBe('Draft: Test segment:1');
    const { rows } = await tenant.read<{
      decided: string;
      origin: string;
      outcome: object;
      due: string;
      days: number;
    }>(
      `select p.name as decided, decided_origin as origin, outcome, due_on::text as due, (select planned_days from ab_tests t where t.tenant_id = $1) as days
         from suggestions s join people p on p.person_id = s.decided_by where s.tenant_id = $1`,
      [tenant.tenantId],
    );
    const [row] = rows;
    expect(row).toMatchObject({
      origin: 'button',
      due: '2026-04-17',
      days: 21,
      outcome: { tool: 'create_ab_test', test: expect.stringMatching(/^\d+$/) },
    });
    expect(loser?.card.text?.join(' ')).toContain(`Accepted: ${row?.decided}, 18 Mar 2026, 12:00, by button`);
    const { rows: audited } = await tenant.read<{ tool: string; outcome: string }>(
      `select tool, outcome from audit_log where tenant_id = $1 order by tool, outcome`,
      [tenant.tenantId],
    );
    expect(audited).toEqual([
      { tool: 'accept_suggestion', outcome: 'ok' },
      { tool: 'accept_suggestion', outcome: 'refused' },
      { tool: 'accept_suggestion', outcome: 'refused' },
      { tool: 'create_ab_test', outcome: 'ok' },
    ]);
  });

  it('refuses a viewer, and whoever the action itself refuses', async () => {
    const { id } = await propose();
    await expect(
      use(tenant, 'accept_suggestion', { suggestion: id, action: 0 }, { role: 'viewer' }),
    ).rejects.toThrow(/needs the role analyst/);
    const applying = proposalOf({
      subject: 'test:9',
      actions: [
        {
          action_type: 'apply_test_winner',
          fields: { test_id: '9' },
          label: 'Apply',
          call: { tool: 'apply_test_winner', args: { test: '9' } },
        },
      ],
    });
    const winner = only((await morning(tenant, 1, [...proposers, proposing('b', applying)])).fresh);
    const press = (role: 'analyst' | 'approver') =>
      use(tenant, 'accept_suggestion', { suggestion: winner.id, action: 0 }, { role });
    await expect(press('analyst')).rejects.toThrow(/needs the role approver/);
    // There is no such test: the action refuses, and the proposal stays open.
    const refused = await press('approver');
    expect(refused.outcome).toMatchObject({ kind: 'refused', because: 'There are no tests yet.' });
    expect(await states()).toEqual({ open: 2 });
  });

  it('does nothing by halves: what fails after it wrote leaves nothing', async () => {
    const { id } = await propose();
    const failing = defineTool({
      name: 'create_ab_test',
      title: 'Writes and then fails',
      description: 'A tool that fails after its transaction.',
      effect: 'write',
      role: 'analyst',
      input: z.object({}),
      output: z.object({}),
      async run(_, context) {
        await context.db.write((tx) =>
          tx.query("insert into ab_tests (tenant_id, test_name, variations) values ($1, 'Half', '[]')", [
            tenant.tenantId,
          ]),
        );
        throw new Error('the power went');
      },
      card: () => ({ tone: 'notice', title: '' }),
      summary: () => '',
    });
    const inner = createRegistry([failing]);
    const registry = createRegistry([
      acceptSuggestion({
        tool: (name) => inner.get(name),
        run: (call, context) => runTool(inner, call, context),
      }),
    ]);
    const call = { tool: 'accept_suggestion', args: { suggestion: id, action: 0 } };
    await expect(runTool(registry, call, await contextOf(tenant))).rejects.toThrow('the power went');
    expect(await tests()).toBe(0);
    expect(await states()).toEqual({ open: 1 });
  });

  it('says what has changed of one that is out of date, and offers the new one', async () => {
    const old = await propose();
    const worse = proposalOf({ severity: 20, people: 90, value: { expected: 2500, low: 900, high: 4000 } });
    const fresh = only((await morning(tenant, 1, [proposing('a', worse)])).fresh);
    const { outcome } = await use(tenant, 'accept_suggestion', { suggestion: old.id, action: 0 });
    expect(outcome).toMatchObject({
      kind: 'clarify',
      question: expect.stringMatching(/expected were \$1,000, now \$2,500; people were 40, now 90/),
      options: [{ call: { tool: 'show_suggestion', args: { suggestion: fresh.id } } }],
    });
    expect(await tests()).toBe(0);
  });

  it('keeps dismissed dismissed, until it is worse after the cool-down', async () => {
    const at = (severity: number) => [proposing('a', proposalOf({ severity }))];
    const { id } = only((await morning(tenant, 0, at(10))).fresh);
    await use(tenant, 'dismiss_suggestion', { suggestion: id });
    const told = async (day: number, severity: number) =>
      (await morning(tenant, day, at(severity))).fresh.length;
    expect(await told(1, 30)).toBe(0);
    expect(await told(40, 10)).toBe(0);
    expect(await told(41, 15)).toBe(1);
  });

  it('does not propose again what was accepted, within its cool-down', async () => {
    const { id } = await propose();
    await use(tenant, 'accept_suggestion', { suggestion: id });
    const told = async (day: number) => {
      const { fresh, quiet } = await morning(tenant, day, proposers);
      return [fresh.length, quiet];
    };
    expect(await told(5)).toEqual([0, 1]);
    expect(await told(14)).toEqual([1, 0]);
  });

  it('brings a snoozed one back on its day if it is still true', async () => {
    const { id } = await propose();
    await use(tenant, 'snooze_suggestion', { suggestion: id, until: 'three_days' });
    const told = async (day: number) => (await morning(tenant, day, proposers)).fresh.length;
    expect(await told(1)).toBe(0);
    expect(await states()).toEqual({ snoozed: 1 });
    expect(await told(2.6)).toBe(1);
    const [another] = (await morning(tenant, 2.7, proposers)).open;
    await use(tenant, 'snooze_suggestion', { suggestion: another?.id ?? '' }, { days: 3 });
    await morning(tenant, 9, [proposing('a')]);
    expect(await states()).toEqual({ superseded: 1, expired: 1 });
  });
});

describe('showing', () => {
  it('lists what is open by rank and says so where nothing is', async () => {
    expect(await use(tenant, 'suggestions')).toMatchObject({ outcome: { kind: 'empty' } });
    await morning(tenant, 0, [
      proposing('a', proposalOf({ value: { expected: 1, low: 0, high: 2 } })),
      proposing('b', proposalOf({ subject: 'segment:2' })),
    ]);
    const { card } = await use(tenant, 'suggestions', {}, { role: 'viewer' });
    expect(card.table?.rows.map(({ title }) => title)).toEqual([
      'Something about segment:2',
      'Something about segment:1',
    ]);
  });

  it('says of which day its figures are, once that is not today, and acts on what it shows', async () => {
    const action = only(proposalOf().actions);
    const at = (expected: number) =>
      proposing(
        'a',
        proposalOf({
          value: { expected, low: 1, high: 5000 },
          actions: [{ ...action, confirm: 'Draft it for 40 people?' }],
        }),
      );
    const { id } = only((await morning(tenant, 0, [at(1000)])).fresh);
    const shownOn = async (days: number) => {
      const { card } = await use(tenant, 'show_suggestion', { suggestion: id }, { days });
      return {
        expected: card.headlines?.[0]?.value,
        aged: card.footnotes?.find(({ kind }) => kind === 'freshness')?.text,
        confirm: card.buttons?.[0]?.confirm,
      };
    };
    expect(await shownOn(0)).toEqual({
      ...{ expected: 1000, aged: undefined, confirm: 'Draft it for 40 people?' },
    });
    const confirm = 'Draft it for 40 people? Figures of 18 Mar 2026.';
    expect(await shownOn(1)).toEqual({ expected: 1000, aged: 'Figures as of 18 Mar 2026', confirm });
    await morning(tenant, 2, [at(1200)]);
    expect(await shownOn(2)).toEqual({
      ...{ expected: 1000, confirm },
      aged: 'Figures as of 18 Mar 2026; found to hold again 20 Mar 2026, 12:00',
    });
    const list = await use(tenant, 'suggestions', {}, { days: 2 });
    expect(list.card.table?.rows).toMatchObject([{ expected: 1000, asOf: '2026-03-18' }]);
  });

  it('gives every reason behind one, and the buttons that decide it', async () => {
    const { id } = only((await morning(tenant, 0, [proposing('a', proposalOf())])).fresh);
    const { card } = await use(tenant, 'show_suggestion', { suggestion: id });
    expect(card.text?.join(' ')).toContain('Third reason.');
    expect(card.buttons?.map(({ label }) => label)).toEqual([
      'Draft the test',
      'Adjust',
      'Snooze',
      'Dismiss',
    ]);
    await use(tenant, 'dismiss_suggestion', { suggestion: id }, { name: 'Ada' });
    const after = await use(tenant, 'show_suggestion', { suggestion: id });
    expect(after.card.buttons).toEqual([]);
    expect(after.card.footnotes?.at(-1)?.text).toMatch(/^Dismissed: Ada, 18 Mar 2026/);
    await expect(use(tenant, 'show_suggestion', { suggestion: 'sg_x' })).rejects.toThrow(/no proposal/);
  });
});
