/** The members of a gate where no interest is asked for: whoever spent most comes first. */
import type { TenantDb } from '../../db/db.ts';
import { parametersFrom } from '../audience/parameters.ts';
import type { Workspace } from '../workspace.ts';
import { type Members, membersSql } from './gate-members.ts';
import type { Refined } from './refine.ts';

/** Up to `limit` members in the shape of a refinement that everyone passes. */
export async function sampleOfMembers(
  members: Members,
  limit: number,
  db: TenantDb,
  workspace: Workspace,
): Promise<Refined> {
  const parameters = parametersFrom(1);
  const tenant = parameters.add(db.tenantId, 'uuid');
  const text = `select gate.customer_id from (
${membersSql(members, workspace, parameters)}
) as gate left join customer_profiles p on p.tenant_id = ${tenant} and p.customer_id = gate.customer_id
order by coalesce(p.total_spent, 0) desc, gate.customer_id limit ${parameters.add(limit, 'int')}`;
  const { values } = parameters;
  const { rows } = await db.read<{ customer_id: string }>(text, values);
  return {
    people: rows.map(({ customer_id }) => ({ customerId: customer_id, score: 0, similarity: null })),
    interested: members.count,
    approximate: false,
    wordsBecause: null,
    relevance: null,
    tokens: 0,
    cost: 0,
    statement: { text, values },
  };
}
