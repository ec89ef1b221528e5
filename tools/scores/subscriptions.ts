/** Contracts, where the events tell of them: started, cancelled, or going on. */
import type { TenantDb } from '../../db/db.ts';
import {
  type ContractTimes,
  fitShiftedBetaGeometric,
  type ShiftedBetaGeometricFit,
} from '../../statistics/shifted-beta-geometric.ts';
import type { Range } from './purchase-histories.ts';

export interface Subscription {
  /** Whole months from the start to the cancellation, or to today. */
  readonly months: number;
  /** `YYYY-MM-DD`, or null while it goes on. */
  readonly cancelledOn: string | null;
}

const MIN_SUBSCRIBERS = 50;

/** Events that make a subscription; a restart after a cancellation begins a new one. */
const CONTRACTS = `
marks as (
  select customer_id, max(event_date) filter (where event_type = 'subscription_started') as last_start,
         max(event_date) filter (where event_type in ('subscription_cancelled', 'subscription_canceled')) as last_end
    from fct_events
   where tenant_id = $1 and customer_id is not null and event_date <= $2::date
     and event_type in ('subscription_started', 'subscription_cancelled', 'subscription_canceled')
   group by customer_id
),
contracts as (
  select customer_id, case when last_end >= last_start then last_end end as cancelled_on,
         age(case when last_end >= last_start then last_end else $2::date end, last_start) as lasted
    from marks where last_start is not null
),
subscriptions as (
  select customer_id, cancelled_on,
         (extract(year from lasted) * 12 + extract(month from lasted))::int as months from contracts
)`;

export interface SubscriptionFit {
  readonly subscribers: number;
  /** Null where there are too few to try. */
  readonly fit: ShiftedBetaGeometricFit | null;
  readonly message: string | null;
}

/** Fits how long subscriptions last; null where the data knows no subscriptions. */
export async function fitSubscriptions(db: TenantDb, today: string): Promise<SubscriptionFit | null> {
  const { rows } = await db.read<{ months: number; cancelled: boolean; people: number }>(
    `with ${CONTRACTS} select months, cancelled_on is not null as cancelled, count(*)::int as people
       from subscriptions group by 1, 2`,
    [db.tenantId, today],
    { timeoutMs: 120_000 },
  );
  const subscribers = rows.reduce((sum, row) => sum + row.people, 0);
  if (subscribers === 0) return null;
  if (subscribers < MIN_SUBSCRIBERS) {
    const message = `Only ${subscribers} subscriptions are recorded, and it takes ${MIN_SUBSCRIBERS} to learn how long they last.`;
    return { subscribers, fit: null, message };
  }
  const fit = fitShiftedBetaGeometric(timesOf(rows));
  const message = fit.message
    ? `No model of how long subscriptions last fits this data: ${fit.message}.`
    : null;
  return { subscribers, fit, message };
}

function timesOf(rows: readonly { months: number; cancelled: boolean; people: number }[]): ContractTimes {
  const longest = Math.max(...rows.map(({ months }) => months));
  const lost = Array.from({ length: longest + 1 }, () => 0);
  const staying = [...lost];
  for (const { months, cancelled, people } of rows) {
    // Cancelled after 3 whole months is in the fourth; who has not stayed a month tells nothing yet.
    if (cancelled) lost[months] = (lost[months] ?? 0) + people;
    else if (months > 0) staying[months - 1] = (staying[months - 1] ?? 0) + people;
  }
  return { lost, staying };
}

/** The subscriptions of a range of customers, by customer id. */
export async function readSubscriptions(
  db: TenantDb,
  { after, upTo }: Range,
  today: string,
): Promise<ReadonlyMap<string, Subscription>> {
  const { rows } = await db.read<{ customer_id: string; months: number; cancelled_on: string | null }>(
    `with ${CONTRACTS} select customer_id, months, cancelled_on::text as cancelled_on from subscriptions
      where customer_id > $3 and ($4::text is null or customer_id <= $4)`,
    [db.tenantId, today, after, upTo],
    { timeoutMs: 120_000 },
  );
  return new Map(rows.map((row) => [row.customer_id, { months: row.months, cancelledOn: row.cancelled_on }]));
}
