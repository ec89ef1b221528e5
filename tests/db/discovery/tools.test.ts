import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db, TenantDb } from '../../../db/db.ts';
import { ensureVectorStore, type VectorStore } from '../../../db/vectors/vector-store.ts';
import type { ToolContext } from '../../../tools/define-tool.ts';
import { discoveryTools, interestedBy, refreshEmbeddings } from '../../../tools/discovery/index.ts';
import { createRegistry } from '../../../tools/registry.ts';
import type { Role } from '../../../tools/roles.ts';
import { runTool, type ToolResult } from '../../../tools/run-tool.ts';
import { segmentTools } from '../../../tools/segments/index.ts';
import { localDiscovery } from '../../doubles/local-discovery.ts';
import { createTenant, openTestDb } from '../harness.ts';
import { addProfiles, type Profiled, workspaceOf } from './profiled.ts';

const TODAY = '2026-03-18';
const ME = randomUUID();
const PEOPLE: readonly Profiled[] = [
  {
    id: 'c1',
    text: 'From PL, age 19, favorite color red. Total spent: 1204.00. Primary interests: socks, shoes. Preferred colors: red, black. This customer likes luxury items.',
    interests: ['Socks', 'Shoes'],
    colors: ['red', 'black'],
    spent: 1204,
    luxury: true,
    firstName: 'Ada',
    lastName: 'Nowak',
    email: 'ada@example.com',
    emailConsent: true,
    country: 'PL',
  },
  {
    id: 'c2',
    text: 'From DE, age 40. Total spent: 90.00. Primary interests: socks. Preferred colors: green.',
    interests: ['Socks'],
    colors: ['green'],
    spent: 90,
    firstName: '=HYPERLINK("x")',
    email: 'b@example.com',
    country: 'DE',
  },
  {
    id: 'c3',
    text: 'From DE, age 33. Total spent: 70.00. Primary interests: sportswear. Preferred colors: blue.',
    interests: ['Sportswear'],
    colors: ['blue'],
    spent: 70,
    country: 'DE',
  },
  { id: 'c4', text: 'From FR. No orders and no visits yet.', country: 'FR' },
];

const SOCKS = {
  kind: 'did',
  action: 'purchase',
  targets: [{ of: 'category', op: 'in', values: ['Socks'] }],
  within: { kind: 'last', count: 60, unit: 'day' },
};

let db: Db;
let store: VectorStore;
let shop: TenantDb;

beforeAll(async () => {
  db = await openTestDb();
  store = await ensureVectorStore(db);
  shop = db.tenant((await createTenant(db)).tenantId);
  await addProfiles(shop, PEOPLE);
  await sell(shop, [
    ['c1', 'Socks', '2026-03-14'],
    ['c1', 'Socks', '2026-03-01'],
    ['c1', 'Socks', '2026-02-20'],
    ['c2', 'Socks', '2026-03-10'],
    ['c3', 'Sportswear', '2026-03-10'],
  ]);
  await embed(shop);
  await db.query(`insert into people (person_id, tenant_id, name, role) values ($1, $2, 'Test', 'viewer')`, [
    ME,
    shop.tenantId,
  ]);
});
afterAll(() => db.close());

async function sell(tenant: TenantDb, lines: readonly (readonly [string, string, string])[]): Promise<void> {
  const id = tenant.tenantId;
  await tenant.write(async (tx) => {
    const categories = [...new Set(lines.map(([, category]) => category))];
    await tx.copyIn(
      'dim_products',
      ['tenant_id', 'product_sku', 'product_name', 'category'],
      categories.map((category) => [id, category, category, category]),
    );
    await tx.copyIn(
      'fct_sales',
      [
        'tenant_id',
        'line_key',
        'transaction_id',
        'customer_id',
        'product_sku',
        'transaction_date',
        'quantity',
        'unit_price',
        'gross_amount',
        'total_amount',
      ],
      lines.map(([customer, sku, day]) => [
        id,
        randomUUID(),
        randomUUID(),
        customer,
        sku,
        day,
        1,
        10,
        10,
        10,
      ]),
    );
  });
}

async function embed(tenant: TenantDb): Promise<void> {
  await refreshEmbeddings(db, tenant.tenantId, {
    ...localDiscovery(store),
    workspace: workspaceOf(tenant.tenantId, TODAY),
    now: () => new Date(`${TODAY}T12:00:00Z`),
    newId: randomUUID,
  });
}

interface On {
  readonly tenant?: TenantDb;
  readonly role?: Role;
  readonly vectors?: VectorStore;
}

