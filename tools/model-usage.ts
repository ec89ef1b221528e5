/** What calls of language models and embedding services took, written down for usage, budgets and bills. */
import type { Queryable } from '../db/db.ts';

export interface ModelUse {
  /** Null: a job. */
  readonly personId: string | null;
  /** Of the question that it was part of, where it has a trace. */
  readonly traceId?: string;
  /** The first call of its question. */
  readonly beginsQuestion?: boolean;
  readonly role: 'fast' | 'strong' | 'embedding';
  /** The model's name as configured. */
  readonly model: string;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly embeddingTokens?: number;
  /** The server did not count. */
  readonly estimated?: boolean;
  /** US dollars; null where the price is not known. */
  readonly costUsd: number | null;
  readonly ms: number;
  /** `ok`, or what it failed by. */
  readonly outcome: string;
  readonly at: Date;
}

/** Sorted, so that two who add to the same days cannot wait for each other. */
const RECORD = `
with kept as (
  insert into model_calls (tenant_id, person_id, trace_id, begins_question, role, model, prompt_tokens,
                           completion_tokens, embedding_tokens, estimated, cost_usd, ms, outcome, at)
  select $1, u."personId", u."traceId", coalesce(u."beginsQuestion", false), u.role, u.model,
         coalesce(u."promptTokens", 0), coalesce(u."completionTokens", 0), coalesce(u."embeddingTokens", 0),
         coalesce(u.estimated, false), u."costUsd", u.ms, u.outcome, u.at
    from jsonb_to_recordset($2::jsonb)
         as u ("personId" uuid, "traceId" uuid, "beginsQuestion" boolean, role text, model text, "promptTokens" bigint,
               "completionTokens" bigint, "embeddingTokens" bigint, estimated boolean, "costUsd" numeric, ms numeric,
               outcome text, at timestamptz)
  returning *)
insert into model_usage_days as known
select tenant_id, (at at time zone 'UTC')::date as day, person_id, role, model,
       count(*) filter (where begins_question), count(*), sum(prompt_tokens), sum(completion_tokens),
       sum(embedding_tokens), coalesce(sum(cost_usd), 0), count(*) filter (where cost_usd is null)
  from kept group by 1, 2, 3, 4, 5 order by 2, 3, 4, 5
on conflict (tenant_id, day, person_id, role, model) do update set
  questions = known.questions + excluded.questions, calls = known.calls + excluded.calls,
  prompt_tokens = known.prompt_tokens + excluded.prompt_tokens,
  completion_tokens = known.completion_tokens + excluded.completion_tokens,
  embedding_tokens = known.embedding_tokens + excluded.embedding_tokens,
  cost_usd = known.cost_usd + excluded.cost_usd, unpriced = known.unpriced + excluded.unpriced`;

/** Keeps what was used: one row per call, and added to the sums of its day. */
export async function recordModelUse(
  tx: Queryable,
  tenantId: string,
  uses: readonly ModelUse[],
): Promise<void> {
  if (uses.length === 0) return;
  await tx.query(RECORD, [tenantId, JSON.stringify(uses.map((use) => ({ ...use, ms: Math.round(use.ms) })))]);
}
