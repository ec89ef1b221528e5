/** What the people were worth who are probably leaving, and what they have in common. */
import type { TenantDb } from '../../db/db.ts';
import type { PeopleSelect } from '../impact/people.ts';
import type { Workspace } from '../workspace.ts';

export interface Leavers {
  readonly people: number;
  /** Mean probability of having left. */
  readonly churn: number;
  readonly silentDays: number;
  /** Revenue of one in 90 days at their former pace: mean and its standard error. */
  readonly pace: number;
  readonly paceError: number;
  /** Revenue of one in the year before they fell silent. */
  readonly value: number;
}

export async function readLeavers(
  db: TenantDb,
  { today }: Workspace,
  people: PeopleSelect,
  horizonDays: number,
): Promise<Leavers> {
  const at = people.values.length;
  const { rows } = await db.read<Leavers>(
    `with leaving as (${people.text}),
     bought as (
       select s.customer_id, sum(s.total_amount) as revenue, min(s.transaction_date) as first_day,
              max(s.transaction_date) filter (where s.quantity > 0) as last_day,
              count(distinct s.transaction_date) filter (where s.quantity > 0) as days
         from fct_sales s join leaving using (customer_id)
        where s.tenant_id = $${at + 1} and s.transaction_date >= $${at + 2}::date - 730 and s.transaction_date < $${at + 2}::date
        group by 1),
     paced as (
       -- From the first purchase to one usual gap after the last: how long the revenue took to come.
       select customer_id, last_day, greatest(0, revenue)
                / greatest(30, (last_day - first_day) * days::float8 / greatest(1, days - 1)) as per_day
         from bought where last_day is not null)
     select count(*)::int as people, coalesce(avg(c.churn_probability), 0)::float8 as churn,
            coalesce(avg($${at + 2}::date - p.last_day), 0)::float8 as "silentDays",
            coalesce(avg(p.per_day * $${at + 3}::int), 0)::float8 as pace,
            coalesce(stddev_samp(p.per_day * $${at + 3}::int) / sqrt(count(*)), 0)::float8 as "paceError",
            coalesce(avg(p.per_day * 365), 0)::float8 as value
       from paced p left join customer_scores c on c.tenant_id = $${at + 1} and c.customer_id = p.customer_id`,
    [...people.values, db.tenantId, today, horizonDays],
  );
  return rows[0] ?? { people: 0, churn: 0, silentDays: 0, pace: 0, paceError: 0, value: 0 };
}

export interface CommonTrait {
  readonly trait: 'location' | 'interest';
  readonly value: string;
  /** Of the people, and of all customers. */
  readonly share: number;
  readonly everywhere: number;
}

/** The commonest place and first interest of the people, beside how common they are among everybody. */
export async function readCommonTraits(db: TenantDb, people: PeopleSelect): Promise<readonly CommonTrait[]> {
  const at = people.values.length;
  const { rows } = await db.read<CommonTrait>(
    `with leaving as (${people.text}),
     traits as (
       select c.customer_id, t.trait, t.value
         from dim_customer c
         left join customer_profiles p on p.tenant_id = c.tenant_id and p.customer_id = c.customer_id
         cross join lateral (values ('location', c.location), ('interest', p.top_interest)) t (trait, value)
        where c.tenant_id = $${at + 1} and t.value is not null),
     counted as (
       select trait, value, count(l.customer_id) as mine, count(*) as everyones
         from traits left join leaving l using (customer_id) group by 1, 2)
     select distinct on (trait) trait, value, (mine / nullif(sum(mine) over (partition by trait), 0))::float8 as share,
            (everyones / sum(everyones) over (partition by trait))::float8 as everywhere
       from counted order by trait, mine desc, value`,
    [...people.values, db.tenantId],
  );
  return rows.filter(({ share }) => share !== null);
}
