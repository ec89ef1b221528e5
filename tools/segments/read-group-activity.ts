/** When the people of each group bought from each category: one pass over the sales. */
import type { SqlValue, TenantDb } from '../../db/db.ts';
import type { Activity } from '../../statistics/activity-centre.ts';
import type { Workspace } from '../workspace.ts';

/** Bands of age as they are usual in marketing; the last has no upper end. */
export const AGE_BANDS = [
  { key: '18-24', from: 18, to: 24 },
  { key: '25-34', from: 25, to: 34 },
  { key: '35-44', from: 35, to: 44 },
  { key: '45-54', from: 45, to: 54 },
  { key: '55-64', from: 55, to: 64 },
  { key: '65+', from: 65, to: 150 },
] as const;
type AgeBand = (typeof AGE_BANDS)[number]['key'];

/** People by what is known of them; null where it does not matter. */
export interface Cell {
  readonly location: string | null;
  readonly band: AgeBand | null;
  readonly gender: string | null;
}

export interface GroupActivity extends Cell, Activity {
  /** What they buy. */
  readonly category: string;
  /** Who bought in each period, the newest first. */
  readonly buyers: readonly number[];
}

/** Days of a period. */
export const PERIOD_DAYS = 30;
/** Groups smaller than this are not looked at. */
const FEWEST_PEOPLE = 30;
const MOST_GROUPS = 20_000;

const band = `case ${AGE_BANDS.map(({ key, from, to }) => `when c.age between ${from} and ${to} then '${key}'`).join(' ')} end`;

/**
 * Every category's buyers of the last `periods` × 30 days, and those of each place, age band, gender and pair of them.
 * People of the groups in `without` are left out. The rows whose cell is all null are the whole category.
 */
export async function readGroupActivity(
  db: TenantDb,
  { today }: Workspace,
  periods: number,
  without: readonly (Cell & { readonly category: string })[],
): Promise<readonly GroupActivity[]> {
  const values: SqlValue[] = [db.tenantId, today];
  const add = (value: SqlValue) => `$${values.push(value)}`;
  const excluded = without.map(
    (group) =>
      `(category = ${add(group.category)}${group.location === null ? '' : ` and location = ${add(group.location)}`}${
        group.band === null ? '' : ` and band = ${add(group.band)}`
      }${group.gender === null ? '' : ` and gender = ${add(group.gender)}`})`,
  );
  const windows = Array.from(
    { length: periods },
    (_, back) => `(count(*) filter (where mask & (1 << ${back}) <> 0))::int`,
  );
  const { rows } = await db.read<GroupActivity>(
    `with ${activitySql(periods)},
     people as (
       select active.*, c.location, c.gender, ${band} as band
         from active join dim_customer c on c.tenant_id = $1 and c.customer_id = active.customer_id)
     select category, location, band, gender, count(*)::int as people, sum(a)::float8 as a, sum(b)::float8 as b,
            sum(a * a)::float8 as aa, sum(a * b)::float8 as ab, sum(b * b)::float8 as bb, array[${windows.join(', ')}] as buyers
       from people
      ${excluded.length > 0 ? `where customer_id not in (select customer_id from people where ${excluded.join(' or ')})` : ''}
      group by grouping sets ((category), (category, location), (category, band), (category, gender),
                              (category, location, band), (category, location, gender), (category, band, gender))
     having count(*) >= ${FEWEST_PEOPLE} and (grouping(location) = 1 or location is not null)
        and (grouping(band) = 1 or ${'band'} is not null) and (grouping(gender) = 1 or gender is not null)
      order by people desc, category, location, band, gender limit ${MOST_GROUPS}`,
    values,
  );
  return rows;
}

/** By customer and category: periods with a purchase, as number, sum, and bits (the newest is bit 0). */
const activitySql = (periods: number) => `
     bought as (
       select s.customer_id, p.category, (($2::date - 1 - s.transaction_date) / ${PERIOD_DAYS})::int as back
         from fct_sales s join dim_products p on p.tenant_id = s.tenant_id and p.product_sku = s.product_sku
        where s.tenant_id = $1 and s.transaction_date < $2::date
          and s.transaction_date >= $2::date - ${periods * PERIOD_DAYS} and s.quantity > 0
          and s.customer_id is not null and p.category is not null
        group by 1, 2, 3),
     active as (
       select customer_id, category, count(*) as a, sum(${periods - 1} - back) as b, sum(1 << back) as mask
         from bought group by 1, 2)`;

/** When customers bought anything at all, for comparison. */
export async function readShopActivity(
  db: TenantDb,
  { today }: Workspace,
  periods: number,
): Promise<Activity> {
  const { rows } = await db.read<Activity>(
    `with visits as (
       select customer_id, (($2::date - 1 - transaction_date) / ${PERIOD_DAYS})::int as back from fct_sales
        where tenant_id = $1 and transaction_date < $2::date
          and transaction_date >= $2::date - ${periods * PERIOD_DAYS} and quantity > 0 and customer_id is not null
        group by 1, 2),
     people as (select customer_id, count(*) as a, sum(${periods - 1} - back) as b from visits group by 1)
     select count(*)::int as people, coalesce(sum(a), 0)::float8 as a, coalesce(sum(b), 0)::float8 as b,
            coalesce(sum(a * a), 0)::float8 as aa, coalesce(sum(a * b), 0)::float8 as ab,
            coalesce(sum(b * b), 0)::float8 as bb
       from people`,
    [db.tenantId, today],
  );
  return rows[0] ?? { people: 0, a: 0, b: 0, aa: 0, ab: 0, bb: 0 };
}
