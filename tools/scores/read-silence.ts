/** How many good customers have fallen silent, beside how many would by chance. */
import type { TenantDb } from '../../db/db.ts';
import { chanceOfSilence, fitNbd, rateOf } from '../../statistics/nbd.ts';
import { normalCdf } from '../../statistics/normal.ts';
import type { Workspace } from '../workspace.ts';

/** Who bought nothing for so long is silent. */
export const SILENT_DAYS = 90;
/** Purchases after the first, on different days, before that: a good customer. */
export const REPEATS = 4;
const LOOK_BACK_DAYS = 730;
const DAYS_PER_WEEK = 7;
/** Fewer say nothing. */
const FEWEST = 50;

export interface Silence {
  /** Good customers, as of the beginning of the silence. */
  readonly customers: number;
  readonly silent: number;
  /** As many as their own rhythms and the season would leave silent. */
  readonly expected: number;
  /** One-sided: how often chance alone leaves so many silent. */
  readonly pValue: number;
}

interface Row {
  readonly x: number;
  readonly weeks: number;
  readonly customers: number;
  readonly silent: number;
  readonly recent: number;
}

// One row for all customers with the same history: as many rows as there are rhythms, not people.
const SQL = `
with days as (
  select customer_id, transaction_date as day from fct_sales
   where tenant_id = $1 and quantity > 0 and customer_id is not null
     and transaction_date < $2::date and transaction_date >= $2::date - ${LOOK_BACK_DAYS}
   group by 1, 2),
people as (
  select min(day) as first_day, count(*) filter (where day < $2::date - ${SILENT_DAYS}) - 1 as x,
         count(*) filter (where day >= $2::date - ${SILENT_DAYS}) as recent
    from days group by customer_id having min(day) < $2::date - ${SILENT_DAYS})
select least(x, 200)::int as x, (($2::date - ${SILENT_DAYS} - first_day) / ${DAYS_PER_WEEK})::int as weeks,
       count(*)::int as customers, (count(*) filter (where recent = 0))::int as silent, sum(recent)::int as recent
  from people group by 1, 2`;

/**
 * Everybody is expected to go on as before at a rate of their own, times what the season makes of everybody's rate. Null
 * where there are too few customers or their purchases tell nothing of how they differ.
 */
export async function readSilence(
  db: TenantDb,
  { today }: Pick<Workspace, 'today'>,
): Promise<Silence | null> {
  const { rows } = await db.read<Row>(SQL, [db.tenantId, today]);
  // A customer's exposure lies anywhere within its last week.
  const histories = rows.map((row) => ({ ...row, exposure: row.weeks + 0.5 }));
  const fit = fitNbd(histories);
  if (!fit) return null;
  const weeks = SILENT_DAYS / DAYS_PER_WEEK;
  const usual = total(histories, (each) => each.customers * rateOf(fit, each) * weeks);
  const season = usual > 0 ? total(histories, ({ recent }) => recent) / usual : 1;
  const good = histories.filter(({ x }) => x >= REPEATS);
  const customers = total(good, (each) => each.customers);
  if (customers < FEWEST) return null;
  const chance = (each: (typeof good)[number]) => chanceOfSilence(fit, each, weeks * season);
  const expected = total(good, (each) => each.customers * chance(each));
  const variance = total(good, (each) => each.customers * chance(each) * (1 - chance(each)));
  const silent = total(good, (each) => each.silent);
  const z = variance > 0 ? (silent - 0.5 - expected) / Math.sqrt(variance) : 0;
  return { customers, silent, expected, pValue: normalCdf(-z) };
}

function total<Each>(list: readonly Each[], of: (each: Each) => number): number {
  return list.reduce((sum, each) => sum + of(each), 0);
}
