/** The members of a gate where no interest is asked for: whoever spent most comes first. */
import type { TenantDb } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import type { Workspace } from '../workspace.ts';
import type { Members } from './gate-members.ts';
import type { Refined } from './refine.ts';

/** Up to `limit` members in the shape of a refinement that everyone passes. */
export async function sampleOfMembers(
  { gate, count }: Members,
  limit: number,
  db: TenantDb,
  workspace: Workspace,
): Promise<Refined> {
  const compiled = compileGate(gate, { tenantId: db.tenantId, workspace }, 3);
  const text = `select gate.customer_id from (
${compiled.text}
) as gate left join customer_profiles p on p.tenant_id = $1 and p.customer_id = gate.customer_id
order by coalesce(p.total_spent, 0) desc, gate.customer_id limit $2`;
  const values = [db.tenantId, limit, ...compiled.values];
  const { rows } = await db.read<{ customer_id: string }>(text, values);
  return {
    people: rows.map(({ customer_id }) => ({ customerId: customer_id, score: 0, similarity: null })),
    interested: count,
    approximate: false,
    wordsBecause: null,
    relevance: null,
    tokens: 0,
    cost: 0,
    statement: { text, values },
  };
}
