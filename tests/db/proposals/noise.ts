/**
 * A shop in which nothing is going on: everybody buys at a rate of their own that never changes, likes what they like, and
 * visits, spend and tests are what they always were. Whatever is proposed about it is a false alarm.
 */
import type { SqlValue, TenantDb } from '../../../db/db.ts';
import { drawPoisson } from '../../../statistics/draw-count.ts';
import { drawGamma } from '../../../statistics/experiments/draw-beta.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';

const DAYS = 400;
const CITIES = ['Paris', 'Rome', 'Oslo', 'Wien', 'Graz'] as const;
const CATEGORIES = ['Shoes', 'Socks', 'Lamps', 'Books', 'Tea', 'Toys', 'Hats', 'Bags'] as const;
const DEVICES = { mobile: 0.55, desktop: 0.7, tablet: 0.65 } as const;
const CAMPAIGNS = ['Search', 'Social', 'Display', 'Partners'] as const;

const dayOf = (today: string, back: number): string =>
  new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10);
const uuid = (tag: number, number: number): string =>
  `00000000-0000-4000-8${String(tag).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}`;

interface Rows {
  readonly people: SqlValue[][];
  readonly sales: SqlValue[][];
  readonly events: SqlValue[][];
  readonly spend: SqlValue[][];
  readonly results: SqlValue[][];
}

interface Making {
  readonly tenantId: string;
  readonly today: string;
  readonly random: () => number;
}

const pick = <T>({ random }: Making, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Fills an empty tenant; `today` is the day after the last. */
export async function loadNoise(
  tenant: TenantDb,
  { seed, today, customers = 1200 }: { seed: number; today: string; customers?: number },
): Promise<void> {
  const making: Making = { tenantId: tenant.tenantId, today, random: seededRandom(seed) };
  const rows: Rows = { people: [], sales: [], events: [], spend: [], results: [] };
  for (let number = 0; number < customers; number += 1) addCustomer(rows, `N${number}`, making);
  for (let back = 125; back >= 1; back -= 1)
    for (let visit = drawPoisson(40, making.random); visit > 0; visit -= 1)
      addVisit(rows, { back, visit, who: `N${Math.floor(making.random() * customers)}` }, making);
  for (const [at, campaign] of CAMPAIGNS.entries())
    for (let back = 160; back >= 1; back -= 1) addSpend(rows, campaign, at * 1000 + back, back, making);
  await store(tenant, rows, today);
}

function addCustomer({ people, sales, results }: Rows, id: string, making: Making): void {
  const { tenantId, today, random } = making;
  // Three in five were customers before the first day; who joins within does so with a purchase.
  const joined = random() < 0.6 ? DAYS : Math.floor(random() * DAYS);
  const yearly = (8 * drawGamma(1.3, random)) / 1.3;
  const tastes = [pick(making, CATEGORIES), pick(making, CATEGORIES), pick(making, CATEGORIES)];
  const orders = drawPoisson((yearly * joined) / 365, random);
  const days = [
    ...(joined < DAYS ? [joined + 1] : []),
    ...Array.from({ length: orders }, () => Math.floor(random() * joined) + 1),
  ].sort((a, b) => b - a);
  people.push([
    tenantId,
    id,
    `${id}@example.com`,
    pick(making, ['F', 'M']),
    18 + Math.floor(random() * 55),
    pick(making, CITIES),
    random() < 0.7,
    days.length > 0 ? dayOf(today, days[0] as number) : null,
    days.length > 0 ? dayOf(today, days.at(-1) as number) : null,
  ]);
  for (const [at, back] of days.entries()) {
    const amount = Math.round(2000 + 8000 * random()) / 100;
    const sku = pick(making, random() < 0.8 ? tastes : CATEGORIES);
    const key = uuid(1, sales.length);
    sales.push([tenantId, key, `${id}-${at}`, id, sku, dayOf(today, back), 1, amount, amount, amount]);
  }
  if (random() < 0.3) return;
  const arm = pick(making, ['a', 'b']);
  results.push([tenantId, arm, id, 'sent']);
  if (random() < 0.06) results.push([tenantId, arm, id, 'converted']);
}

function addVisit(
  { events }: Rows,
  { back, visit, who }: { back: number; visit: number; who: string },
  making: Making,
): void {
  const { tenantId, today, random } = making;
  const device = pick(making, Object.keys(DEVICES) as (keyof typeof DEVICES)[]);
  const goesOn = { product_view: 1, add_to_cart: 0.4, checkout_started: 0.6, purchase: DEVICES[device] };
  const day = dayOf(today, back);
  for (const [type, share] of Object.entries(goesOn)) {
    if (random() >= share) return;
    const key = uuid(2, events.length);
    events.push([tenantId, key, who, `S${back}-${visit}`, type, `${day}T12:00:00Z`, day, device]);
  }
}

function addSpend(
  { spend }: Rows,
  campaign: string,
  key: number,
  back: number,
  { tenantId, today, random }: Making,
): void {
  const amount = Math.round(100 * (80 + 40 * random())) / 100;
  const conversions = drawPoisson(amount / 25, random);
  spend.push([tenantId, uuid(3, key), dayOf(today, back), 'Paid', campaign, amount, conversions]);
}

const COLUMNS = {
  dim_customer:
    'tenant_id customer_id email gender age location email_consent first_order_date last_order_date',
  dim_products: 'tenant_id product_sku product_name category price',
  fct_sales:
    'tenant_id line_key transaction_id customer_id product_sku transaction_date quantity unit_price gross_amount total_amount',
  fct_events: 'tenant_id line_key customer_id session_id event_type event_at event_date device',
  fct_marketing_spend: 'tenant_id line_key spend_date channel campaign amount conversions',
  ab_test_results: 'tenant_id variation_id user_id event_type test_id timestamp',
};

async function store({ tenantId, write }: TenantDb, rows: Rows, today: string): Promise<void> {
  const products = CATEGORIES.map((category) => [tenantId, category, category, category, 50]);
  await write(async (tx) => {
    const { rows: made } = await tx.query<{ id: string }>(
      `insert into ab_tests (tenant_id, test_name, channel, variations, status, start_date)
       values ($1, 'Nothing new', 'email', '[{"id":"a","name":"Control","content":"A"},{"id":"b","name":"B","content":"B"}]',
               'running', $2)
       returning id::text as id`,
      [tenantId, dayOf(today, 20)],
    );
    const test = [made[0]?.id ?? '', `${dayOf(today, 10)}T12:00:00Z`];
    const tables: Readonly<Record<keyof typeof COLUMNS, SqlValue[][]>> = {
      dim_customer: rows.people,
      dim_products: products,
      fct_sales: rows.sales,
      fct_events: rows.events,
      fct_marketing_spend: rows.spend,
      ab_test_results: rows.results.map((result) => [...result, ...test]),
    };
    for (const [table, columns] of Object.entries(COLUMNS))
      await tx.copyIn(table, columns.split(' '), tables[table as keyof typeof COLUMNS]);
  });
}
