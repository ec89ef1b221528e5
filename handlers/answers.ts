import type { Call } from '../cards/card.ts';
import type { Queryable, TenantDb } from '../db/db.ts';
import type { ThreadKey } from './thread.ts';

export interface AnswerRecord {
  readonly key: ThreadKey;
  readonly personId: string;
  readonly origin: string;
  readonly answerId: string;
  readonly status: string;
  readonly tool: string | null;
  readonly call: Call | null;
  readonly asked: { readonly question: string; readonly restated?: string };
  readonly answer: string | null;
  readonly sql: string | null;
  readonly errorId?: string;
  readonly durationMs: number;
  readonly now: Date;
}

/** The longest question that is kept in full. */
const QUESTION_CHARACTERS = 4_000;

/** Keeps what was asked and what was answered, for the person's recent answers, feedback and review. */
export async function storeAnswer(tx: Queryable, record: AnswerRecord): Promise<void> {
  await tx.query(
    `insert into answers (answer_id, tenant_id, person_id, surface, account, thread, origin, question, status, tool, args,
                          restated, answer, sql, duration_ms, error_id, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      record.answerId,
      record.key.tenantId,
      record.personId,
      record.key.surface,
      record.key.account,
      record.key.thread,
      record.origin,
      record.asked.question.slice(0, QUESTION_CHARACTERS),
      record.status,
      record.tool,
      record.call ? JSON.stringify(record.call.args) : null,
      record.asked.restated ?? null,
      record.answer,
      record.sql,
      record.durationMs,
      record.errorId ?? null,
      record.now,
    ],
  );
}

export interface RecentAnswer {
  readonly question: string;
  readonly answer: string;
  readonly askedAt: Date;
}

/** The person's newest answered questions, each question once. */
export async function recentAnswers(
  db: TenantDb,
  personId: string,
  limit: number,
): Promise<readonly RecentAnswer[]> {
  const found = await db.read<{ question: string; answer: string; asked_at: Date }>(
    `select question, answer, asked_at from (
       select distinct on (question) question, answer, asked_at from answers
        where tenant_id = $1 and person_id = $2 and status = 'answered' and origin <> 'button' and answer is not null
        order by question, asked_at desc) newest
      order by asked_at desc limit $3`,
    [db.tenantId, personId, limit],
  );
  return found.rows.map((row) => ({ question: row.question, answer: row.answer, askedAt: row.asked_at }));
}
