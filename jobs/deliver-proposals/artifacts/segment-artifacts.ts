/** `segments/<day>/…`: groups by behaviour, by who people are, and by what is expected of them. */
import type { TenantDb } from '../../../db/db.ts';
import type { Artifact, ArtifactContext } from './artifact.ts';

/** Smaller groups could tell of one person; they are counted together. */
const LEAST_PEOPLE = 10;

export async function segmentArtifacts({ db }: ArtifactContext): Promise<readonly Artifact[]> {
  return [
    {
      folder: 'segments',
      name: 'behavioral-clusters.json',
      content: { segments: await readSegments(db) },
    },
    {
      folder: 'segments',
      name: 'demographic-segments.json',
      content: { least_people: LEAST_PEOPLE, groups: await readDemographics(db) },
    },
    { folder: 'segments', name: 'predictive-scores.json', content: await readScores(db) },
  ];
}

async function readSegments(db: TenantDb): Promise<readonly object[]> {
  const { rows } = await db.read(
    `select s.id::text as segment_id, s.segment_name, s.segment_type, s.method, parent.segment_name as part_of,
            coalesce(s.user_count, 0) as user_count, latest.as_of::text as as_of,
            round(latest.total_revenue / nullif(latest.user_count, 0), 2)::float8 as revenue_per_user,
            latest.joined, latest.departed, s.strategy
       from audience_segments s
       left join audience_segments parent on parent.tenant_id = s.tenant_id and parent.id = s.parent_id
       left join lateral (
         select as_of, user_count, joined, departed, total_revenue from segment_history h
          where h.tenant_id = s.tenant_id and h.segment_id = s.id order by as_of desc limit 1) latest on true
      where s.tenant_id = $1 and s.is_active order by s.method, user_count desc, s.id`,
    [db.tenantId],
  );
  return rows;
}

/** Every trait by itself: crossed, groups would soon be one person. */
async function readDemographics(db: TenantDb): Promise<readonly object[]> {
  const { rows } = await db.read(
    `with person as (
       select c.gender, c.country, c.location,
              case when c.age < 18 then 'under 18' when c.age < 25 then '18 to 24' when c.age < 35 then '25 to 34'
                   when c.age < 45 then '35 to 44' when c.age < 55 then '45 to 54' when c.age < 65 then '55 to 64'
                   when c.age >= 65 then '65 and over' end as age,
              coalesce(p.orders, 0) as orders, coalesce(p.total_spent, 0) as spent
         from dim_customer c left join customer_profiles p on p.tenant_id = c.tenant_id and p.customer_id = c.customer_id
        where c.tenant_id = $1),
     counted as (
       select trait, value, count(*) as users, sum(orders) as orders, sum(spent) as spent
         from person, lateral (values ('gender', gender), ('country', country), ('location', location), ('age', age))
              as traits (trait, value)
        where value is not null group by trait, value)
     select trait, case when users >= $2 then value else 'fewer than ' || $2::int || ' people each' end as value,
            sum(users)::int as user_count, sum(orders)::int as orders, round(sum(spent), 2)::float8 as revenue
       from counted group by 1, 2 having sum(users) >= $2 order by 1, 3 desc, 2`,
    [db.tenantId, LEAST_PEOPLE],
  );
  return rows;
}

async function readScores(db: TenantDb): Promise<object> {
  const { rows } = await db.read<Record<string, unknown>>(
    `select count(*)::int as users, max(scored_on)::text as scored_on, avg(engagement)::float8 as avg_engagement,
            count(churn_probability)::int as churn_scored, avg(churn_probability)::float8 as avg_churn_probability,
            count(*) filter (where churn_probability >= 0.5)::int as at_risk,
            array_agg(width_bucket(churn_probability, 0, 1.0000001, 10)) filter (where churn_probability is not null) as deciles,
            count(lifetime_value)::int as value_scored, sum(lifetime_value)::float8 as expected_value,
            max(horizon_days) as horizon_days
       from customer_scores where tenant_id = $1`,
    [db.tenantId],
  );
  const { deciles, ...scores } = rows[0] ?? {};
  const of = Array.isArray(deciles) ? (deciles as number[]) : [];
  return {
    ...scores,
    churn_probability_histogram: Array.from({ length: 10 }, (_, step) => ({
      from: step / 10,
      to: (step + 1) / 10,
      users: of.filter((decile) => decile === step + 1).length,
    })),
  };
}
