/** A shop small enough to work its profiles out by hand, and a naive builder that does. */
import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Db, SqlValue } from '../../../db/db.ts';

export interface Shop {
  readonly customers: readonly ShopCustomer[];
  readonly products: readonly Product[];
  readonly sales: readonly Sale[];
  readonly events: readonly ShopEvent[];
}
interface ShopCustomer {
  readonly id: string;
  readonly country: string | null;
  readonly location: string | null;
  readonly age: number | null;
  readonly color: string | null;
}
interface Product {
  readonly sku: string;
  readonly category: string | null;
  readonly color: string | null;
}
interface Sale {
  readonly customer: string | null;
  readonly order: string;
  readonly sku: string | null;
  readonly day: string;
  readonly quantity: number;
  readonly amount: number;
  readonly channel: string | null;
}
interface ShopEvent {
  readonly customer: string | null;
  readonly session: string | null;
  readonly type: string;
  readonly sku: string | null;
  readonly day: string;
  readonly channel: string | null;
}

const CUSTOMERS = ['1', '2', 'C003', 'ünï \\ ’q', 'only seen'];
const SKUS = ['A', 'B', 'C', 'D'];
const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null });
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
const channel = maybe(['Email', 'Paid social']);

const product = fc.record({
  sku: fc.constantFrom(...SKUS),
  category: maybe(['Socks', 'Shoes', 'socks']),
  color: maybe(['Red', 'Black']),
});
export const sale: fc.Arbitrary<Sale> = fc.record({
  customer: maybe(CUSTOMERS),
  order: fc.constantFrom('o1', 'o2', 'o3'),
  sku: maybe([...SKUS, 'unknown']),
  day,
  quantity: fc.integer({ min: -2, max: 4 }),
  amount: fc.integer({ min: -50_000, max: 150_000 }).map((cents) => cents / 100),
  channel,
});
export const event: fc.Arbitrary<ShopEvent> = fc.record({
  customer: maybe(CUSTOMERS),
  session: maybe(['s1', 's2']),
  type: fc.constantFrom(
    'page_view',
    'Product View',
    'add_to_cart',
    'remove_from_cart',
    'checkout_started',
    'purchase',
  ),
  sku: maybe([...SKUS, 'unknown']),
  day,
  channel,
});
const shopCustomer: fc.Arbitrary<ShopCustomer> = fc.record({
  id: fc.constantFrom(...CUSTOMERS.slice(0, 4)),
  country: maybe(['PL', 'Germany']),
  location: maybe(['Berlin']),
  age: maybe([19, 44]),
  color: maybe(['Red', 'blue']),
});
export const shop: fc.Arbitrary<Shop> = fc.record({
  customers: fc.uniqueArray(shopCustomer, { selector: ({ id }) => id, maxLength: 4 }),
  products: fc.uniqueArray(product, { selector: ({ sku }) => sku, maxLength: 4 }),
  sales: fc.array(sale, { maxLength: 12 }),
  events: fc.array(event, { maxLength: 12 }),
});

/** Writes the shop as one import each of sales and events. */
export async function fillShop(
  db: Db,
  tenantId: string,
  { customers, products, ...facts }: Shop,
): Promise<void> {
  await db.tenant(tenantId).write(async (tx) => {
    await tx.copyIn(
      'dim_customer',
      ['tenant_id', 'customer_id', 'country', 'location', 'age', 'favorite_color'],
      customers.map((c) => [tenantId, c.id, c.country, c.location, c.age, c.color]),
    );
    await tx.copyIn(
      'dim_products',
      ['tenant_id', 'product_sku', 'category', 'color'],
      products.map((p) => [tenantId, p.sku, p.category, p.color]),
    );
  });
  await addFacts(db, tenantId, facts);
}

/** Adds sales and events as imports that are done. */
export async function addFacts(
  db: Db,
  tenantId: string,
  { sales, events }: Pick<Shop, 'sales' | 'events'>,
): Promise<void> {
  const load = async (dataset: string, table: string, columns: string[], rows: readonly SqlValue[][]) => {
    if (rows.length === 0) return;
    const importId = randomUUID();
    await db.tenant(tenantId).write(async (tx) => {
      await tx.query(
        `insert into imports (import_id, tenant_id, dataset, file_name, file_sha256, state, rows_added, finished_at)
         values ($1, $2, $3, 'f.csv', '', 'done', $4, clock_timestamp())`,
        [importId, tenantId, dataset, rows.length],
      );
      await tx.copyIn(
        table,
        ['tenant_id', 'line_key', 'import_id', ...columns],
        rows.map((row) => [tenantId, randomUUID(), importId, ...row]),
      );
      await tx.query('update tenants set data_version = data_version + 1 where tenant_id = $1', [tenantId]);
    });
  };
  await load(
    'sales',
    'fct_sales',
    [
      'customer_id',
      'transaction_id',
      'product_sku',
      'transaction_date',
      'quantity',
      'unit_price',
      'gross_amount',
      'total_amount',
      'channel',
    ],
    sales.map((s) => [s.customer, s.order, s.sku, s.day, s.quantity, 1, s.amount, s.amount, s.channel]),
  );
  await load(
    'events',
    'fct_events',
    ['customer_id', 'session_id', 'event_type', 'event_at', 'event_date', 'product_sku', 'channel'],
    events.map((e) => [e.customer, e.session, e.type, `${e.day}T12:00:00Z`, e.day, e.sku, e.channel]),
  );
}

/** A stored profile as the naive builder writes it. */
export type Profile = Readonly<Record<string, unknown>>;

