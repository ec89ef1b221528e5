/** What calls of language models and embedding services took, written down for usage, budgets and bills. */
import type { Queryable } from '../db/db.ts';

export interface ModelUse {
  /** Null: a job. */
  readonly personId: string | null;
  /** Of the question that it was part of, where it has a trace. */
  readonly traceId?: string;
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

/** Keeps what was used, one row per call. */
export async function recordModelUse(
  tx: Queryable,
  tenantId: string,
  uses: readonly ModelUse[],
): Promise<void> {
  if (uses.length === 0) return;
  await tx.query(
    `insert into model_calls (tenant_id, person_id, trace_id, role, model, prompt_tokens, completion_tokens,
                              embedding_tokens, estimated, cost_usd, ms, outcome, at)
     select $1, u."personId", u."traceId", u.role, u.model, coalesce(u."promptTokens", 0), coalesce(u."completionTokens", 0),
            coalesce(u."embeddingTokens", 0), coalesce(u.estimated, false), u."costUsd", u.ms, u.outcome, u.at
       from jsonb_to_recordset($2::jsonb)
            as u ("personId" uuid, "traceId" uuid, role text, model text, "promptTokens" bigint,
                  "completionTokens" bigint, "embeddingTokens" bigint, estimated boolean, "costUsd" numeric, ms numeric,
                  outcome text, at timestamptz)`,
    [tenantId, JSON.stringify(uses.map((use) => ({ ...use, ms: Math.round(use.ms) })))],
  );
}
