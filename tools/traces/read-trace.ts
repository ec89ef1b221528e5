/** Reads a trace for whoever asked the question, or for an admin. */
import type { TenantDb } from '../../db/db.ts';
import type { Actor } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { type StoredTrace, storedTrace } from './stored-trace.ts';

export interface ReadTrace {
  readonly trace: StoredTrace;
  /** Null: somebody who has left. */
  readonly askedBy: string | null;
  /** What was said in the end; null where nothing was kept. */
  readonly answer: string | null;
}

interface Row {
  readonly asked_by: string | null;
  readonly answer: string | null;
  readonly trace: unknown;
}

/** Null where there is none (any more), or it is somebody else's. */
export async function readTrace(
  db: TenantDb,
  traceId: string,
  actor: Pick<Actor, 'personId' | 'role'>,
): Promise<ReadTrace | null> {
  const { rows } = await db.read<Row>(
    `select p.name as asked_by, a.answer,
            jsonb_build_object(
              'traceId', t.trace_id, 'question', t.question, 'status', t.status, 'role', t.role, 'model', t.model,
              'startedAt', to_char(t.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'ms', t.ms,
              'steps', t.steps, 'promptTokens', t.prompt_tokens, 'completionTokens', t.completion_tokens,
              'estimated', t.estimated, 'costUsd', t.cost_usd, 'sentencesLeftOut', t.left_out,
              'limit', case when t.status = 'limited' then t.ended_by end,
              'failure', case when t.status = 'failed' then t.ended_by end) as trace
       from traces t
       left join people p on p.tenant_id = $1 and p.person_id = t.person_id
       left join answers a on a.tenant_id = $1 and a.answer_id = t.answer_id
      where t.tenant_id = $1 and t.trace_id = $2 and ($4 or t.person_id = $3)`,
    [db.tenantId, traceId, actor.personId, roleAllows(actor.role, 'admin')],
  );
  const [row] = rows;
  return row ? { trace: storedTrace.parse(row.trace), askedBy: row.asked_by, answer: row.answer } : null;
}
