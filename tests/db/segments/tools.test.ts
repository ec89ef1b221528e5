/** The tools of segments, as viewers and analysts use them. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallButton } from '../../../cards/card.ts';
import type { Db, TenantDb } from '../../../db/db.ts';
import { refreshSegments } from '../../../tools/segments/index.ts';
import { openTestDb } from '../harness.ts';
import { loadDemoTenant, runContext } from './demo-workspace.ts';
import { use } from './run-tool.ts';

let db: Db;
let demo: TenantDb;

beforeAll(async () => {
  db = await openTestDb();
  demo = await loadDemoTenant(db);
  await refreshSegments(db, demo.tenantId, await runContext(demo));
});
afterAll(() => db.close());

const said = async (...asked: Parameters<typeof use> extends [TenantDb, ...infer Rest] ? Rest : never) =>
  JSON.stringify((await use(demo, ...asked)).card);
const EMAIL = /@example\.(com|org|net)/;

describe('segments', () => {
  it('lists every segment with size, share and what to do, and draws the RFM ones', async () => {
    const { card } = await use(demo, 'segments', {}, 'viewer');
    const rfm = card.table?.rows.filter(({ kind }) => kind === 'RFM') ?? [];
    expect(rfm.map(({ name }) => name).sort()).toEqual(
      ['At Risk', 'Champions', 'Lost', 'Loyal Customers', 'Potential Loyalists'].sort(),
    );
    expect(rfm.every(({ strategy }) => String(strategy).length > 10)).toBe(true);
    expect(card.chart?.labels).toHaveLength(5);
  });

  it('every button under it, and under a segment, works', async () => {
    const { card } = await use(demo, 'segments');
    const { card: one } = await use(demo, 'show_segment', { segment: 'Champions' });
    const press = async (button: CallButton) =>
      (await use(demo, button.call.tool, JSON.parse(JSON.stringify(button.call.args)))).outcome.kind;
    for (const button of [...(card.buttons ?? []), ...(one.buttons ?? [])])
      expect(`${button.label}: ${await press(button)}`).toMatch(/: ok$/);
  });
});

describe('show_segment', () => {
  it.each(['At Risk', 'at-risk customers', 'the AT RISK segment'])('knows “%s”', async (segment) => {
    const { card } = await use(demo, 'show_segment', { segment }, 'viewer');
    expect(card.title).toBe('At Risk');
    expect(card.table?.rows).toHaveLength(10);
  });

  it('says which “at risk” is meant, and offers the other where customers have scores', async () => {
    const shown = async (segment: string) => {
      const { card } = await use(demo, 'show_segment', { segment }, 'viewer');
      const other = card.buttons?.find(({ label }) => label === 'By churn risk instead');
      return {
        says: card.footnotes?.some(({ text }) => text.includes('churn risk')),
        gate: other?.call.args.gate,
      };
    };
    expect(await shown('At Risk')).toEqual({ says: true, gate: undefined });
    expect(await shown('Champions')).toEqual({ says: false, gate: undefined });
    await demo.write((tx) =>
      tx.query(
        `insert into customer_scores (tenant_id, customer_id, churn_probability, scored_on)
           select m.tenant_id, m.user_id, 0.7, date '2026-03-18' from segment_membership m join audience_segments s on s.id = m.segment_id
            where m.tenant_id = $1 and s.segment_name = 'At Risk' limit 1`,
        [demo.tenantId],
      ),
    );
    expect(await shown('At Risk')).toEqual({
      says: true,
      gate: { kind: 'trait', trait: 'churn_probability', op: '>=', value: 0.5 },
    });
  });

  it('asks where the name is nearly one, and lists what there is where it is none', async () => {
    expect((await use(demo, 'show_segment', { segment: 'Champoins' })).outcome).toMatchObject({
      kind: 'clarify',
      options: expect.arrayContaining([{ label: 'Champions', call: expect.anything() }]),
    });
    expect((await use(demo, 'show_segment', { segment: 'Astronauts' })).outcome).toMatchObject({
      kind: 'refused',
    });
  });

  it('tells nobody’s name, e-mail or phone', async () => {
    for (const role of ['viewer', 'analyst'] as const) {
      const text = await said('show_segment', { segment: 'Champions' }, role);
      expect(text).not.toMatch(EMAIL);
      expect(text).toContain('C000');
    }
  });

  it('offers what needs the role analyst to analysts alone', async () => {
    const labels = async (role: 'viewer' | 'analyst') =>
      (await use(demo, 'show_segment', { segment: 'Champions' }, role)).card.buttons?.map(
        ({ label }) => label,
      );
    expect(await labels('viewer')).toEqual(['Download', 'Who moved', 'Make-up']);
    expect(await labels('analyst')).toContain('With names');
  });
});

describe('names and addresses', () => {
  it('are for analysts, privately', async () => {
    await expect(use(demo, 'segment_members', { segment: 'Lost' }, 'viewer')).rejects.toThrow(/analyst/);
    const { card } = await use(demo, 'segment_members', { segment: 'Lost' });
    expect(card.private).toBe(true);
    expect(JSON.stringify(card)).toMatch(EMAIL);
  });

  it('are in the file of an analyst, and not of a viewer', async () => {
    const file = async (role: 'viewer' | 'analyst') => {
      const { attachments } = await use(demo, 'download_segment', { segment: 'Lost' }, role);
      return attachments[0];
    };
    const [open, closed] = [await file('viewer'), await file('analyst')];
    expect(open?.private).toBe(false);
    expect(open?.bytes.toString()).not.toMatch(EMAIL);
    expect(closed?.private).toBe(true);
    const rows = parse(closed?.bytes ?? '', { columns: true }) as { Customer: string; 'E-mail': string }[];
    const { outcome } = await use(demo, 'show_segment', { segment: 'Lost' });
    expect(rows).toHaveLength((outcome as { data: { segment: { members: number } } }).data.segment.members);
    expect(rows.filter((row) => EMAIL.test(row['E-mail'])).length).toBeGreaterThan(rows.length / 2);
  });
});

describe('save_segment', () => {
  const sneakers = { kind: 'did', action: 'purchase', targets: [{ of: 'category', values: ['Sneakers'] }] };

  it('saves a gate as a rule that follows the data', async () => {
    const { outcome } = await use(demo, 'save_segment', { name: 'Sneaker people', gate: sneakers });
    const before = (outcome as { data: { members: number } }).data.members;
    await db.query(
      `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, product_sku, transaction_date, quantity,
                              unit_price, gross_amount, total_amount)
       select $1, gen_random_uuid(), 'new', c.customer_id, p.product_sku, '2026-03-17', 1, 10, 10, 10
       from (select product_sku from dim_products where tenant_id = $1 and category = 'Sneakers' limit 1) p,
            (select customer_id from dim_customer c where tenant_id = $1 and not exists (
               select from fct_sales s join dim_products b using (tenant_id, product_sku)
               where s.tenant_id = $1 and s.customer_id = c.customer_id and b.category = 'Sneakers') limit 3) c`,
      [demo.tenantId],
    );
    await refreshSegments(db, demo.tenantId, await runContext(demo, 1));
    const { card } = await use(demo, 'show_segment', { segment: 'Sneaker people' }, 'analyst', 1);
    expect(card.headlines?.[0]?.value).toBe(before + 3);
    const { card: moves } = await use(demo, 'segment_moves', { segment: 'Sneaker people' }, 'analyst', 1);
    expect(moves.table?.rows).toEqual([{ from: 'in none', to: 'Sneaker people', customers: 3 }]);
  });

  it('shows only those who went from one segment to another where both are named', async () => {
    const { card: all } = await use(demo, 'segment_moves', {}, 'viewer');
    const [most] = all.table?.rows.filter(({ from, to }) => from !== 'in none' && to !== 'in none') ?? [];
    if (!most) throw new Error('nobody moved in the demo');
    const { card } = await use(demo, 'segment_moves', { segment: most.from, to: most.to }, 'viewer');
    expect(card.table?.rows).toEqual([most]);
    const { outcome } = await use(demo, 'segment_moves', { segment: most.from, to: most.from }, 'viewer');
    expect(outcome.kind).toBe('empty');
    const came = all.table?.rows.filter(({ to }) => to === most.to) ?? [];
    const { card: joined } = await use(
      demo,
      'segment_moves',
      { segment: most.to, direction: 'in' },
      'viewer',
    );
    expect(joined.table?.rows).toEqual(came);
    const people = came.reduce((sum, { customers }) => sum + Number(customers), 0);
    expect(joined.text?.[0]).toBe(`${people} customers came to ${most.to} in the last 30 days.`);
    const left = all.table?.rows.filter(({ from }) => from === most.to) ?? [];
    const { card: gone } = await use(demo, 'segment_moves', { segment: most.to, direction: 'out' }, 'viewer');
    expect(gone.table?.rows).toEqual(left);
  });

  it('counts only the moves of days that are over where those are asked for', async () => {
    const days = { days: 30, until: '2024-01-31' };
    const { outcome } = await use(demo, 'segment_moves', days, 'viewer');
    expect(outcome).toMatchObject({ kind: 'empty', because: expect.stringContaining('up to 31 Jan 2024') });
  });

  it('saves people as a list that stays, and says whom it does not know', async () => {
    const { outcome, summary } = await use(demo, 'save_segment', {
      name: 'Three friends',
      customer_ids: ['C000001', 'C000002', 'C000002', 'nobody'],
      gate: sneakers,
      interest: 'running',
    });
    expect(outcome).toMatchObject({ kind: 'ok', data: { members: 2, isRule: false } });
    expect(summary).toContain('1 of the numbers given');
  });

  it('refuses a name that is taken, in any case, and an interest as a rule', async () => {
    await expect(use(demo, 'save_segment', { name: 'CHAMPIONS', gate: sneakers })).rejects.toThrow(/already/);
    expect(
      (await use(demo, 'save_segment', { name: 'Luxury', gate: sneakers, interest: 'luxury' })).outcome.kind,
    ).toBe('refused');
    expect((await use(demo, 'save_segment', { name: 'Nothing' })).outcome.kind).toBe('refused');
  });

  it('is for analysts', async () => {
    await expect(use(demo, 'save_segment', { name: 'Mine', gate: sneakers }, 'viewer')).rejects.toThrow(
      /analyst/,
    );
  });
});

describe('rename_segment and delete_segment', () => {
  it('rename and retire what people saved, not what is found anew each night', async () => {
    await use(demo, 'save_segment', { name: 'Draft', customer_ids: ['C000001'] });
    await use(demo, 'rename_segment', { segment: 'Draft', name: 'Final' });
    expect((await use(demo, 'show_segment', { segment: 'Final' })).outcome.kind).toBe('ok');
    await use(demo, 'delete_segment', { segment: 'Final' });
    expect((await use(demo, 'show_segment', { segment: 'Final' })).outcome.kind).toBe('refused');
    expect((await use(demo, 'rename_segment', { segment: 'Lost', name: 'Gone' })).outcome.kind).toBe(
      'refused',
    );
    expect((await use(demo, 'delete_segment', { segment: 'Lost' })).outcome.kind).toBe('refused');
    const kept = await db.query(
      `select from audience_segments where tenant_id = $1 and segment_name = 'Final'`,
      [demo.tenantId],
    );
    expect(kept.rowCount).toBe(1);
  });
});

describe('resegment', () => {
  it('changes the RFM scheme for good, each with a history of its own', async () => {
    await use(demo, 'resegment', { method: 'rfm', scheme: 'ten' }, 'analyst', 2);
    await refreshSegments(db, demo.tenantId, await runContext(demo, 3));
    const { card } = await use(demo, 'segments', { method: 'rfm' }, 'viewer', 3);
    expect(card.table?.rows.map(({ name }) => name)).toContain("Can't Lose Them");
    // Ten's “At Risk” is not compared with five's.
    expect(card.table?.rows.every(({ growth }) => Math.abs(Number(growth)) < 0.5)).toBe(true);
    await use(demo, 'resegment', { method: 'rfm', scheme: 'five' }, 'analyst', 4);
    const { card: five } = await use(demo, 'segments', { method: 'rfm' }, 'viewer', 4);
    expect(five.table?.rows).toHaveLength(5);
  });

  it('makes as many groups as asked', async () => {
    const { card } = await use(demo, 'resegment', { method: 'kmeans', k: 4 }, 'analyst', 5);
    expect(card.text?.join(' ')).toContain('4 groups, as asked');
  });

  it('is for analysts', async () => {
    await expect(use(demo, 'resegment', { method: 'rfm' }, 'viewer')).rejects.toThrow(/analyst/);
  });
});

describe('segment_makeup', () => {
  it('looks at any gate, and says the rule', async () => {
    const gate = { kind: 'trait', trait: 'location', op: 'in', values: ['Berlin'] };
    const { card } = await use(demo, 'segment_makeup', { gate }, 'viewer');
    expect(card.text?.[0]).toContain('Berlin');
    expect(card.footnotes?.[0]?.text).toMatch(/0\.8.*1\.25/);
  });
});
