/** What calls of models took in a stretch: whole days of UTC from their sums, its ends from the calls themselves. */
import type { Stretch } from './stretch.ts';

const DAY_MS = 86_400_000;

type Ends = Pick<Stretch, 'from' | 'to'>;

/** The days of UTC that lie in the stretch; none (both its end) where it holds no whole one. */
export function wholeDays({ from, to }: Ends): Ends {
  const first = Math.ceil(from.getTime() / DAY_MS) * DAY_MS;
  const end = Math.floor(to.getTime() / DAY_MS) * DAY_MS;
  return first < end ? { from: new Date(first), to: new Date(end) } : { from: to, to };
}

/**
 * The team's usage as rows, for a `from`: `$1` is the team, `$2` to `$5` are `usedParams`. `at` is of the call, of a sum
 * the beginning of its day.
 */
export const USED = `(
  select day::timestamp at time zone 'UTC' as at, person_id, model, questions, calls, prompt_tokens, completion_tokens,
         embedding_tokens, cost_usd, unpriced
    from model_usage_days
   where tenant_id = $1 and day >= ($3::timestamptz at time zone 'UTC')::date
     and day < ($4::timestamptz at time zone 'UTC')::date
   union all
  select at, person_id, model, begins_question::int, 1, prompt_tokens, completion_tokens,
         embedding_tokens, coalesce(cost_usd, 0), (cost_usd is null)::int
    from model_calls
   where tenant_id = $1 and (at >= $2 and at < $3 or at >= $4 and at < $5)) used`;

/** Where the stretch begins and ends, and the days in between that are taken from their sums. */
export function usedParams(stretch: Ends, days: Ends = wholeDays(stretch)): readonly Date[] {
  return [stretch.from, days.from, days.to, stretch.to];
}

/** Calls one by one, for what is asked by parts of a day. */
export const callByCall = ({ to }: Ends): Ends => ({ from: to, to });
