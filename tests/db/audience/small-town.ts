/** A town of twelve customers whose every row is known here, and written to the database as it stands. */
import { randomUUID } from 'node:crypto';
import type { Db, SqlValue } from '../../../db/db.ts';
import type { Workspace } from '../../../tools/workspace.ts';
import { createTenant } from '../harness.ts';

/** The town's today. */
export const TODAY = '2026-11-21';

interface Product {
  readonly sku: string;
  readonly product: string;
  readonly category: string;
  readonly group: string;
  readonly color: string | null;
}

export interface Sale {
  readonly customer: string | null;
  readonly transaction: string;
  readonly sku: string;
  readonly day: string;
  readonly quantity: number;
  readonly amount: number;
  readonly channel: string | null;
  readonly coupon: string | null;
}

export interface Visit {
  readonly customer: string | null;
  readonly type: string;
  readonly sku: string | null;
  readonly day: string;
  readonly device: string | null;
  readonly channel: string | null;
  readonly page: string | null;
}

export interface Townsperson {
  readonly id: string;
  readonly location: string | null;
  readonly country: string | null;
  readonly gender: string | null;
  readonly age: number | null;
  readonly tenure: number | null;
  readonly color: string | null;
  readonly imported: string | null;
  readonly signup: string | null;
  readonly firstOrder: string | null;
  readonly lastOrder: string | null;
  readonly email: boolean | null;
  readonly profile: {
    readonly interest: string;
    readonly channel: string | null;
    readonly spent: number;
    readonly orders: number;
    readonly lastSeen: string | null;
    readonly firstSeen: string | null;
    readonly luxury: boolean;
  } | null;
  readonly score: {
    readonly engagement: number | null;
    readonly churn: number | null;
    readonly value: number | null;
  } | null;
  readonly segments: readonly string[];
}

const product = (
  sku: string,
  name: string,
  category: string,
  group: string,
  color: string | null,
): Product => ({ sku, product: name, category, group, color });

export const PRODUCTS: readonly Product[] = [
  product('S1', 'Wool Socks', 'Socks', 'Footwear', 'red'),
  product('S2', 'Crew Socks', 'Socks', 'Footwear', 'Black'),
  product('H1', 'Derby Shoes', 'Shoes', 'Footwear', 'black'),
  product('B1', 'Tote Bag', 'Bags', 'Accessories', null),
];

/** A small generator with a fixed seed: the same town every time. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
};

const pick = <T>(roll: (sides: number) => number, list: readonly T[]): T => list[roll(list.length)] as T;

function daysAgo(count: number): string {
  return new Date(Date.parse(`${TODAY}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
}

/** The first day of the town's data. */
export const DATA_FROM = daysAgo(120);

const roll = dice(11);
const ids = Array.from({ length: 12 }, (_, index) => (index === 11 ? "o'hara\\ 12" : `C${index + 1}`));
/** The last three never bought, the last never came. */
const buyers = ids.slice(0, 9);

export const SALES: readonly Sale[] = Array.from({ length: 60 }, (_, index) => {
  const returned = roll(6) === 0;
  const quantity = returned ? -1 : 1 + roll(3);
  return {
    customer: index % 20 === 19 ? null : pick(roll, buyers),
    transaction: `T${roll(45)}`,
    sku: pick(roll, PRODUCTS).sku,
    day: daysAgo(1 + roll(120)),
    quantity,
    amount: quantity * (5 + roll(40)),
    channel: pick(roll, ['Online', 'Store', null]),
    coupon: pick(roll, ['SAVE10', null, null]),
  };
});

export const VISITS: readonly Visit[] = Array.from({ length: 80 }, (_, index) => ({
  customer: index % 20 === 19 ? null : pick(roll, ids.slice(2, 11)),
  type: pick(roll, ['product_view', 'Page View', 'add_to_cart', 'checkout_started', 'newsletter_opened']),
  sku: pick(roll, [...PRODUCTS.map(({ sku }) => sku), null]),
  day: daysAgo(1 + roll(120)),
  device: pick(roll, ['mobile', 'desktop', null]),
  channel: pick(roll, ['Search', null]),
  page: pick(roll, ['/socks', '/', null]),
}));

const soldOn = (id: string): string[] =>
  SALES.filter(({ customer, quantity }) => customer === id && quantity > 0)
    .map(({ day }) => day)
    .sort();

