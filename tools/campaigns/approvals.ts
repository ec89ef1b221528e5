/** Who said yes to a campaign. Above a limit that the team sets it takes two people. */
import { z } from 'zod';
import type { Queryable } from '../../db/db.ts';
import type { Origin } from '../define-tool.ts';

export const approval = z.object({ personId: z.string(), name: z.string(), at: z.iso.datetime() });
export type Approval = z.infer<typeof approval>;

const subjectOf = (campaignId: string) => `campaign:${campaignId}`;

/** Everybody who approved it and may still do so, the first one first. */
export async function readApprovals(
  db: Queryable,
  tenantId: string,
  campaignId: string,
): Promise<readonly Approval[]> {
  const { rows } = await db.query<{ person_id: string; name: string; approved_at: Date }>(
    `select p.person_id, p.name, a.approved_at from approvals a
       join people p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
      where a.tenant_id = $1 and a.subject = $2 and p.active and p.role in ('approver', 'admin')
      order by a.approved_at, p.person_id`,
    [tenantId, subjectOf(campaignId)],
  );
  return rows.map(({ person_id, name, approved_at }) => ({
    personId: person_id,
    name,
    at: approved_at.toISOString(),
  }));
}

/** Records a yes; the first of a person counts. */
export async function addApproval(
  tx: Queryable,
  tenantId: string,
  campaignId: string,
  { personId, origin, at }: { readonly personId: string; readonly origin: Origin; readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into approvals (tenant_id, subject, person_id, origin, approved_at)
     select $1, $2, person_id, $4, $5 from people where tenant_id = $1 and person_id = $3
     on conflict do nothing`,
    [tenantId, subjectOf(campaignId), personId, origin, at],
  );
}

/** A yes was to what the draft said then. */
export async function forgetApprovals(tx: Queryable, tenantId: string, campaignId: string): Promise<number> {
  const { rowCount } = await tx.query('delete from approvals where tenant_id = $1 and subject = $2', [
    tenantId,
    subjectOf(campaignId),
  ]);
  return rowCount;
}