function run(
  tool: string,
  args: object,
  { tenant = shop, role = 'viewer', vectors = store }: On = {},
): Promise<ToolResult> {
  const context: ToolContext = {
    db: tenant,
    workspace: workspaceOf(tenant.tenantId, TODAY),
    actor: { personId: ME, name: 'Test', role, timezone: 'UTC' },
    origin: 'question',
    now: () => new Date(`${TODAY}T12:00:00Z`),
    newId: randomUUID,
    progress: () => {},
    signal: new AbortController().signal,
  };
  const services = localDiscovery(vectors);
  const registry = createRegistry([...discoveryTools(services), ...segmentTools(interestedBy(services))]);
  return runTool(registry, { tool, args: args as Record<string, unknown> }, context);
}

const ids = ({ card }: ToolResult): unknown[] => card.table?.rows.map(({ customer }) => customer) ?? [];
const absent: VectorStore = { kind: 'absent', because: 'this database has no pgvector' };
const ways = [
  ['with vectors', undefined],
  ['by words', absent],
] as const;

describe.each(ways)('hybrid_discovery %s', (_way, vectors) => {
  const on: On = vectors ? { vectors } : {};

  it('shows the three stages with their counts, and why each person', async () => {
    const result = await run('hybrid_discovery', { gate: SOCKS, interest: 'high-end lifestyle' }, on);
    expect(result.outcome.kind).toBe('ok');
    expect(ids(result)).toEqual(['c1']);
    expect(result.card.steps?.map(({ title }) => title)).toEqual(['Gate', 'Interest', 'Profiles']);
    expect(result.card.steps?.[0]?.detail).toContain(
      '2 customers pass: customers who bought Socks in the last 60 days',
    );
    expect(result.card.steps?.[1]?.detail).toContain('1 of them is interested in “high-end lifestyle”');
    expect(result.card.table?.rows[0]).toMatchObject({
      reasons: 'bought Socks 3 times, the last 4 days ago; likes luxury: spent $1,204',
      luxury: 'yes',
      consents: 'e-mail',
    });
  });

  it('finds nobody by an interest that no profile speaks of', async () => {
    for (const interest of ['running', 'vegan food', 'outdoor hiking', 'Black Friday', 'jazz'])
      expect([interest, ids(await run('hybrid_discovery', { interest }, on))]).toEqual([interest, []]);
  });

  it('has a short title, and proposes a name for the segment', async () => {
    const { card } = await run('hybrid_discovery', { gate: SOCKS, interest: 'high-end lifestyle' }, on);
    expect(card.title).toBe('1 of 2 customers');
    const save = card.buttons?.find(({ label }) => label === 'Save as segment');
    expect(save?.call.args.name).toBe('High-end lifestyle, bought Socks in the last 60 days');
  });

  it('leaves out what is not wanted', async () => {
    expect(ids(await run('hybrid_discovery', { gate: SOCKS, interest: 'no luxury' }, on))).toEqual(['c2']);
    expect(ids(await run('hybrid_discovery', { interest: 'socks, but no luxury' }, on))).toEqual(['c2']);
  });

  it('says that nobody has a colour, and which there are', async () => {
    const { outcome, card } = await run('hybrid_discovery', { gate: SOCKS, interest: 'purple' }, on);
    expect(outcome.kind).toBe('empty');
    expect(card.text?.[0]).toContain(
      'None of 2 customers is interested in “purple”. What they like most: Socks',
    );
    expect(card.text?.[0]).toContain('colours: black, green, red');
  });

  it('says which condition lets nobody through', async () => {
    const all = { kind: 'all', of: [SOCKS, { kind: 'trait', trait: 'country', op: 'in', values: ['ES'] }] };
    const { outcome, card } = await run('hybrid_discovery', { gate: all, interest: 'luxury' }, on);
    expect(outcome.kind).toBe('empty');
    expect(card.text?.[0]).toMatch(/^None of 4 customers passes: .*By themselves: “bought Socks.*” 2, /);
  });

  it('lets everyone pass where no gate is given', async () => {
    const result = await run('hybrid_discovery', { interest: 'sporty' }, on);
    expect(ids(result)).toEqual(['c3']);
    expect(result.card.steps?.[0]?.detail).toBe('4 customers pass: all customers');
  });

  it('cannot tell what words mean that say nothing', async () => {
    const { outcome } = await run('hybrid_discovery', { interest: 'people who might want it' }, on);
    expect(outcome).toMatchObject({
      kind: 'refused',
      because: expect.stringContaining('people who might want it'),
    });
  });

  it('finds the only customer there is, and says where even that one does not fit', async () => {
    const tenant = db.tenant((await createTenant(db)).tenantId);
    await addProfiles(tenant, [{ id: 'only', text: 'Primary interests: socks.', interests: ['Socks'] }]);
    await embed(tenant);
    expect(ids(await run('hybrid_discovery', { interest: 'socks' }, { ...on, tenant }))).toEqual(['only']);
    const other = await run('hybrid_discovery', { interest: 'wine' }, { ...on, tenant });
    expect(other.card.text?.[0]).toContain('Nobody is interested in “wine”. The one customer who passes');
  });

  it('lists identical customers in one order', async () => {
    const tenant = db.tenant((await createTenant(db)).tenantId);
    const twins = Array.from({ length: 12 }, (_, at) => ({
      id: `t${String(at).padStart(2, '0')}`,
      text: 'Primary interests: coffee.',
      interests: ['Coffee'],
    }));
    await addProfiles(tenant, twins);
    await embed(tenant);
    const result = await run('hybrid_discovery', { interest: 'espresso', limit: 3 }, { ...on, tenant });
    expect(ids(result)).toEqual(['t00', 't01', 't02']);
    expect(result.card.table?.omitted).toBe(9);
    expect(result.card.text?.[0]).toBe('12 of 12 customers are interested in “espresso”.');
  });

  it('has no customers to look through in an empty workspace', async () => {
    const tenant = db.tenant((await createTenant(db)).tenantId);
    const { card } = await run('hybrid_discovery', { interest: 'socks' }, { ...on, tenant });
    expect(card.text).toEqual(['There are no customers yet. Import some first.']);
  });

  it('every button of its own works', async () => {
    const { card } = await run(
      'hybrid_discovery',
      { gate: SOCKS, interest: 'luxury' },
      { ...on, role: 'analyst' },
    );
    const own = card.buttons?.filter(({ call }) => call.tool !== 'save_segment') ?? [];
    expect(card.buttons?.map(({ label }) => label)).toEqual([
      'Show query',
      'Save as segment',
      'Download',
      'Refine…',
      'Show without names',
    ]);
    for (const { call } of own) {
      const args = JSON.parse(JSON.stringify(call.args)) as object;
      expect((await run(call.tool, args, { ...on, role: 'analyst' })).outcome.kind).toBe('ok');
    }
  });
});

