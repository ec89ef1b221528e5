/** Reads what the models need of each customer, in the order of their ids and a batch at a time. */
import type { ReadLimits, TenantDb } from '../../db/db.ts';

/** A customer's purchases, several on a day counting as one, and their activity. Days are whole days before today. */
export interface CustomerHistory {
  readonly customer_id: string;
  /** Days with a purchase after the first such day; null for somebody who never bought. */
  readonly repeats: number | null;
  /** Days from the first purchase to the last, and to the last day with sales of anybody. */
  readonly last_at: number | null;
  readonly age: number | null;
  /** Days since the last purchase. */
  readonly bought_days_ago: number | null;
  /** Of the repeat purchases, those of a positive value, and their mean. */
  readonly valued: number;
  readonly mean_value: number | null;
  /** Days since the last event or purchase of the last year; null without one. */
  readonly silent_days: number | null;
  /** Days with an event, of the last 30 and of the 60 before. */
  readonly active_days: number;
  readonly active_days_before: number;
  /** Days with a purchase, likewise. */
  readonly purchase_days: number;
  readonly purchase_days_before: number;
}

export interface Range {
  /** Customer ids above this … */
  readonly after: string;
  /** … up to this one; null is the end of the list. */
  readonly upTo: string | null;
}

/**
 * Each batch goes through all facts once, so few large ones are faster; but what is read of one must not hold a
 * connection for long: the embedded engine answers one at a time.
 */
const BATCH = { postgres: 50_000, embedded: 2_000 } as const;
const LIMITS: ReadLimits = { timeoutMs: 120_000 };

const NEXT_END = `
select customer_id from dim_customer where tenant_id = $1 and customer_id > $2
 order by customer_id offset $3 limit 1`;

/** Ids in ranges of a batch each, from after `start` on; the last range is open. */
export async function* rangesOfCustomers(
  db: TenantDb,
  engine: keyof typeof BATCH,
  start = '',
): AsyncGenerator<Range> {
  let after = start;
  for (;;) {
    const { rows } = await db.read<{ customer_id: string }>(
      NEXT_END,
      [db.tenantId, after, BATCH[engine] - 1],
      LIMITS,
    );
    const upTo = rows[0]?.customer_id ?? null;
    yield { after, upTo };
    if (upTo === null) return;
    after = upTo;
  }
}

const inRange = `tenant_id = $1 and customer_id > $2 and ($3::text is null or customer_id <= $3)`;

// Who was erased is not scored, although an import may have brought them back.
const PEOPLE = `
select customer_id, true as on_file, null::date as bought_on, null::boolean as again, null::float8 as value,
       null::date as active_on
  from dim_customer where ${inRange}
   and (not exists (select from erased_people where tenant_id = $1)
        or walker_person_hash(tenant_id, customer_id)
           not in (select unnest(array_agg(id_hash)) from erased_people where tenant_id = $1))`;

// A return is no purchase, and days after today are mistakes in the data.
const PURCHASES = `
select customer_id, false, transaction_date, transaction_date > min(transaction_date) over (partition by customer_id),
       sum(total_amount)::float8, null::date
  from fct_sales where ${inRange} and quantity > 0 and transaction_date <= $5::date
 group by customer_id, transaction_date`;

const ACTIVITY = `
select distinct customer_id, false, null::date, null::boolean, null::float8, event_date
  from fct_events where ${inRange} and event_date between $4::date - 365 and $4::date`;

// Lined up below each other and grouped, not joined: a join of tables that were filled just now and have no statistics
// yet is planned as a loop over every pair.
const purchasesFrom = (...facts: readonly string[]) => `
facts as (${facts.join('\nunion all')}),
people as (
  select customer_id, nullif(count(bought_on), 0)::int - 1 as repeats, max(bought_on) - min(bought_on) as last_at,
         $5::date - min(bought_on) as age, $4::date - max(bought_on) as bought_days_ago,
         (count(*) filter (where again and value > 0))::int as valued,
         avg(value) filter (where again and value > 0) as mean_value,
         $4::date - greatest(max(bought_on), max(active_on)) as silent_days,
         (count(*) filter (where active_on > $4::date - 30))::int as active_days,
         (count(*) filter (where active_on between $4::date - 89 and $4::date - 30))::int as active_days_before,
         (count(*) filter (where bought_on > $4::date - 30))::int as purchase_days,
         (count(*) filter (where bought_on between $4::date - 89 and $4::date - 30))::int as purchase_days_before
    from facts group by customer_id having bool_or(on_file)
)`;

const HISTORIES = `
with ${purchasesFrom(PEOPLE, PURCHASES, ACTIVITY)}
select * from people order by customer_id`;

/** The days, `YYYY-MM-DD`, that histories are counted to. */
export interface Clock {
  /** Recency counts back from here. */
  readonly today: string;
  /** The last day with sales: what the models take as the end of what was seen. */
  readonly seenUpTo: string;
}

/** The customers of a range. */
export async function readHistories(
  db: TenantDb,
  { after, upTo }: Range,
  { today, seenUpTo }: Clock,
): Promise<readonly CustomerHistory[]> {
  return (await db.read<CustomerHistory>(HISTORIES, [db.tenantId, after, upTo, today, seenUpTo], LIMITS))
    .rows;
}

/** A group of customers with the same purchases, or one repeat buyer with their own mean value. */
export interface FitRow {
  readonly repeats: number;
  readonly last_at: number;
  readonly age: number;
  readonly valued: number;
  readonly mean_value: number | null;
  readonly customers: number;
}

const FIT_ROWS = `
with ${purchasesFrom(PEOPLE, PURCHASES)}
select repeats, last_at, age, valued, mean_value, count(*)::int as customers
  from people where repeats is not null
 group by repeats, last_at, age, valued, mean_value`;

/** The buyers of a range for the fit: one-time buyers grouped, without events. */
export async function readFitRows(
  db: TenantDb,
  { after, upTo }: Range,
  { today, seenUpTo }: Clock,
): Promise<readonly FitRow[]> {
  return (await db.read<FitRow>(FIT_ROWS, [db.tenantId, after, upTo, today, seenUpTo], LIMITS)).rows;
}
