/** Everything planted in the demo (db/demo/stories.ts) is proposed as what it is, about the right people, and nothing else. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { loadDemo } from '../../../db/demo/load-demo.ts';
import { STORIES } from '../../../db/demo/stories.ts';
import { readable } from '../../../db/readable.ts';
import { allProposers } from '../../../tools/all-proposals.ts';
import { refreshProfiles } from '../../../tools/profiles/index.ts';
import { suggestionsPayloadOf } from '../../../tools/proposals/make-payload.ts';
import type { ProposedToday } from '../../../tools/proposals/propose-today.ts';
import { readSuggestions, type StoredSuggestion } from '../../../tools/proposals/stored.ts';
import { readWorkspace } from '../../../tools/read-workspace.ts';
import { refreshScores } from '../../../tools/scores/index.ts';
import { proposeGrowingGroups } from '../../../tools/segments/propose.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { morning, NOW, use } from './use.ts';

const schema = resolve(import.meta.dirname, '../../../docs/schemas/suggestions.schema.json');
const validate = new Ajv2020({ validateFormats: false }).compile(JSON.parse(readFileSync(schema, 'utf8')));

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

async function workspaceWith(demo: { seed?: number; customers?: number }): Promise<TenantDb> {
  const { tenantId } = await createTenant(db, { kind: 'demo', timezone: 'Europe/Berlin' });
  await loadDemo({ db, tenantId, now: NOW, ...demo });
  const tenant = db.tenant(tenantId);
  const workspace = await readWorkspace(tenant, NOW);
  const context = {
    workspace,
    now: () => NOW,
    newId: randomUUID,
    progress: () => {},
    signal: new AbortController().signal,
    full: false,
  };
  await refreshProfiles(db, tenantId, context);
  await refreshScores(db, tenantId, context);
  return tenant;
}

describe.each([
  ['the default', {}],
  ['another shop of another size', { seed: 7, customers: 2400 }],
])('the demo: %s', (_, demo) => {
  let tenant: TenantDb;
  let today: ProposedToday;
  beforeAll(async () => {
    tenant = await workspaceWith(demo);
    today = await morning(tenant, 0, allProposers());
  }, 120_000);

  const of = (type: StoredSuggestion['type']): StoredSuggestion => {
    const found = today.fresh.filter((suggestion) => suggestion.type === type);
    expect(found.map(({ payload }) => payload.title)).toHaveLength(1);
    return found[0] as StoredSuggestion;
  };
  /** How many of a suggestion's people are those planted, and how many of those planted are among them. */
  async function peopleOf({ actions }: StoredSuggestion, planted: string, values: (string | number)[]) {
    const gate = actions.find(({ call }) => call.tool === 'save_segment')?.call.args;
    const saved = await use(tenant, 'save_segment', { ...gate, name: randomUUID() }, { role: 'analyst' });
    const { id } = (saved.outcome as { data: { id: string } }).data;
    const { rows } = await tenant.read<{ found: number; right: number; planted: number }>(
      `with planted as (${planted}), found as (
         select user_id as customer_id from segment_membership where tenant_id = $1 and segment_id = $2::bigint)
       select (select count(*)::int from found) as found, (select count(*)::int from planted) as planted,
              (select count(*)::int from found join planted using (customer_id)) as right`,
      [tenant.tenantId, id, ...values],
    );
    const [row] = rows;
    await use(tenant, 'delete_segment', { segment: id }, { role: 'analyst' });
    return {
      precision: (row?.right ?? 0) / (row?.found ?? 1),
      recall: (row?.right ?? 0) / (row?.planted ?? 1),
    };
  }

  it('proposes each story once, and nothing else', () => {
    expect(today.failed).toEqual([]);
    expect(today.fresh.map(({ type }) => type).sort()).toEqual([
      'ab_test_broken',
      'ab_test_winner',
      'anomaly',
      'churn_prevention',
      'funnel_optimization',
      'segment_opportunity',
      'spend_alert',
    ]);
  });

  it('finds the growing group, by the right people', async () => {
    const { growing } = STORIES;
    const suggestion = of('segment_opportunity');
    expect(suggestion.payload).toMatchObject({
      segment: { characteristics: { top_interests: [growing.category], location: growing.location } },
    });
    const { precision, recall } = await peopleOf(
      suggestion,
      `select distinct c.customer_id from dim_customer c
         join fct_sales s on s.tenant_id = c.tenant_id and s.customer_id = c.customer_id
         join dim_products p on p.tenant_id = s.tenant_id and p.product_sku = s.product_sku
        where c.tenant_id = $1 and location = $3 and age between $4 and $5 and category = $6
          and transaction_date >= date '2026-03-18' - 90`,
      [growing.location, ...growing.ages, growing.category],
    );
    expect(precision).toBeGreaterThan(0.9);
    expect(recall).toBeGreaterThan(0.8);
    const { avg_engagement_growth: growth } = (
      suggestion.payload as { segment: { characteristics: Record<string, number> } }
    ).segment.characteristics;
    expect(growth).toBeGreaterThan(growing.monthlyGrowth - 1 - 0.06);
    expect(growth).toBeLessThan(growing.monthlyGrowth - 1 + 0.06);
  });

  it('finds the good customers who are leaving', async () => {
    const { dying } = STORIES;
    const [latest] = dying.lastOrderDaysAgo;
    const { precision, recall } = await peopleOf(
      of('churn_prevention'),
      `select customer_id from dim_customer c
        where tenant_id = $1 and location = $3 and age between $4 and $5
          and last_order_date <= date '2026-03-18' - $6::int
          and 5 <= (select orders from customer_profiles p where p.tenant_id = $1 and p.customer_id = c.customer_id)`,
      [dying.location, ...dying.ages, latest],
    );
    expect(precision).toBeGreaterThan(0.75);
    expect(recall).toBeGreaterThan(0.25);
  });

  it('finds the tests, the checkout, the campaign and the day', () => {
    expect(of('ab_test_winner').payload.title).toContain('Welcome e-mail subject line');
    expect(of('ab_test_broken').payload.title).toContain('Cart reminder with free delivery');
    expect(of('ab_test_broken')).toMatchObject({ priority: 'high', value: null });
    expect(of('funnel_optimization').payload).toMatchObject({
      funnel_analysis: { critical_stage: 'Started checkout → Purchased (mobile)' },
    });
    expect(of('spend_alert').payload.title).toContain(STORIES.burningCampaign.campaign);
    expect(of('anomaly').subject).toBe('day:2026-02-01');
  });

  it('says by how much, with an interval, and never the same for everything', () => {
    for (const { value, reasons, confidence } of today.fresh) {
      expect(reasons.length).toBeGreaterThan(1);
      expect(confidence).toBeGreaterThan(0);
      if (value) expect(value.low <= value.expected && value.expected <= value.high).toBe(true);
    }
    const valued = today.fresh.flatMap(({ value }) => (value ? [value.expected] : []));
    expect(new Set(valued).size).toBe(5);
  });

  it('makes what the published schema says', () => {
    const payload = suggestionsPayloadOf(today.fresh, { tenantId: tenant.tenantId, now: NOW });
    expect(validate(payload), JSON.stringify(validate.errors)).toBe(true);
    expect(payload.summary).toMatchObject({ total_suggestions: 7 });
    expect(payload.priority).toBe('high');
  });

  it('drafts the campaign with one press, its segment with it, and knows where it came from', async () => {
    const { id, actions } = of('churn_prevention');
    expect(actions[0]?.action_type).toBe('create_campaign');
    const { card, outcome } = await use(tenant, 'accept_suggestion', {
      suggestion: id,
      action: 0,
      holdout: '0.2',
    });
    expect(outcome.kind, card.text?.join(' ')).toBe('ok');
    const { rows } = await tenant.read<{
      name: string;
      status: string;
      holdout: number;
      people: number;
      kept: number;
    }>(
      `select segment_name as name, status, holdout_share as holdout, s.user_count as people,
              (select count(*)::int from suggestion_people p where p.tenant_id = $1 and p.suggestion_id = $2) as kept
         from outreach_campaigns c join audience_segments s on s.id = c.segment_id
        where c.tenant_id = $1 and suggestion_id = $2`,
      [tenant.tenantId, id],
    );
    const [campaign] = rows;
    expect(campaign).toMatchObject({ name: 'Good customers who are leaving', status: 'draft', holdout: 0.2 });
    expect(campaign?.people).toBe(campaign?.kept);
    expect(campaign?.people).toBeGreaterThan(10);
  });

  it('lists a winner no more that was applied where the test is shown, and again when that is undone', async () => {
    const listed = async () =>
      (await readSuggestions(readable(tenant), tenant.tenantId, ['open'])).map(({ type }) => type);
    expect(await listed()).toContain('ab_test_winner');
    const test = { test: 'Welcome e-mail subject line' };
    expect((await use(tenant, 'apply_test_winner', test, { role: 'approver' })).outcome.kind).toBe('ok');
    expect(await listed()).not.toContain('ab_test_winner');
    expect((await use(tenant, 'undo_apply_winner', test, { role: 'approver' })).outcome.kind).toBe('ok');
    expect(await listed()).toContain('ab_test_winner');
  });

  it('applies the winner with one press of an approver', async () => {
    const { id } = of('ab_test_winner');
    const press = (role: 'viewer' | 'analyst' | 'approver') =>
      use(tenant, 'accept_suggestion', { suggestion: id, action: 0 }, { role });
    await expect(press('viewer')).rejects.toThrow(/needs the role/);
    await expect(press('analyst')).rejects.toThrow(/needs the role approver/);
    expect((await press('approver')).outcome.kind).toBe('ok');
    const { rows } = await tenant.read<{ status: string }>(
      "select status from ab_tests where tenant_id = $1 and test_name = 'Welcome e-mail subject line'",
      [tenant.tenantId],
    );
    expect(rows).toEqual([{ status: 'applied' }]);
  });

  it('holds a wider or narrower cut of a group for the same thing', async () => {
    const { id, subject } = of('segment_opportunity');
    const turnedDown = 'group:Sneakers||18-24|';
    const set = (to: string, state: string) =>
      tenant.write((tx) =>
        tx.query(
          'update suggestions set subject = $3, state = $4 where tenant_id = $1 and suggestion_id = $2',
          [...[tenant.tenantId, id, to, state]],
        ),
      );
    expect(subject).toBe('group:Sneakers|Berlin|18-24|');
    await set(turnedDown, 'dismissed');
    expect((await morning(tenant, 0.5, [proposeGrowingGroups])).fresh).toEqual([]);
    // Another category’s is no reason to be quiet.
    await set('group:Watches||18-24|', 'dismissed');
    expect((await morning(tenant, 0.6, [proposeGrowingGroups])).fresh).toHaveLength(1);
    await tenant.write((tx) =>
      tx.query('delete from suggestions where tenant_id = $1 and subject = $2 and suggestion_id <> $3', [
        ...[tenant.tenantId, subject, id],
      ]),
    );
    await set(subject, 'open');
  });

  it('tells nothing twice the next morning', async () => {
    const next = await morning(tenant, 1, allProposers());
    expect(next.fresh).toEqual([]);
    expect(next.expired.map(({ type }) => type)).toEqual([]);
  });
});