describe('hybrid_discovery', () => {
  it('says by what it ranked', async ({ skip }) => {
    const byWords = await run('hybrid_discovery', { interest: 'luxury' }, { vectors: absent });
    expect(JSON.stringify(byWords.card.footnotes)).toContain(
      'Ranked by words, because this database has no pgvector.',
    );
    if (store.kind === 'absent') skip('this PostgreSQL has no pgvector');
    const byMeaning = await run('hybrid_discovery', { interest: 'luxury' });
    expect(JSON.stringify(byMeaning.card.footnotes)).toContain(
      'Interested is whose profile is at least 0.13 alike',
    );
  });

  it('tells the share of others where it is asked for', async () => {
    const { facts } = await run('hybrid_discovery', { gate: SOCKS, among: { kind: 'everyone' } });
    expect(facts?.answer).toMatch(/^2 customers who bought Socks .*\. That is 50\.0% of all 4 customers\.$/);
  });

  it('takes a gate alone, and saves it as a rule', async () => {
    const result = await run('hybrid_discovery', { gate: SOCKS });
    expect(ids(result)).toEqual(['c1', 'c2']);
    const save = result.card.buttons?.find(({ call }) => call.tool === 'save_segment');
    expect(save?.call.args).not.toHaveProperty('customer_ids');
    expect(save?.call.args).toHaveProperty('gate');
  });

  it('saves who is interested as a list', async () => {
    const { card } = await run('hybrid_discovery', { gate: SOCKS, interest: 'luxury' });
    const save = card.buttons?.find(({ call }) => call.tool === 'save_segment');
    expect(save?.call.args).toMatchObject({ customer_ids: ['c1'], interest: 'luxury' });
  });

  it('gives names to analysts, for their eyes only, and to nobody else', async () => {
    const analyst = await run('hybrid_discovery', { interest: 'luxury' }, { role: 'analyst' });
    expect(analyst.card).toMatchObject({ private: true });
    expect(analyst.card.table?.rows[0]).toMatchObject({ name: 'Ada Nowak', email: 'ada@example.com' });
    const viewer = await run('hybrid_discovery', { interest: 'luxury' });
    expect(viewer.card.private).toBeUndefined();
    expect(JSON.stringify(viewer)).not.toMatch(/Nowak|ada@/);
    const shared = await run(
      'hybrid_discovery',
      { interest: 'luxury', contacts: false },
      { role: 'analyst' },
    );
    expect(JSON.stringify(shared)).not.toMatch(/Nowak|ada@/);
    const refused = await run('hybrid_discovery', { interest: 'luxury', contacts: true });
    expect(refused.outcome.kind).toBe('refused');
  });

  it('shows its statements with values as parameters only', async () => {
    const { card } = await run('hybrid_discovery', { gate: SOCKS, interest: 'luxury', view: 'query' });
    const statements = (card.code?.text ?? '').split('\n').filter((line) => !line.startsWith('--'));
    expect(statements.join('\n')).toContain('from dim_customer as people');
    expect(statements.join('\n')).not.toMatch(/Socks|luxury/);
  });
});

