/** Verified answers as rows: a question, the call that answers it, who vouches for it. */
import type { Call } from '../../cards/card.ts';
import type { TenantDb, TenantReader } from '../../db/db.ts';

export interface VerifiedAnswer {
  readonly id: string;
  readonly question: string;
  readonly call: Call;
  readonly note: string | null;
  /** Null where they have left. */
  readonly by: string | null;
  readonly at: Date;
}

interface Row {
  verified_id: string;
  question: string;
  tool: string;
  args: Call['args'];
  note: string | null;
  name: string | null;
  verified_at: Date;
}

/** The team's verified answers, newest first. */
export async function readVerified(db: TenantReader): Promise<readonly VerifiedAnswer[]> {
  const found = await db.read<Row>(
    `select v.verified_id, v.question, v.tool, v.args, v.note, p.name, v.verified_at
       from verified_answers v left join people p on p.tenant_id = v.tenant_id and p.person_id = v.verified_by
      where v.tenant_id = $1 order by v.verified_at desc, v.verified_id`,
    [db.tenantId],
  );
  return found.rows.map((row) => ({
    id: row.verified_id,
    question: row.question,
    call: { tool: row.tool, args: row.args },
    note: row.note,
    by: row.name,
    at: row.verified_at,
  }));
}

export interface NewVerified {
  readonly id: string;
  readonly question: string;
  readonly call: Call;
  readonly note: string | null;
  readonly personId: string;
  readonly at: Date;
}

/** Keeps it; the same question, in whatever case, is answered by the newer one from now on. */
export async function keepVerified(db: TenantDb, answer: NewVerified): Promise<void> {
  await db.write((tx) =>
    tx.query(
      `insert into verified_answers (verified_id, tenant_id, question, tool, args, note, verified_by, verified_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (tenant_id, lower(question)) do update
          set question = excluded.question, tool = excluded.tool, args = excluded.args, note = excluded.note,
              verified_by = excluded.verified_by, verified_at = excluded.verified_at`,
      [
        answer.id,
        db.tenantId,
        answer.question,
        answer.call.tool,
        JSON.stringify(answer.call.args),
        answer.note,
        answer.personId,
        answer.at,
      ],
    ),
  );
}

export interface GivenAnswer {
  readonly question: string;
  readonly restated: string | null;
  readonly call: Call | null;
}

/** What was asked and which call answered it; null where it is no longer kept or was no answer. */
export async function readGivenAnswer(db: TenantDb, answerId: string): Promise<GivenAnswer | null> {
  const found = await db.read<{
    question: string;
    restated: string | null;
    tool: string | null;
    args: Call['args'] | null;
  }>(
    `select question, restated, tool, args from answers where tenant_id = $1 and answer_id = $2 and status = 'answered'`,
    [db.tenantId, answerId],
  );
  const [row] = found.rows;
  if (!row) return null;
  const { question, restated, tool, args } = row;
  return { question, restated, call: tool && args ? { tool, args } : null };
}
