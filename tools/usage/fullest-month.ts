/** How much of its month the team has used that has used most of it: for whoever watches over all teams. */

const TOKENS = 'prompt_tokens + completion_tokens + embedding_tokens';

/**
 * One number: 1 is a cap that is reached; null where no team has one. `$1` is now; to be asked as the owner. Months are
 * those of each team's timezone, read as `used.ts` does: whole days of UTC from their sums, what comes before from calls.
 */
export const FULLEST_MONTH = `
select max(greatest(case when dollar_cap > 0 then used.dollars / dollar_cap when dollar_cap = 0 then 1 end,
                    case when token_cap > 0 then used.tokens / token_cap when token_cap = 0 then 1 end))::float8
  from (select tenant_id, dollar_cap, token_cap, begins,
               date_trunc('day', begins at time zone 'UTC' + interval '1 day' - interval '1 microsecond') as first_day
          from (select tenant_id, date_trunc('month', $1::timestamptz at time zone timezone) at time zone timezone as begins,
                       case when jsonb_typeof(settings #> '{model,dollarsPerTeamMonth}') = 'number'
                            then (settings #>> '{model,dollarsPerTeamMonth}')::numeric end as dollar_cap,
                       case when jsonb_typeof(settings #> '{model,tokensPerTeamMonth}') = 'number'
                            then (settings #>> '{model,tokensPerTeamMonth}')::numeric end as token_cap
                  from tenants) team
         where dollar_cap is not null or token_cap is not null) capped
 cross join lateral (
   select coalesce(sum(cost_usd), 0) as dollars, coalesce(sum(tokens), 0) as tokens
     from (select cost_usd, ${TOKENS} as tokens from model_usage_days d
            where d.tenant_id = capped.tenant_id and d.day >= capped.first_day::date
            union all
           select cost_usd, ${TOKENS} from model_calls c
            where c.tenant_id = capped.tenant_id and c.at >= capped.begins
              and c.at < capped.first_day at time zone 'UTC') both_ends) used`;
