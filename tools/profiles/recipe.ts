/** What a profile is made of. Whoever changes anything here raises `RECIPE`, and every profile is built anew. */

export const RECIPE = 1;

/** Spent more than this, in the workspace's currency: likes luxury. `luxury_threshold` in a team's settings replaces it. */
export const LUXURY_THRESHOLD = 800;

/** Interests, colours and channels that are kept of one customer, heaviest first. */
export const KEPT_TASTES = 10;

/** What a touch with a product says about taste. */
export const WEIGHTS = { purchase: 3, cart: 2, view: 1 } as const;

/** The weight of an event by its type: clickstreams spell it in many ways, so parts of the word decide. */
export const EVENT_WEIGHT = `case
    when lower(e.event_type) like any (array['%purchase%', '%order%completed%', '%order%placed%', 'transaction', 'buy', 'bought'])
      then ${WEIGHTS.purchase}
    when lower(e.event_type) like '%cart%' and lower(e.event_type) not like '%remove%' and lower(e.event_type) not like '%abandon%'
      then ${WEIGHTS.cart}
    when lower(e.event_type) like '%view%' then ${WEIGHTS.view}
    else 0 end`;

const TRAITS = `concat_ws(', ', 'from ' || coalesce(c.country, c.location), 'age ' || c.age, 'favorite color ' || lower(c.favorite_color))`;

/** "From PL, age 19, favorite color red.", of `dim_customer c`; empty where nothing is known. */
export const TRAITS_TEXT = `coalesce(upper(left(${TRAITS}, 1)) || substr(nullif(${TRAITS}, ''), 2) || '.', '')`;

/** The whole profile in words, of the columns that `build-sql.ts` gathers. What is not known is left out. */
export const PROFILE_TEXT = `concat_ws(' ',
    nullif(traits_text, ''),
    'Total spent: ' || to_char(spent, 'FM999999999999990.00') || '.',
    'Primary interests: ' || interest_words || '.',
    'Preferred colors: ' || color_words || '.',
    case when likes_luxury then 'This customer likes luxury items.' end,
    case when events = 0 and spent is null then 'No orders and no visits yet.'
         when traits_text = '' and spent is null and interest_words is null and color_words is null
         then 'Has visited; no taste is known yet.' end)`;