/** Every profile of the shop, by customer: the promise of docs/audiences.md, written down a second time. */
export function naiveProfiles(shop: Shop, luxuryThreshold = 800): Record<string, Profile> {
  const ids = new Set(
    [
      ...shop.customers.map(({ id }) => id),
      ...[...shop.sales, ...shop.events].map(({ customer }) => customer),
    ].filter((id) => id !== null),
  );
  return Object.fromEntries([...ids].map((id) => [id, naiveProfile(shop, id, luxuryThreshold)]));
}

function naiveProfile(shop: Shop, id: string, luxuryThreshold: number): Profile {
  const person = shop.customers.find((customer) => customer.id === id);
  const sales = shop.sales.filter(({ customer }) => customer === id);
  const events = shop.events.filter(({ customer }) => customer === id);
  const kept = sales.filter(({ quantity }) => quantity > 0);
  const touches = [
    ...kept.map((line) => ({ ...line, weight: 3 })),
    ...events
      .filter(({ type }) => type !== 'purchase' || sales.length === 0)
      .map((one) => ({ ...one, weight: eventWeight(one.type) })),
  ];
  const productOf = (sku: string | null) => shop.products.find((one) => one.sku === sku);
  const interests = shares(touches.map((t) => [productOf(t.sku)?.category ?? null, t.weight]));
  const colors = shares(touches.map((t) => [productOf(t.sku)?.color ?? null, t.weight]));
  const channels = shares(touches.map((t) => [t.channel, 1]));
  const spent = cents(sales.map(({ amount }) => amount));
  const days = (rows: readonly { readonly day: string }[]) => rows.map((row) => row.day).sort();
  const luxury = sales.length > 0 && spent > luxuryThreshold;
  const words = (list: readonly { name: string }[]) =>
    list
      .slice(0, 3)
      .map(({ name }) => name.toLowerCase())
      .join(', ');
  const sentences = [
    person ? traitsOf(person) : null,
    sales.length > 0 ? `Total spent: ${spent.toFixed(2)}.` : null,
    interests.length > 0 ? `Primary interests: ${words(interests)}.` : null,
    colors.length > 0 ? `Preferred colors: ${words(colors)}.` : null,
    luxury ? 'This customer likes luxury items.' : null,
    sales.length === 0 && events.length === 0 ? 'No orders and no visits yet.' : null,
  ].filter((sentence) => sentence !== null);
  const text = sentences.length > 0 ? sentences.join(' ') : 'Has visited; no taste is known yet.';
  return {
    profile_text: text,
    text_hash: createHash('sha256').update(text).digest('hex'),
    interests,
    colors,
    channels,
    top_interest: interests[0]?.name ?? null,
    top_color: colors[0]?.name ?? null,
    preferred_channel: channels[0]?.name ?? null,
    content_affinity: interests[0]?.weight ?? null,
    channel_affinity: channels[0]?.weight ?? null,
    orders: new Set(kept.map(({ order }) => order)).size,
    units: sales.reduce((sum, { quantity }) => sum + quantity, 0),
    total_spent: spent,
    events: events.length,
    sessions: new Set(events.flatMap(({ session }) => session ?? [])).size,
    first_order_date: days(kept)[0] ?? null,
    last_order_date: days(kept).at(-1) ?? null,
    first_seen_date: days(events)[0] ?? null,
    last_seen_date: days(events).at(-1) ?? null,
    likes_luxury: luxury,
  };
}

/** "From PL, age 19, favorite color red."; null where nothing is known. */
function traitsOf({ country, location, age, color }: ShopCustomer): string | null {
  const place = country ?? location;
  const traits = [
    place ? `from ${place}` : null,
    age ? `age ${age}` : null,
    color ? `favorite color ${color.toLowerCase()}` : null,
  ].filter((part) => part !== null);
  return traits.length > 0 ? `${capital(traits.join(', '))}.` : null;
}

function eventWeight(type: string): number {
  const known: Record<string, number> = { page_view: 1, product_view: 1, add_to_cart: 2, purchase: 3 };
  return known[type.toLowerCase().replace(' ', '_')] ?? 0;
}

/** Names by their share of all weights, heaviest first, equals in alphabetical order. */
function shares(pairs: readonly (readonly [string | null, number])[]): { name: string; weight: number }[] {
  const sums = new Map<string, number>();
  for (const [name, weight] of pairs)
    if (name !== null && weight > 0) sums.set(name, (sums.get(name) ?? 0) + weight);
  const all = [...sums.values()].reduce((sum, weight) => sum + weight, 0);
  return [...sums]
    .sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1))
    .map(([name, weight]) => ({ name, weight: Math.round((weight / all) * 10_000) / 10_000 }));
}

function cents(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0) / 100;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The stored profiles in the same shape; affinities to four digits, as the shares are kept. */
export async function storedProfiles(db: Db, tenantId: string): Promise<Record<string, Profile>> {
  const { rows } = await db.tenant(tenantId).read<Profile & { customer_id: string }>(
    `select customer_id, profile_text, encode(text_hash, 'hex') as text_hash, interests, colors, channels, top_interest, top_color,
            preferred_channel, round(content_affinity::numeric, 4)::float8 as content_affinity,
            round(channel_affinity::numeric, 4)::float8 as channel_affinity, orders, units::float8 as units,
            total_spent::float8 as total_spent, events, sessions, first_order_date::text, last_order_date::text,
            first_seen_date::text, last_seen_date::text, likes_luxury
       from customer_profiles where tenant_id = $1`,
    [tenantId],
  );
  return Object.fromEntries(rows.map(({ customer_id, ...profile }) => [customer_id, profile]));
}