describe('segment_makeup', () => {
  it('is also of who likes something, before they are saved', async () => {
    await db.query(`update dim_customer set gender = 'F' where tenant_id = $1`, [shop.tenantId]);
    const { card } = await run('segment_makeup', { interest: 'socks' });
    expect(card.table?.rows).toMatchObject([{ kind: 'Female', members: 2, share: 1, everywhere: 1 }]);
    const { outcome } = await run('segment_makeup', { interest: 'tractors' });
    expect(outcome.kind).toBe('empty');
    await db.query('update dim_customer set gender = null where tenant_id = $1', [shop.tenantId]);
  });
});

describe('semantic_search', () => {
  it('searches everybody', async () => {
    expect(ids(await run('semantic_search', { query: 'sporty people' }))).toEqual(['c3']);
  });

  it.each(ways)('finds who is like a customer %s', async (_way, vectors) => {
    const result = await run('semantic_search', { like: 'c1' }, vectors ? { vectors } : {});
    expect(ids(result)[0]).toBe('c2');
    expect(ids(result)).not.toContain('c1');
    const nobody = await run('semantic_search', { like: 'zz' }, vectors ? { vectors } : {});
    expect(nobody.card.text?.[0]).toContain('Customer zz has no profile');
  });

  it('wants a query or a customer, not both', async () => {
    await expect(run('semantic_search', { query: 'a', like: 'c1' })).rejects.toThrow(/either a query/);
    await expect(run('semantic_search', {})).rejects.toThrow(/either a query/);
  });
});

describe('sql_data_retriever', () => {
  it('gives records as JSON, with names to analysts only', async () => {
    const viewer = await run('sql_data_retriever', { customer_ids: ['c2', 'c1', 'nobody'] });
    expect(viewer.outcome).toMatchObject({
      data: { missing: ['nobody'], records: [{ customer_id: 'c2' }, { customer_id: 'c1' }] },
    });
    expect(JSON.stringify(viewer)).not.toMatch(/ada@|Nowak/);
    const analyst = await run('sql_data_retriever', { customer_ids: ['c1'] }, { role: 'analyst' });
    expect(analyst.card.private).toBe(true);
    expect(JSON.parse(analyst.card.code?.text ?? '')).toMatchObject([
      {
        customer_id: 'c1',
        text: PEOPLE[0]?.text,
        metadata: { email: 'ada@example.com', likes_luxury: true },
      },
    ]);
  });

  it('says that a customer is unknown', async () => {
    const { outcome } = await run('sql_data_retriever', { customer_ids: ['nobody'] });
    expect(outcome).toEqual({ kind: 'empty', because: 'There is no profile of nobody.' });
  });
});

describe('download_audience', () => {
  it('is for analysts', async () => {
    await expect(run('download_audience', { gate: SOCKS })).rejects.toThrow(/needs the role analyst/);
  });

  it('goes to the asker alone, and holds no formula', async () => {
    const result = await run('download_audience', { gate: SOCKS }, { role: 'analyst' });
    expect(result.card.private).toBe(true);
    expect(result.attachments).toHaveLength(1);
    const [file] = result.attachments;
    expect(file?.private).toBe(true);
    const lines = file?.bytes.toString('utf8').split('\r\n') ?? [];
    expect(lines[0]).toBe(
      'customer_id,name,email,agreed_to,location,country,age,interests,colors,orders,total_spent,last_order,likes_luxury',
    );
    expect(lines[1]).toContain('c1,Ada Nowak,ada@example.com,e-mail');
    expect(lines[2]).toContain(`"'=HYPERLINK`);
    expect(lines).toHaveLength(4);
  });

  it('holds everyone interested, and nobody else', async () => {
    const result = await run('download_audience', { interest: 'socks without luxury' }, { role: 'analyst' });
    expect(result.attachments[0]?.bytes.toString('utf8')).toMatch(/\r\nc2,/);
    expect(result.attachments[0]?.bytes.toString('utf8')).not.toMatch(/\r\nc1,/);
  });
});
