/** Decided proposals whose time has come, and whom they were about. */
import type { Queryable, TenantDb } from '../../db/db.ts';

/** Where a proposal predicts nothing it is looked at after so many days. */
const USUAL_HORIZON = 30;
/** Of one run. */
const MOST = 500;
/** Members are taken down within this time of the decision, or not at all: later they would be others. */
const FRESH = '2 days';

export interface DueProposal {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly accepted: boolean;
  readonly decidedAt: Date;
  /** The day of the decision where the team is, and the day it is due. */
  readonly decidedOn: string;
  readonly dueOn: string;
  readonly measure: string;
  readonly horizonDays: number;
  /** What accepting it made: ids of a campaign, a test. */
  readonly outcome: Readonly<Record<string, unknown>>;
  /** The test that it is about; null where it is about none. */
  readonly testId: string | null;
}

/** The segment that a proposal is about, as SQL; null where it is about none. */
const SEGMENT = `case when coalesce(s.payload->'segment'->>'segment_id', split_part(s.subject, ':', 2)) ~ '^[0-9]{1,18}$'
                       and (s.payload ? 'segment' or s.subject like 'segment:%')
                      then coalesce(s.payload->'segment'->>'segment_id', split_part(s.subject, ':', 2))::bigint end`;

/** Takes down who is in the segment of each proposal that was decided lately, once. */
export async function keepPeople(tx: Queryable, tenantId: string, now: Date): Promise<number> {
  const { rowCount } = await tx.query(
    `with decided as (
       select s.suggestion_id, ${SEGMENT} as segment_id from suggestions s
        where s.tenant_id = $1 and s.state in ('accepted', 'dismissed') and s.scored_at is null
          and s.decided_at > $2::timestamptz - interval '${FRESH}'
          and not exists (select from suggestion_people p where p.tenant_id = $1 and p.suggestion_id = s.suggestion_id))
     insert into suggestion_people (tenant_id, suggestion_id, customer_id)
     select $1, d.suggestion_id, m.user_id
       from decided d join segment_membership m on m.tenant_id = $1 and m.segment_id = d.segment_id
     on conflict do nothing`,
    [tenantId, now],
  );
  return rowCount;
}

/** Says when those are due that nobody has said it of. */
export async function setDue(tx: Queryable, tenantId: string, timezone: string): Promise<void> {
  await tx.query(
    `update suggestions
        set due_on = (decided_at at time zone $2)::date + coalesce((predicted->>'horizonDays')::int, ${USUAL_HORIZON})
      where tenant_id = $1 and due_on is null and scored_at is null and state in ('accepted', 'dismissed')
        and decided_at is not null`,
    [tenantId, timezone],
  );
}

/** Those due on `day` or before, the longest due first. */
export async function readDue(db: TenantDb, timezone: string, day: string): Promise<readonly DueProposal[]> {
  const { rows } = await db.read<Omit<DueProposal, 'outcome'> & { readonly outcome: object | null }>(
    `select suggestion_id as id, type, subject, state = 'accepted' as accepted, decided_at as "decidedAt",
            (decided_at at time zone $2)::date::text as "decidedOn", due_on::text as "dueOn",
            coalesce(predicted->>'measure', 'revenue') as measure,
            coalesce((predicted->>'horizonDays')::int, ${USUAL_HORIZON}) as "horizonDays", outcome,
            coalesce(outcome->>'test', payload->'test_results'->>'test_id',
                     case when subject like 'test:%' then split_part(subject, ':', 2) end) as "testId"
       from suggestions
      where tenant_id = $1 and scored_at is null and state in ('accepted', 'dismissed') and due_on <= $3::date
      order by due_on, suggestion_id limit ${MOST}`,
    [db.tenantId, timezone, day],
  );
  return rows.map((row) => ({ ...row, outcome: { ...row.outcome } }));
}
