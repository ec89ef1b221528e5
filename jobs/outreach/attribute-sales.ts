/**
 * Conversions out of the sales, for teams that tell of none themselves. Last touch: an order counts for the last message
 * that its customer got in the seven days before. That says what came after a message, not because of it; what a campaign
 * brings is measured against its hold-out.
 */
import type { Db } from '../../db/db.ts';
import { countCampaign } from '../../tools/campaigns/index.ts';

/** An order counts for a message of so many days before it. */
const WITHIN_DAYS = 7;
/** Sales are often imported late; what comes later than this is left out. */
const LOOK_BACK_DAYS = 45;
/** Of events that were made here and not told. */
const PREFIX = 'in-sales:';

/** Orders without a time of day count from the day after the message on: the same day may have been before it. */
const ATTRIBUTE = `
with reached as (
  select o.outbox_id, o.campaign_id, o.customer_id, o.variation_id, o.sent_at from outbox o
   where o.tenant_id = $1 and o.state = 'sent' and o.sent_at > $2::timestamptz - make_interval(days => ${LOOK_BACK_DAYS})
     and not exists (select from outbox_events e join outbox other on other.outbox_id = e.outbox_id
                      where e.tenant_id = $1 and e.event = 'converted' and e.event_id not like '${PREFIX}%'
                        and other.campaign_id = o.campaign_id)),
orders as (
  select s.customer_id, s.transaction_id, sum(s.total_amount)::float8 as value,
         min(coalesce(s.transaction_at, s.transaction_date::timestamp at time zone w.timezone)) as at
    from fct_sales s join tenants w on w.tenant_id = s.tenant_id
   where s.tenant_id = $1 and s.quantity > 0 and s.customer_id in (select customer_id from reached)
     and s.transaction_date > ($2::timestamptz - make_interval(days => ${LOOK_BACK_DAYS}))::date
   group by s.customer_id, s.transaction_id having sum(s.total_amount) > 0),
touched as (
  select distinct on (r.customer_id, x.transaction_id) r.*, x.transaction_id, x.value, x.at
    from orders x join reached r on r.customer_id = x.customer_id
     and r.sent_at <= x.at and r.sent_at > x.at - make_interval(days => ${WITHIN_DAYS})
   order by r.customer_id, x.transaction_id, r.sent_at desc, r.outbox_id desc),
kept as (
  insert into outbox_events (tenant_id, outbox_id, event, event_id, at, value, received_at)
  select $1, outbox_id, 'converted', '${PREFIX}' || left(transaction_id, 200), at, value, $2 from touched
  on conflict do nothing returning outbox_id, at, value),
counted as (
  insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp", value)
  select $1, g.test_id, r.variation_id, r.customer_id, 'converted', kept.at, kept.value
    from kept join reached r on r.outbox_id = kept.outbox_id
    join outreach_campaigns g on g.tenant_id = $1 and g.id = r.campaign_id
   where g.test_id is not null and r.variation_id is not null
  on conflict do nothing)
select r.campaign_id::text as campaign, count(*)::int as orders
  from kept join reached r on r.outbox_id = kept.outbox_id group by 1`;

export interface Attribution {
  attribute(signal: AbortSignal): Promise<{ readonly orders: number } | null>;
}

/** Looks at teams with new sales, or with messages that are no longer in doubt; at all, the first time. Null where nothing was found. */
export function createAttribution(db: Db, now: () => Date): Attribution {
  const seen = new Map<string, string>();
  return {
    async attribute(signal) {
      const { rows } = await db.query<{ id: string; version: string }>(
        `select t.tenant_id as id, t.data_version || ' ' || (select coalesce(sum(g.unknown_count), 0)
                  from outreach_campaigns g where g.tenant_id = t.tenant_id) as version
           from tenants t
          where exists (select from outreach_campaigns g where g.tenant_id = t.tenant_id
                           and g.started_at > $1::timestamptz - make_interval(days => ${LOOK_BACK_DAYS}))`,
        [now()],
      );
      let orders = 0;
      for (const { id, version } of rows) {
        if (signal.aborted || seen.get(id) === version) continue;
        const found = await db.transaction((tx) =>
          tx.query<{ campaign: string; orders: number }>(ATTRIBUTE, [id, now()]),
        );
        for (const row of found.rows) {
          orders += row.orders;
          await countCampaign(db, id, row.campaign);
        }
        seen.set(id, version);
      }
      return orders > 0 ? { orders } : null;
    },
  };
}