export const PEOPLE: readonly Townsperson[] = ids.map((id, index) => ({
  id,
  location: pick(roll, ['Berlin', 'Chicago', null]),
  country: pick(roll, ['PL', 'DE', null]),
  gender: pick(roll, ['F', 'M', null]),
  age: roll(4) === 0 ? null : 18 + roll(50),
  tenure: roll(4) === 0 ? null : roll(60),
  color: pick(roll, ['red', 'blue', null]),
  imported: pick(roll, ['Gold', null]),
  signup: roll(3) === 0 ? null : daysAgo(100 + roll(300)),
  firstOrder: soldOn(id)[0] ?? null,
  lastOrder: soldOn(id).at(-1) ?? null,
  email: pick(roll, [true, false, null]),
  profile:
    index === 10
      ? null
      : {
          interest: pick(roll, ['Socks', 'Bags']),
          channel: pick(roll, ['Online', null]),
          spent: roll(200),
          orders: roll(9),
          firstSeen: daysAgo(90 + roll(30)),
          lastSeen: pick(roll, [daysAgo(1 + roll(90)), null]),
          luxury: roll(3) === 0,
        },
  score:
    index % 4 === 3
      ? null
      : { engagement: roll(100), churn: pick(roll, [roll(100) / 100, null]), value: roll(2000) },
  segments: ['Champions', 'At Risk', 'Sock lovers'].filter(() => roll(3) === 0),
}));

export interface Town {
  readonly tenantId: string;
  readonly workspace: Workspace;
}

/** A new tenant with the town in it. */
export async function loadTown(db: Db): Promise<Town> {
  const { tenantId } = await createTenant(db);
  await db.tenant(tenantId).write(async (tx) => {
    const fill = (table: string, rows: readonly Readonly<Record<string, SqlValue>>[]): Promise<number> =>
      tx.copyIn(
        table,
        ['tenant_id', ...Object.keys(rows[0] ?? {})],
        rows.map((row) => [tenantId, ...Object.values(row)]),
      );
    await fill(
      'dim_products',
      PRODUCTS.map(({ sku, product: name, category, group, color }) => ({
        product_sku: sku,
        product_name: name,
        category,
        product_group: group,
        color,
      })),
    );
    await fill(
      'dim_customer',
      PEOPLE.map((each) => ({
        customer_id: each.id,
        location: each.location,
        country: each.country,
        gender: each.gender,
        age: each.age,
        customer_tenure_months: each.tenure,
        favorite_color: each.color,
        customer_segment: each.imported,
        signup_date: each.signup,
        first_order_date: each.firstOrder,
        last_order_date: each.lastOrder,
        email_consent: each.email,
      })),
    );
    await fill(
      'fct_sales',
      SALES.map((each) => ({
        line_key: randomUUID(),
        transaction_id: each.transaction,
        customer_id: each.customer,
        product_sku: each.sku,
        transaction_date: each.day,
        quantity: each.quantity,
        unit_price: each.amount / each.quantity,
        gross_amount: each.amount,
        total_amount: each.amount,
        channel: each.channel,
        coupon_code: each.coupon,
      })),
    );
    await fill(
      'fct_events',
      VISITS.map((each) => ({
        line_key: randomUUID(),
        customer_id: each.customer,
        event_type: each.type,
        event_at: `${each.day}T10:00:00Z`,
        event_date: each.day,
        product_sku: each.sku,
        page: each.page,
        device: each.device,
        channel: each.channel,
      })),
    );
    await fill(
      'customer_profiles',
      PEOPLE.flatMap(({ id, profile }) =>
        profile
          ? {
              customer_id: id,
              profile_text: '',
              text_hash: Buffer.from('00', 'hex'),
              top_interest: profile.interest,
              preferred_channel: profile.channel,
              total_spent: profile.spent,
              orders: profile.orders,
              first_seen_date: profile.firstSeen,
              last_seen_date: profile.lastSeen,
              likes_luxury: profile.luxury,
            }
          : [],
      ),
    );
    await fill(
      'customer_scores',
      PEOPLE.flatMap(({ id, score }) =>
        score
          ? {
              customer_id: id,
              engagement: score.engagement,
              churn_probability: score.churn,
              lifetime_value: score.value,
              scored_on: TODAY,
            }
          : [],
      ),
    );
    for (const name of ['Champions', 'At Risk', 'Sock lovers']) {
      const made = await tx.query<{ id: string }>(
        'insert into audience_segments (tenant_id, segment_name) values ($1, $2) returning id',
        [tenantId, name],
      );
      await tx.query(
        'insert into segment_membership (tenant_id, segment_id, user_id) select $1, $2, unnest($3::text[])',
        [
          tenantId,
          made.rows[0]?.id,
          PEOPLE.filter(({ segments }) => segments.includes(name)).map(({ id }) => id),
        ],
      );
    }
  });
  const workspace: Workspace = {
    tenantId,
    name: 'Town',
    timezone: 'UTC',
    currency: 'USD',
    today: TODAY,
    clockIsBehind: false,
    data: { from: DATA_FROM, to: daysAgo(1) },
    isDemo: false,
    version: '1',
  };
  return { tenantId, workspace };
}
