/** What calls of models took in a stretch of time, summed up by person, day or model. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import type { Stretch } from './stretch.ts';
import { callByCall, USED, usedParams, wholeDays } from './used.ts';

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
  person: `coalesce(p.name, 'Jobs and people who have left')`,
  day: '(used.at at time zone $7)::date::text',
  model: 'used.model',
};

const SUMS = `
  sum(questions)::int as questions, sum(calls)::int as calls, sum(prompt_tokens)::float8 as "promptTokens",
  sum(completion_tokens)::float8 as "completionTokens", sum(embedding_tokens)::float8 as "embeddingTokens",
  sum(prompt_tokens + completion_tokens + embedding_tokens)::float8 as tokens,
  case when sum(calls) > sum(unpriced) then sum(cost_usd)::float8 end as cost, sum(unpriced)::int as unpriced`;

/** One row per person, day or model: days in their order, the others by what they cost. */
export async function readUsage(
  db: TenantDb,
  by: Grouping,
  { personId, stretch, timezone }: UsageFilter,
): Promise<readonly UsageRow[]> {
  // The sums are of the days of UTC: what is asked by the days of another zone is summed up call by call.
  const days = by === 'day' && timezone !== 'UTC' ? callByCall(stretch) : wholeDays(stretch);
  const { rows } = await db.read<UsageRow>(
    `select ${KEYS[by]} as key, ${SUMS}
       from ${USED} left join people p on p.tenant_id = $1 and p.person_id = used.person_id
      where $6::uuid is null or used.person_id = $6
      group by 1 order by ${by === 'day' ? '1' : 'cost desc nulls last, tokens desc, 1'}`,
    [db.tenantId, ...usedParams(stretch, days), personId, ...(by === 'day' ? [timezone] : [])],
  );
  return rows;
}

/** Models of the stretch with calls whose price is not known. */
export async function readUnpriced(
  db: TenantDb,
  { personId, stretch }: UsageFilter,
): Promise<readonly string[]> {
  const { rows } = await db.read<{ model: string }>(
    `select distinct model from ${USED}
      where unpriced > 0 and ($6::uuid is null or person_id = $6) order by 1`,
    [db.tenantId, ...usedParams(stretch), personId],
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
