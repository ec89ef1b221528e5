/** What people did whom nobody wrote to, or nobody can be compared with. */
import type { TenantDb } from '../../db/db.ts';
import { onlyTold, type Realised } from '../../tools/record/realised.ts';
import { spent } from '../../tools/record/score.ts';
import type { Workspace } from '../../tools/workspace.ts';
import type { DueProposal } from './due.ts';

/** `lead` says why it is told and not compared: “Nothing was done.” */
export async function scorePeople(
  db: TenantDb,
  { currency }: Workspace,
  { id, decidedOn, horizonDays, measure }: DueProposal,
  lead: string,
  how: 'observed' | 'not_done' = 'observed',
): Promise<Realised> {
  const { rows } = await db.read<{ people: number; buyers: number; revenue: number }>(
    `select count(*)::int as people, count(*) filter (where bought)::int as buyers,
            coalesce(sum(revenue), 0)::float8 as revenue
       from (select p.customer_id, coalesce(bool_or(f.quantity > 0), false) as bought, sum(f.total_amount) as revenue
               from suggestion_people p
               left join fct_sales f on f.tenant_id = p.tenant_id and f.customer_id = p.customer_id
                and f.transaction_date > $3::date and f.transaction_date <= $3::date + $4::int
              where p.tenant_id = $1 and p.suggestion_id = $2 group by p.customer_id) person`,
    [db.tenantId, id, decidedOn, horizonDays],
  );
  const [found] = rows;
  if (!found || found.people === 0) return onlyTold(how, measure, lead);
  return onlyTold(how, measure, `${lead} ${spent(found, horizonDays, currency)}`, found.people);
}
