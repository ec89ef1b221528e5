/** Stage 2 as SQL: the members of a gate scored by nearness in meaning and by words. */
import type { SqlValue } from '../../db/db.ts';
import { vectorText } from '../../db/vectors/vector-values.ts';
import { inSet } from '../audience/compile-trait.ts';
import { type Parameters, parametersFrom } from '../audience/parameters.ts';
import type { Workspace } from '../workspace.ts';
import { type Members, membersSql } from './gate-members.ts';
import type { Meaning } from './meaning.ts';
import type { Interest } from './words/interest.ts';

/** Who is scored. */
export type Pool =
  /** Every member, one by one. */
  | { readonly kind: 'members' }
  /** A sample of the members, one of so many. */
  | { readonly kind: 'sample'; readonly oneOf: number }
  /** The members that the index finds nearest. `embedding` is how it names the column. */
  | { readonly kind: 'nearest'; readonly candidates: number; readonly embedding: string };

export interface RefineQuery {
  readonly members: Members;
  readonly interest: Interest;
  /** Null: words alone. */
  readonly meaning: Meaning | null;
  readonly workspace: Workspace;
  readonly pool: Pool;
  /** Most people returned. */
  readonly limit: number;
  /** So many are in their exact order; those after them are ordered without PostgreSQL's rank, which costs most. */
  readonly ranked: number;
  /** A customer to leave out: the one the others are to be like. */
  readonly besides?: string;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** What every wish met in words adds to a similarity, which is at most 1; and what PostgreSQL's rank adds, at most. */
const WISHES_WEIGHT = 0.2;
const RANK_WEIGHT = 0.05;

/**
 * One row per interested member: `customer_id`, `similarity` (null without meaning), `wishes` met in words, `score`, and
 * `interested`, the number of them in the whole pool. Somebody is interested whose profile is near enough in meaning or
 * meets every wish in words; by words alone, who meets most wishes. Who is near to what is unwanted is not.
 *
 * A test in words takes three times as long as a comparison of vectors, and a rank twenty times as long as a test. So
 * vectors go first, words are asked of who is left (`offset 0` keeps the planner from asking them of the whole table),
 * and the rank is taken of those whom it can still bring among the first.
 */
export function refineSql({
  members,
  interest,
  meaning,
  workspace,
  pool,
  limit,
  ranked,
  besides,
}: RefineQuery): Statement {
  const parameters = parametersFrom(1);
  const tenant = parameters.add(workspace.tenantId, 'uuid');
  const gate = membersSql(members, workspace, parameters);
  const wishes = interest.wishQueries.map((query) => says(query, parameters));
  const wanted = meaning?.wanted ?? null;
  const near = wanted ? `similarity >= ${parameters.add(wanted.relevance, 'float8')}` : null;
  const wishesMet = wishes.length > 0 ? wishes.map((wish) => `(${wish})::int`).join(' + ') : '0';
  const rank =
    interest.wishQueries.length > 0
      ? `ts_rank_cd(search, to_tsquery('english', ${parameters.add(interest.wishQueries.join(' | '), 'text')}), 32)`
      : '0';
  const total = Math.max(1, wishes.length);
  const conditions = [
    ...relevant(wishes, near, borneOut(interest, meaning, parameters), besides !== undefined),
    ...(interest.unwantedQuery ? [`not ${says(interest.unwantedQuery, parameters)}`] : []),
  ];
  const text = `with gate as materialized (
${gate}
), ${nearest(pool, meaning, tenant, parameters)}
compared as (
  ${compared(pool, meaning, besides, tenant, parameters)}
), profiled as (
  select c.customer_id, c.similarity, p.search, p.total_spent
  from compared c join customer_profiles p on p.tenant_id = ${tenant} and p.customer_id = c.customer_id
  offset 0
), met as (
  select customer_id, total_spent, search, similarity,
         ${near && wishes.length > 0 ? `case when ${near} then ${wishesMet} else ${wishes.length} end` : wishesMet} as wishes
  from profiled
  ${conditions.length > 0 ? `where ${conditions.join('\n    and ')}` : ''}
  offset 0
), scored as materialized (
  select *, coalesce(similarity, 0) + wishes * ${WISHES_WEIGHT / total}::float8 as unranked from met
), least as (
  select unranked - ${RANK_WEIGHT}::float8 as worth from scored order by unranked desc offset ${ranked - 1} limit 1
)
select customer_id, similarity, wishes,
       case when unranked >= coalesce((select worth from least), '-infinity') then unranked + ${RANK_WEIGHT}::float8 * ${rank}
            else unranked end as score,
       (select count(*) from scored)::int as interested
from scored
order by score desc, total_spent desc, customer_id
limit ${parameters.add(limit, 'int')}`;
  return { text, values: parameters.values };
}

/** Whether the profile says what a full-text query looks for. */
function says(query: string, parameters: Parameters): string {
  return `search @@ to_tsquery('english', ${parameters.add(query, 'text')})`;
}

/** Hashed features of words that have nothing in common look alike now and then: the profile must say something of it. */
function borneOut(
  { evidenceQuery }: Interest,
  meaning: Meaning | null,
  parameters: Parameters,
): string | null {
  if (!evidenceQuery || !meaning?.wanted || !meaning.hashed) return null;
  return says(evidenceQuery, parameters);
}

/** Who meets every wish has said something of it as well: the words of a wish are among its evidence. */
function relevant(
  wishes: readonly string[],
  near: string | null,
  evidence: string | null,
  alike: boolean,
): readonly string[] {
  if (near === null) {
    if (wishes.length === 0) return [];
    // By words alone one wish must be met, two of two, two of three, three of four; of somebody's tastes, any.
    const least = alike ? 1 : Math.ceil(0.6 * wishes.length);
    return [`${wishes.map((wish) => `(${wish})::int`).join(' + ')} >= ${least}`];
  }
  const all = wishes.length > 0 ? wishes.join(' and ') : 'false';
  return [`case when ${near} then ${evidence ?? 'true'} else ${all} end`];
}

/** Nearness in meaning of everybody in the pool, without those who are near to what is unwanted. */
function compared(
  pool: Pool,
  meaning: Meaning | null,
  besides: string | undefined,
  tenant: string,
  parameters: Parameters,
): string {
  const from = pool.kind === 'nearest' && meaning?.wanted ? 'near' : 'gate';
  const conditions = [
    ...(besides === undefined ? [] : [`${from}.customer_id <> ${parameters.add(besides, 'text')}`]),
    ...(pool.kind === 'sample' ? [`hashtext(${from}.customer_id) % ${pool.oneOf} = 0`] : []),
  ];
  const where = (all: readonly string[]) => (all.length > 0 ? ` where ${all.join(' and ')}` : '');
  if (!meaning) return `select customer_id, null::float8 as similarity from gate${where(conditions)}`;
  const embedding = from === 'near' ? 'near.embedding' : 'v.embedding';
  const { wanted, unwanted } = meaning;
  const distanceTo = (vector: Float32Array) =>
    `(${embedding} <=> ${parameters.add(vectorText(vector), 'vector')})`;
  if (unwanted)
    conditions.push(`1 - ${distanceTo(unwanted.vector)} < ${parameters.add(unwanted.relevance, 'float8')}`);
  const vectors =
    from === 'near'
      ? 'near'
      : `gate join customer_vectors v on v.tenant_id = ${tenant} and v.model = ${parameters.add(meaning.model, 'text')}
    and v.customer_id = gate.customer_id`;
  return `select ${from}.customer_id, ${wanted ? `1 - ${distanceTo(wanted.vector)}` : 'null::float8'} as similarity
  from ${vectors}${where(conditions)}`;
}

/** The nearest are taken by the index first; the outer query then scores them in full precision. */
function nearest(pool: Pool, meaning: Meaning | null, tenant: string, parameters: Parameters): string {
  if (pool.kind !== 'nearest' || !meaning?.wanted) return '';
  const type = pool.embedding.slice(pool.embedding.indexOf('::') + 2);
  const sought = parameters.add(vectorText(meaning.wanted.vector), type);
  return `near as materialized (
  select customer_id, embedding from customer_vectors
  where tenant_id = ${tenant} and model = ${parameters.add(meaning.model, 'text')}
    -- Kept a look-up, not a join, so that the index gives the order.
    and ${inSet('customer_id', 'select gate.customer_id from gate')}
  order by (${pool.embedding}) <=> ${sought}
  limit ${pool.candidates}
),`;
}
