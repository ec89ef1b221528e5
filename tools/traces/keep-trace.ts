/** Keeps a trace and what its calls of the model took, and ends its hold on the budget, in one transaction. */
import type { Queryable, TenantDb } from '../../db/db.ts';
import type { AnyTool } from '../define-tool.ts';
import { type ModelUse, recordModelUse } from '../model-usage.ts';
import type { StoredStep, StoredTrace } from './stored-trace.ts';

/** As long as the longest question that is kept with an answer. */
const QUESTION_CHARACTERS = 4_000;

/** `tools` are looked up by name, for what of their arguments may be kept. */
export async function keepTrace(
  db: TenantDb,
  personId: string,
  trace: StoredTrace,
  tools: ReadonlyMap<string, AnyTool>,
): Promise<void> {
  const kept = withoutPeople(trace, tools);
  await db.writeTogether((tx) =>
    Promise.all([
      insertTrace(tx, db.tenantId, personId, kept),
      recordModelUse(tx, db.tenantId, usesOf(kept, personId)),
    ]),
  );
}

async function insertTrace(
  tx: Queryable,
  tenantId: string,
  personId: string,
  trace: StoredTrace,
): Promise<void> {
  await tx.query(
    `with ended as (delete from budget_holds where tenant_id = $2 and hold_id = $1)
     insert into traces (trace_id, tenant_id, person_id, question, status, role, model, started_at, ms, steps,
                         prompt_tokens, completion_tokens, estimated, cost_usd, left_out, ended_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      trace.traceId,
      tenantId,
      personId,
      trace.question.slice(0, QUESTION_CHARACTERS),
      trace.status,
      trace.role,
      trace.model,
      trace.startedAt,
      Math.round(trace.ms),
      JSON.stringify(trace.steps),
      trace.promptTokens,
      trace.completionTokens,
      trace.estimated,
      trace.costUsd,
      trace.sentencesLeftOut,
      trace.limit ?? trace.failure,
    ],
  );
}

function usesOf({ traceId, role, steps }: StoredTrace, personId: string): readonly ModelUse[] {
  return steps
    .filter((step) => step.kind === 'model')
    .map((step, place) => ({
      personId,
      traceId,
      beginsQuestion: place === 0,
      role,
      model: step.name,
      promptTokens: step.promptTokens,
      completionTokens: step.completionTokens,
      estimated: step.estimated,
      costUsd: step.costUsd,
      ms: step.ms,
      outcome: step.outcome,
      at: new Date(step.startedAt),
    }));
}

/**
 * Where a tool was called whose arguments must not be kept (`ToolDefinition.keptArguments`), the question and the other
 * calls may name the same person: of those only what and how long stays.
 */
function withoutPeople(trace: StoredTrace, tools: ReadonlyMap<string, AnyTool>): StoredTrace {
  const named = trace.steps.find((step) => tools.get(step.name)?.keptArguments !== undefined);
  if (!named) return trace;
  return { ...trace, question: named.name, steps: trace.steps.map((step) => bare(step, tools)) };
}

function bare(step: StoredStep, tools: ReadonlyMap<string, AnyTool>): StoredStep {
  if (step.kind === 'model') return step;
  const kept = tools.get(step.name)?.keptArguments !== undefined;
  return { ...step, args: kept ? step.args : null, detail: '', sql: null };
}

/** Says which answer came of a trace, once there is one: the trace goes when the answer goes. */
export async function linkTrace(
  tx: Queryable,
  tenantId: string,
  traceId: string,
  answerId: string,
): Promise<void> {
  await tx.query('update traces set answer_id = $3 where tenant_id = $1 and trace_id = $2', [
    tenantId,
    traceId,
    answerId,
  ]);
}
