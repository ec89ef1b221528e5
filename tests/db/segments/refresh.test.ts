/** What the refresh of segments promises, on the demo workspace. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { STORIES } from '../../../db/demo/stories.ts';
import { refreshSegments, type SegmentsReport } from '../../../tools/segments/index.ts';
import { openTestDb } from '../harness.ts';
import { loadDemoTenant, runContext } from './demo-workspace.ts';
import { use } from './run-tool.ts';

let db: Db;
let demo: TenantDb;
let first: SegmentsReport;

beforeAll(async () => {
  db = await openTestDb();
  demo = await loadDemoTenant(db);
  first = await refreshSegments(db, demo.tenantId, await runContext(demo));
});
afterAll(() => db.close());

async function rows<Row>(sql: string, ...values: (string | number)[]): Promise<Row[]> {
  return (await demo.read<Row>(sql, [demo.tenantId, ...values])).rows;
}

/** Everything stored about segments, to compare before and after. */
const stored = () =>
  rows(`select (select jsonb_agg(s order by id) from audience_segments s where tenant_id = $1) as segments,
               (select md5(string_agg(m::text, ',' order by id)) from segment_membership m where tenant_id = $1) as members,
               (select md5(string_agg(c::text, ',' order by customer_id)) from fct_customer_segments c where tenant_id = $1) as customers,
               (select jsonb_agg(h order by segment_id, as_of) from segment_history h where tenant_id = $1) as history,
               (select count(*)::int from segment_runs where tenant_id = $1) as runs`);

/** Share of a story's people in some RFM segments. */
async function shareIn(
  story: { location: string; ages: readonly [number, number] },
  names: readonly string[],
) {
  const [found] = await rows<{ share: number }>(
    `select (count(*) filter (where segment_name = any(string_to_array($5, ','))))::float8 / count(*) as share
     from fct_customer_segments join dim_customer using (tenant_id, customer_id)
     where tenant_id = $1 and location = $2 and age between $3 and $4`,
    story.location,
    ...story.ages,
    names.join(','),
  );
  return found?.share ?? 0;
}

