/** Decided proposals whose time has come. */
import type { Queryable, TenantDb } from '../../db/db.ts';

/** Where a proposal predicts nothing it is looked at after so many days. */
const USUAL_HORIZON = 30;
/** Of one run. */
const MOST = 500;

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
  /** The campaign that came of it, at once or from the segment that it saved; null where none has. */
  readonly campaignId: string | null;
  /** The test that it is about; null where it is about none. */
  readonly testId: string | null;
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
  const { rows } = await db.read<DueProposal>(
    `select suggestion_id as id, type, subject, state = 'accepted' as accepted, decided_at as "decidedAt",
            (decided_at at time zone $2)::date::text as "decidedOn", due_on::text as "dueOn",
            coalesce(predicted->>'measure', 'revenue') as measure,
            coalesce((predicted->>'horizonDays')::int, ${USUAL_HORIZON}) as "horizonDays",
            coalesce(outcome->>'campaign', (
              select c.id::text from outreach_campaigns c
               where c.tenant_id = s.tenant_id and c.created_at >= s.proposed_at
                 and (c.suggestion_id = s.suggestion_id or c.segment_id::text = s.outcome->>'segment')
               order by c.id limit 1)) as "campaignId",
            coalesce(outcome->>'test', payload->'test_results'->>'test_id',
                     case when subject like 'test:%' then split_part(subject, ':', 2) end) as "testId"
       from suggestions s
      where tenant_id = $1 and scored_at is null and state in ('accepted', 'dismissed') and due_on <= $3::date
      order by due_on, suggestion_id limit ${MOST}`,
    [db.tenantId, timezone, day],
  );
  return rows;
}
