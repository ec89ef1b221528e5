import type { TenantDb } from '../../db/db.ts';
import { compileGate } from '../audience/compile-gate.ts';
import type { Gate } from '../audience/gate.ts';
import type { Workspace } from '../workspace.ts';
import type { KindCount } from './makeup.ts';

/** Places that are looked at one by one; the rest are “elsewhere”. */
const PLACES = 20;

/** Counts of age bands, genders and places among all customers and among the members of a segment a gate or a list. */
export async function readMakeup(
  db: TenantDb,
  workspace: Workspace,
  of: { readonly segmentId: string } | { readonly gate: Gate } | { readonly customerIds: readonly string[] },
): Promise<readonly KindCount[]> {
  const scope = { tenantId: db.tenantId, workspace };
  const everyone = compileGate({ kind: 'everyone' }, scope, 3);
  const chosen =
    'gate' in of
      ? compileGate(of.gate, scope, 3 + everyone.values.length)
      : 'customerIds' in of
        ? {
            text: `select unnest($${3 + everyone.values.length}::text[]) as customer_id`,
            values: [[...of.customerIds]],
          }
        : {
            text: `select user_id as customer_id from segment_membership
                 where tenant_id = $1 and segment_id = $${3 + everyone.values.length}::bigint`,
            values: [of.segmentId],
          };
  const { rows } = await db.read<KindCount>(
    `with base as (${everyone.text}),
     chosen as (${chosen.text}),
     places as (
       select location from dim_customer where tenant_id = $1 and location is not null
       group by location order by count(*) desc, location limit $2),
     people as (
       select chosen.customer_id is not null as inside, c.gender,
              case when c.age < 25 then 'Under 25' when c.age < 35 then '25 to 34' when c.age < 45 then '35 to 44'
                   when c.age < 55 then '45 to 54' when c.age < 65 then '55 to 64' when c.age >= 65 then '65 and over' end as age,
              case when c.location in (select location from places) then c.location
                   when c.location is not null then 'elsewhere' end as place
       from base join dim_customer c on c.tenant_id = $1 and c.customer_id = base.customer_id
            left join chosen on chosen.customer_id = base.customer_id)
     select dimension, kind, count(*)::int as everyone, (count(*) filter (where inside))::int as members
     from people cross join lateral (values ('Age', age), ('Gender', gender), ('Place', place)) as v(dimension, kind)
     where kind is not null group by dimension, kind
     order by dimension, case when dimension = 'Age' then position(kind in 'Under 25, 25 to 34, 35 to 44, 45 to 54, 55 to 64, 65 and over') end,
              everyone desc, kind`,
    [db.tenantId, PLACES, ...everyone.values, ...chosen.values],
  );
  return rows;
}
