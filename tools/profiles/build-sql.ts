import { NAMED_TASTES } from '../audience/profile-payload.ts';
import { EVENT_WEIGHT, KEPT_TASTES, PROFILE_TEXT, TRAITS_TEXT, WEIGHTS } from './recipe.ts';

/** What is written of a profile besides its key and `built_at`, in the order of the select below. */
const COLUMNS = `profile_text, traits_text, text_hash, interests, colors, channels, top_interest, top_color,
  preferred_channel, content_affinity, channel_affinity, orders, units, total_spent, events, sessions,
  first_order_date, last_order_date, first_seen_date, last_seen_date, likes_luxury`
  .split(',')
  .map((column) => column.trim());

/** The names, the heaviest, its share and the words of each facet, out of the `ranked` rows of one customer. */
const facets = [
  {
    facet: 'interest',
    all: 'interests',
    first: 'top_interest',
    share: 'content_affinity',
    words: 'interest_words',
  },
  { facet: 'color', all: 'colors', first: 'top_color', share: 'color_affinity', words: 'color_words' },
  {
    facet: 'channel',
    all: 'channels',
    first: 'preferred_channel',
    share: 'channel_affinity',
    words: 'channel_words',
  },
]
  .map(
    ({ facet, all, first, share, words }) => `
         jsonb_agg(jsonb_build_object('name', name, 'weight', round(share::numeric, 4)) order by place)
           filter (where facet = '${facet}') as ${all},
         max(name) filter (where facet = '${facet}' and place = 1) as ${first},
         max(share) filter (where facet = '${facet}') as ${share},
         string_agg(lower(name), ', ' order by place) filter (where facet = '${facet}' and place <= ${NAMED_TASTES}) as ${words}`,
  )
  .join(',');

const listed = (prefix: string) => COLUMNS.map((column) => prefix + column).join(', ');

/**
 * Takes a batch off the queue and builds its profiles: $1 tenant, $2 most customers, $3 luxury threshold, $4 now,
 * $5 the last customer of the batch before. Returns how many were taken, the last of them, and how many profiles were
 * written, which are those that read differently.
 *
 * A *touch* is a sales line or an event. A purchase is in both where a shop records both: it counts by its sales
 * lines, and purchase events weigh only for a customer without any. Returns do not weigh.
 */
export const BUILD_BATCH = `
with batch as materialized (
  delete from profile_queue where tenant_id = $1 and customer_id > $5 and customer_id <= (
    select max(customer_id) from (
      select customer_id from profile_queue where tenant_id = $1 and customer_id > $5 order by customer_id limit $2) next)
  returning customer_id
),
sold as materialized (
  select customer_id, s.transaction_id, s.transaction_date, s.product_sku, s.quantity, s.total_amount, s.channel
    from batch join fct_sales s using (customer_id) where s.tenant_id = $1
),
seen as materialized (
  select customer_id, e.event_date, e.session_id, e.product_sku, e.channel, ${EVENT_WEIGHT} as weight
    from batch join fct_events e using (customer_id) where e.tenant_id = $1
),
bought as (
  select customer_id, count(distinct transaction_id) filter (where quantity > 0) as orders, sum(quantity) as units,
         sum(total_amount) as spent, min(transaction_date) filter (where quantity > 0) as first_order_date,
         max(transaction_date) filter (where quantity > 0) as last_order_date
    from sold group by customer_id
),
visited as (
  select customer_id, count(*) as events, count(distinct session_id) as sessions,
         min(event_date) as first_seen_date, max(event_date) as last_seen_date
    from seen group by customer_id
),
touches as (
  select customer_id, product_sku, channel, ${WEIGHTS.purchase} as weight from sold where quantity > 0
  union all
  select e.customer_id, e.product_sku, e.channel, e.weight
    from seen e left join bought b on b.customer_id = e.customer_id
   where e.weight <> ${WEIGHTS.purchase} or b.orders is null
),
weighed as (
  select t.customer_id, f.facet, f.name, sum(f.weight)::float8 as weight
    from touches t
    left join dim_products p on p.tenant_id = $1 and p.product_sku = t.product_sku
    cross join lateral (values
      ('interest', p.category, t.weight), ('color', p.color, t.weight), ('channel', t.channel, 1)) f (facet, name, weight)
   where f.name is not null and f.weight > 0
   group by t.customer_id, f.facet, f.name
),
ranked as (
  select *, weight / sum(weight) over (partition by customer_id, facet) as share,
         row_number() over (partition by customer_id, facet order by weight desc, name collate "C") as place
    from weighed
),
tastes as (
  select customer_id, ${facets}
    from ranked where place <= ${KEPT_TASTES} group by customer_id
),
gathered as (
  select b.customer_id, coalesce(${TRAITS_TEXT}, '') as traits_text, bought.spent,
         coalesce(bought.spent > $3, false) as likes_luxury,
         coalesce(bought.orders, 0) as orders, coalesce(bought.units, 0) as units,
         bought.first_order_date, bought.last_order_date,
         coalesce(visited.events, 0) as events, coalesce(visited.sessions, 0) as sessions,
         visited.first_seen_date, visited.last_seen_date,
         coalesce(interests, '[]') as interests, top_interest, content_affinity, interest_words,
         coalesce(colors, '[]') as colors, top_color, color_words,
         coalesce(channels, '[]') as channels, preferred_channel, channel_affinity
    from batch b
    left join lateral (select c.* from dim_customer c
                        where c.tenant_id = $1 and c.customer_id = b.customer_id offset 0) c on true
    left join bought on bought.customer_id = b.customer_id
    left join visited on visited.customer_id = b.customer_id
    left join tastes on tastes.customer_id = b.customer_id
   -- Gone since they were queued: erased, or removed with the demo.
   where c.customer_id is not null or bought.customer_id is not null or visited.customer_id is not null
),
worded as (select *, ${PROFILE_TEXT} as profile_text from gathered),
written as (
  insert into customer_profiles as known (tenant_id, customer_id, built_at, ${listed('')})
  select $1, customer_id, $4::timestamptz, profile_text, traits_text, sha256(convert_to(profile_text, 'UTF8')), interests, colors,
         channels, top_interest, top_color, preferred_channel, content_affinity, channel_affinity, orders, units,
         coalesce(spent, 0), events, sessions, first_order_date, last_order_date, first_seen_date, last_seen_date, likes_luxury
    from worded
  on conflict (tenant_id, customer_id) do update set built_at = excluded.built_at,
    (${listed('')}) = row (${listed('excluded.')})
  where (${listed('known.')}) is distinct from (${listed('excluded.')})
  returning 1
)
select (select count(*) from batch)::int as taken, (select max(customer_id) from batch) as last,
        (select count(*) from written)::int as written`;
