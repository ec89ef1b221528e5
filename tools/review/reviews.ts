/** Answers that somebody found wrong, as rows. */
import type { Call } from '../../cards/card.ts';
import type { TenantDb } from '../../db/db.ts';
import { type Expectation, expectation } from '../expectation.ts';
import type { Reason } from '../reasons.ts';
import { wholeQuestion } from '../whole-question.ts';

type Resolution = 'verified' | 'case' | 'no_fault';

export interface Review {
  readonly answerId: string;
  /** As it was understood, where that is known: a follow-up says little by itself. */
  readonly question: string;
  readonly asked: string;
  readonly answer: string | null;
  readonly call: Call | null;
  readonly sql: string | null;
  readonly reason: Reason | null;
  readonly note: string | null;
  readonly by: string | null;
  readonly at: Date;
  readonly resolution: Resolution | null;
  readonly expected: Expectation | null;
}

interface Row {
  answer_id: string;
  question: string;
  restated: string | null;
  answer: string | null;
  tool: string | null;
  args: Call['args'] | null;
  sql: string | null;
  reason: Reason | null;
  note: string | null;
  name: string | null;
  reported_at: Date;
  resolution: Resolution | null;
  expected: unknown;
}

/** Open ones first, the newest first. */
export async function readReviews(db: TenantDb): Promise<readonly Review[]> {
  const found = await db.read<Row>(
    `select r.answer_id, a.question, a.restated, a.answer, a.tool, a.args, a.sql, r.reason, r.note, p.name, r.reported_at,
            r.resolution, r.expected
       from answer_reviews r
       join answers a on a.tenant_id = r.tenant_id and a.answer_id = r.answer_id
       left join people p on p.tenant_id = r.tenant_id and p.person_id = r.reported_by
      where r.tenant_id = $1
      order by r.resolution is not null, r.reported_at desc, r.answer_id`,
    [db.tenantId],
  );
  return found.rows.map((row) => ({
    answerId: row.answer_id,
    question: row.restated ?? row.question,
    asked: row.question,
    answer: row.answer,
    call: row.tool && row.args ? { tool: row.tool, args: row.args } : null,
    sql: row.sql,
    reason: row.reason,
    note: row.note,
    by: row.name,
    at: row.reported_at,
    resolution: row.resolution,
    expected: row.expected === null ? null : expectation.parse(row.expected),
  }));
}

export interface Closing {
  readonly answerId: string;
  readonly resolution: Resolution;
  readonly expected: Expectation | null;
  readonly personId: string;
  readonly at: Date;
}

/** False where it is closed already. */
export async function closeReview(db: TenantDb, closing: Closing): Promise<boolean> {
  const closed = await db.write((tx) =>
    tx.query(
      `update answer_reviews set resolution = $3, expected = $4, closed_by = $5, closed_at = $6
        where tenant_id = $1 and answer_id = $2 and resolution is null`,
      [
        db.tenantId,
        closing.answerId,
        closing.resolution,
        closing.expected && JSON.stringify(closing.expected),
        closing.personId,
        closing.at,
      ],
    ),
  );
  return closed.rowCount === 1;
}

export interface ReviewCase {
  readonly question: string;
  readonly expected: Expectation;
}

/**
 * A metric query is asked as it was understood: that names its dates, and what was right then stays right. What other tools
 * say of themselves is not made to be read again, so they are asked in people's own words.
 */
const caseQuestion = ({ call, question, asked }: Review): string =>
  call?.tool === 'sql_analytics' ? question : wholeQuestion(asked, question);

/** What reviews have made cases of the evaluation set, the oldest first. */
export async function readCases(db: TenantDb): Promise<readonly ReviewCase[]> {
  const reviews = await readReviews(db);
  return reviews
    .flatMap((review) =>
      review.resolution === 'case' && review.expected
        ? [{ question: caseQuestion(review), expected: review.expected }]
        : [],
    )
    .toReversed();
}
