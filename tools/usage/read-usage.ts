/** What calls of models took in a stretch of time, summed up by person, day or model. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import type { Stretch } from './stretch.ts';

export const grouping = z.enum(['person', 'day', 'model']);
export type Grouping = z.infer<typeof grouping>;

export const usageRow = z.object({
  key: z.string(),
  questions: z.number(),
  calls: z.number(),
  promptTokens: z.number(),
  completionTokens: z.number(),
  embeddingTokens: z.number(),
  tokens: z.number(),
  /** US dollars of the calls with a known price; null where none has one. */
  cost: z.number().nullable(),
  /** Calls whose price is not known. */
  unpriced: z.number(),
});
export type UsageRow = z.infer<typeof usageRow>;

/** Null: everybody, jobs included. */
export interface UsageFilter {
  readonly personId: string | null;
  readonly stretch: Stretch;
  readonly timezone: string;
}

const KEYS: Readonly<Record<Grouping, string>> = {
  person: `coalesce(p.name, case when c.person_id is null then 'Jobs and people who have left' end)`,
  day: `to_char(c.at at time zone $5, 'YYYY-MM-DD')`,
  model: 'c.model',
};

const SUMS = `
  count(distinct c.trace_id)::int as questions, count(*)::int as calls,
  coalesce(sum(c.prompt_tokens), 0)::float8 as "promptTokens",
  coalesce(sum(c.completion_tokens), 0)::float8 as "completionTokens",
  coalesce(sum(c.embedding_tokens), 0)::float8 as "embeddingTokens",
  coalesce(sum(c.prompt_tokens + c.completion_tokens + c.embedding_tokens), 0)::float8 as tokens,
  sum(c.cost_usd)::float8 as cost, count(*) filter (where c.cost_usd is null)::int as unpriced`;

/** One row per person, day or model: days in their order, the others by what they cost. */
export async function readUsage(
  db: TenantDb,
  by: Grouping,
  { personId, stretch, timezone }: UsageFilter,
): Promise<readonly UsageRow[]> {
  const { rows } = await db.read<UsageRow>(
    `select ${KEYS[by]} as key, ${SUMS}
       from model_calls c left join people p on p.tenant_id = $1 and p.person_id = c.person_id
      where c.tenant_id = $1 and c.at >= $2 and c.at < $3 and ($4::uuid is null or c.person_id = $4)
      group by 1 order by ${by === 'day' ? '1' : 'cost desc nulls last, tokens desc, 1'}`,
    [db.tenantId, stretch.from, stretch.to, personId, ...(by === 'day' ? [timezone] : [])],
  );
  return rows;
}

/** Models of the stretch with calls whose price is not known. */
export async function readUnpriced(
  db: TenantDb,
  { personId, stretch }: UsageFilter,
): Promise<readonly string[]> {
  const { rows } = await db.read<{ model: string }>(
    `select distinct model from model_calls
      where tenant_id = $1 and at >= $2 and at < $3 and ($4::uuid is null or person_id = $4) and cost_usd is null order by 1`,
    [db.tenantId, stretch.from, stretch.to, personId],
  );
  return rows.map(({ model }) => model);
}

/** All rows as one. */
export function totalOf(rows: readonly UsageRow[]): Omit<UsageRow, 'key'> {
  const sum = (of: (row: UsageRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    questions: sum((row) => row.questions),
    calls: sum((row) => row.calls),
    promptTokens: sum((row) => row.promptTokens),
    completionTokens: sum((row) => row.completionTokens),
    embeddingTokens: sum((row) => row.embeddingTokens),
    tokens: sum((row) => row.tokens),
    cost: rows.some(({ cost }) => cost !== null) ? sum((row) => row.cost ?? 0) : rows.length > 0 ? null : 0,
    unpriced: sum((row) => row.unpriced),
  };
}
