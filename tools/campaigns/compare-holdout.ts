/** What a campaign brought: those it was meant for beside those held out. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import { sampleOfSums } from '../../statistics/experiments/sample.ts';
import { compareProportions } from '../../statistics/experiments/two-proportions.ts';
import { compareMeans } from '../../statistics/experiments/welch.ts';
import type { Workspace } from '../workspace.ts';
import { HELD_OUT } from './progress.ts';
import type { Campaign } from './read-campaigns.ts';

/** With fewer people held out nothing can be told. */
const FEWEST = 30;
const DAYS = 28;

const arm = z.object({ people: z.number(), buyers: z.number(), revenue: z.number() });
const interval = z.object({ low: z.number(), high: z.number() });

export const comparison = z.object({
  /** Whole days with sales since it began, up to 28. */
  days: z.number(),
  meant: arm,
  heldOut: arm,
  /** Share of buyers, and revenue per person: those it was meant for less those held out, with the 95% interval. */
  buyers: z.object({ difference: z.number(), interval }),
  revenue: z.object({ difference: z.number(), interval }),
});
export type HoldoutComparison = z.infer<typeof comparison>;

interface Row {
  readonly held_out: boolean;
  readonly people: number;
  readonly buyers: number;
  readonly revenue: number;
  readonly squares: number;
}

/**
 * Everybody counts where they were put when it was approved, whether they got the message or not: anything else would
 * compare people who can be reached with people who cannot. Null where it cannot be told: no hold-out, too few people, or
 * no sales since the day it began.
 */
export async function compareHoldout(
  db: Queryable,
  { tenantId, timezone, data }: Workspace,
  { id, startedAt }: Campaign,
): Promise<HoldoutComparison | null> {
  if (startedAt === null || data === null) return null;
  const { rows } = await db.query<Row & { readonly days: number }>(
    `with began as (select ($3::timestamptz at time zone $4)::date as day),
     spent as (
       select o.customer_id, o.reason is not distinct from '${HELD_OUT}' as held_out,
              coalesce(sum(s.total_amount), 0)::float8 as revenue, coalesce(bool_or(s.quantity > 0), false) as bought
         from outbox o cross join began
         left join fct_sales s on s.tenant_id = $1 and s.customer_id = o.customer_id
          and s.transaction_date >= began.day and s.transaction_date < began.day + ${DAYS}
        where o.tenant_id = $1 and o.campaign_id = $2::bigint and o.step = 1
        group by o.customer_id, o.reason)
     select held_out, count(*)::int as people, count(*) filter (where bought)::int as buyers,
            sum(revenue)::float8 as revenue, sum(revenue * revenue)::float8 as squares,
            (select least($5::date + 1 - day, ${DAYS})::int from began) as days
       from spent group by held_out`,
    [tenantId, id, startedAt, timezone, data.to],
  );
  const meant = rows.find(({ held_out }) => !held_out);
  const heldOut = rows.find(({ held_out }) => held_out);
  if (!meant || !heldOut || meant.people < FEWEST || heldOut.people < FEWEST || heldOut.days < 1) return null;
  const count = ({ people, buyers }: Row) => ({ n: people, successes: buyers });
  const sample = ({ people, revenue, squares }: Row) => sampleOfSums(people, revenue, squares);
  const buyers = compareProportions(count(heldOut), count(meant));
  const revenue = compareMeans(sample(heldOut), sample(meant));
  const told = ({ people, buyers: bought, revenue: earned }: Row) => ({
    people,
    buyers: bought,
    revenue: earned,
  });
  return {
    days: heldOut.days,
    meant: told(meant),
    heldOut: told(heldOut),
    buyers: { difference: buyers.difference, interval: buyers.interval },
    revenue: { difference: revenue.difference, interval: revenue.interval },
  };
}