describe('the refresh', () => {
  it('puts everybody who bought into exactly one RFM segment, where questions find it', async () => {
    const [counts] = await rows<{ buyers: number; placed: number; members: number }>(
      `select (select count(distinct customer_id)::int from fct_sales where tenant_id = $1 and quantity > 0) as buyers,
              (select count(*)::int from fct_customer_segments where tenant_id = $1) as placed,
              (select count(*)::int from segment_membership m join audience_segments s on s.id = m.segment_id
               where m.tenant_id = $1 and s.method = 'rfm') as members`,
    );
    expect(counts?.placed).toBe(counts?.buyers);
    expect(counts?.members).toBe(counts?.buyers);
    expect(first.customers).toBe(counts?.buyers);
  });

  it('puts everybody seen into exactly one behaviour group, and into the larger one above it', async () => {
    const [counts] = await rows<{ members: number; people: number; outside: number }>(
      `with leaves as (
         select m.user_id, s.parent_id from segment_membership m join audience_segments s on s.id = m.segment_id
         where m.tenant_id = $1 and s.method = 'kmeans' and m.confidence_score is not null)
       select count(*)::int as members, count(distinct user_id)::int as people,
              (count(*) filter (where parent_id is not null and not exists (
                 select from segment_membership p where p.segment_id = parent_id and p.user_id = leaves.user_id)))::int as outside
       from leaves`,
    );
    expect(counts?.members).toBe(counts?.people);
    expect(counts?.people).toBeGreaterThanOrEqual(first.customers);
    expect(counts?.outside).toBe(0);
    expect(first.groups).toBeGreaterThanOrEqual(3);
  });

  it('knows growth and moves from the first day, by looking back', async () => {
    const { card } = await use(demo, 'segments', { method: 'rfm' }, 'viewer');
    expect(card.table?.rows.map(({ growth }) => typeof growth)).toEqual(Array(5).fill('number'));
    const { card: moves } = await use(demo, 'segment_moves', {}, 'viewer');
    expect(moves.table?.rows.length).toBeGreaterThan(5);
  });

  it('changes nothing when it runs again on the same day', async () => {
    const before = await stored();
    const again = await refreshSegments(db, demo.tenantId, await runContext(demo));
    expect(again.moved).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it('finds the dying segment: once loyal people who are at risk or lost', async () => {
    expect(await shareIn(STORIES.dying, ['At Risk', 'Lost'])).toBeGreaterThan(0.6);
    expect(await shareIn(STORIES.growing, ['At Risk', 'Lost'])).toBeLessThan(0.2);
    const { outcome } = await use(demo, 'segment_makeup', { segment: 'at risk' });
    expect(outcome).toMatchObject({ kind: 'ok' });
    const { kinds } = (outcome as { data: { kinds: { kind: string; flag: string | null }[] } }).data;
    expect(kinds.find(({ kind }) => kind === STORIES.dying.location)?.flag).toBe('over');
  });

  it('finds the growing segment: a saved rule has more members than a month before', async () => {
    const { growing } = STORIES;
    const members = async (day: string, of: string) => {
      const [counted] = await rows<{ members: number }>(
        `select count(distinct customer_id)::int as members
         from fct_sales join dim_customer using (tenant_id, customer_id) join dim_products using (tenant_id, product_sku)
         where tenant_id = $1 and category = $2 and location = $3 and age between $4 and $5 and quantity > 0
           and transaction_date >= $6::date - 30 and transaction_date < $6::date`,
        of,
        growing.location,
        ...growing.ages,
        day,
      );
      return counted?.members ?? 0;
    };
    const { outcome } = await use(demo, 'save_segment', {
      name: 'Young sneaker buyers in Berlin',
      gate: {
        kind: 'all',
        of: [
          { kind: 'trait', trait: 'location', op: 'in', values: [growing.location] },
          { kind: 'trait', trait: 'age', op: 'between', value: growing.ages[0], upper: growing.ages[1] },
          {
            kind: 'did',
            action: 'purchase',
            targets: [{ of: 'category', op: 'in', values: [growing.category] }],
            within: { kind: 'last', count: 30, unit: 'day' },
          },
        ],
      },
    });
    const now = await members('2026-03-18', growing.category);
    expect(outcome).toMatchObject({ kind: 'ok', data: { members: now, isRule: true } });
    expect(now).toBeGreaterThan(await members('2026-02-16', growing.category));
    const { card } = await use(demo, 'show_segment', { segment: 'young sneaker buyers in berlin' });
    expect(card.headlines?.[0]).toMatchObject({ value: now, change: { difference: expect.any(Number) } });
    expect(card.headlines?.[0]?.change?.difference).toBeGreaterThan(0);
  });

  it('keeps groups, names and ids through the days, and finds them anew where customers changed', async () => {
    const groups = () =>
      rows<{ id: string; segment_name: string }>(
        `select id, segment_name from audience_segments where tenant_id = $1 and method = 'kmeans' and is_active order by id`,
      );
    const lastRun = () =>
      rows<{ reason: string }>(
        `select reason from segment_runs where tenant_id = $1 and method = 'kmeans' order by ran_at desc limit 1`,
      );
    const before = await groups();
    await refreshSegments(db, demo.tenantId, await runContext(demo, 1));
    expect(await lastRun()).toEqual([{ reason: 'schedule' }]);
    expect(await groups()).toEqual(before);
    // Asked for, with as many groups: the same customers make the same groups, under the same names.
    const k = first.groups;
    await use(demo, 'resegment', { method: 'kmeans', k }, 'analyst', 2);
    expect(await groups()).toEqual(before);
    // A month in which nobody comes moves everybody's recency.
    const later = await refreshSegments(db, demo.tenantId, {
      ...(await runContext(demo, 3)),
      workspace: { ...(await runContext(demo, 3)).workspace, today: '2026-06-30' },
    });
    expect(await lastRun()).toEqual([{ reason: 'drift' }]);
    expect(later.notes.join(' ')).toContain('how long ago customers were last seen has changed');
    const after = await groups();
    expect(new Set(after.map(({ segment_name }) => segment_name.toLowerCase())).size).toBe(after.length);
    expect(after.filter(({ id }) => before.some((old) => old.id === id)).length).toBeGreaterThan(0);
  });
});
