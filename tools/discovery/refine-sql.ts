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
  /** A customer to leave out: the one the others are to be like. */
  readonly besides?: string;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** What full agreement in words adds to a similarity, which is at most 1. */
const WORDS_WEIGHT = 0.25;
/** Of that, how much is for the wishes met; the rest is PostgreSQL's rank. */
const WISHES_PART = 0.8;

/**
 * One row per interested member: `customer_id`, `similarity` (null without meaning), `wishes` met in words, `score`, and
 * `interested`, the number of them in the whole pool. Somebody is interested whose profile is near enough in meaning or
 * meets every wish in words; by words alone, who meets most wishes. Who is near to what is unwanted is not.
 */
export function refineSql({
  members,
  interest,
  meaning,
  workspace,
  pool,
  limit,
  besides,
}: RefineQuery): Statement {
  const parameters = parametersFrom(1);
  const tenant = parameters.add(workspace.tenantId, 'uuid');
  const gate = membersSql(members, workspace, parameters);
  const wishes = interest.wishQueries.map(
    (query) => `(p.search @@ to_tsquery('english', ${parameters.add(query, 'text')}))::int`,
  );
  const wanted = meaning?.wanted ?? null;
  const similarity = wanted
    ? `1 - (v.embedding <=> ${parameters.add(vectorText(wanted.vector), 'vector')})`
    : 'null::float8';
  const rank =
    interest.wishQueries.length > 0
      ? `ts_rank_cd(p.search, to_tsquery('english', ${parameters.add(interest.wishQueries.join(' | '), 'text')}), 32)`
      : '0';
  const conditions = [
    ...unwanted(interest, meaning, parameters),
    ...borneOut(interest, meaning, parameters),
    ...(besides === undefined ? [] : [`p.customer_id <> ${parameters.add(besides, 'text')}`]),
    ...(pool.kind === 'sample' ? [`hashtext(p.customer_id) % ${pool.oneOf} = 0`] : []),
  ];
  const total = Math.max(1, wishes.length);
  const words = `(wishes * ${WISHES_PART} / ${total} + rank * ${1 - WISHES_PART})`;
  const text = `with gate as materialized (
${gate}
), ${from(pool, meaning, tenant, parameters)}
scored as (
  select p.customer_id, p.total_spent, ${similarity} as similarity,
         ${wishes.length > 0 ? wishes.join(' + ') : '0'} as wishes, ${rank} as rank
  ${source(pool, meaning, tenant, parameters)}
  where p.tenant_id = ${tenant}${conditions.map((condition) => `\n    and ${condition}`).join('')}
)
select customer_id, similarity, wishes, coalesce(similarity, 0) + ${WORDS_WEIGHT} * ${words} as score,
       (count(*) over ())::int as interested
from scored
where ${relevant(wishes.length, besides !== undefined, wanted?.relevance ?? null, parameters)}
order by score desc, total_spent desc, customer_id
limit ${parameters.add(limit, 'int')}`;
  return { text, values: parameters.values };
}

function unwanted(interest: Interest, meaning: Meaning | null, parameters: Parameters): readonly string[] {
  const conditions: string[] = [];
  if (interest.unwantedQuery)
    conditions.push(
      `not p.search @@ to_tsquery('english', ${parameters.add(interest.unwantedQuery, 'text')})`,
    );
  if (meaning?.unwanted) {
    const { vector, relevance } = meaning.unwanted;
    conditions.push(
      `1 - (v.embedding <=> ${parameters.add(vectorText(vector), 'vector')}) < ${parameters.add(relevance, 'float8')}`,
    );
  }
  return conditions;
}

/** Hashed features of words that have nothing in common look alike now and then: the profile must say something of it. */
function borneOut(
  { evidenceQuery }: Interest,
  meaning: Meaning | null,
  parameters: Parameters,
): readonly string[] {
  if (!evidenceQuery || !meaning?.wanted || !meaning.hashed) return [];
  return [`p.search @@ to_tsquery('english', ${parameters.add(evidenceQuery, 'text')})`];
}

/** The nearest are taken by the index first; the outer query then scores them in full precision. */
function from(pool: Pool, meaning: Meaning | null, tenant: string, parameters: Parameters): string {
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

function source(pool: Pool, meaning: Meaning | null, tenant: string, parameters: Parameters): string {
  const profiles = 'join customer_profiles p using (customer_id)';
  if (!meaning) return `from gate ${profiles}`;
  if (pool.kind === 'nearest') return `from near v ${profiles}`;
  return `from gate ${profiles}
  join customer_vectors v on v.tenant_id = ${tenant} and v.model = ${parameters.add(meaning.model, 'text')}
    and v.customer_id = gate.customer_id`;
}

function relevant(wishes: number, alike: boolean, relevance: number | null, parameters: Parameters): string {
  if (relevance === null) {
    if (wishes === 0) return 'true';
    // By words alone one wish must be met, two of two, two of three, three of four; of somebody's tastes, any.
    return `wishes >= ${alike ? 1 : Math.ceil(0.6 * wishes)}`;
  }
  const near = `similarity >= ${parameters.add(relevance, 'float8')}`;
  return wishes === 0 ? near : `(${near} or wishes = ${wishes})`;
}
