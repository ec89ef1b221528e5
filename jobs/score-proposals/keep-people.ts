/** Whom decided proposals were about, taken down while it can still be known. */
import { z } from 'zod';
import type { TenantDb } from '../../db/db.ts';
import { compileGate } from '../../tools/audience/compile-gate.ts';
import { type Gate, gate } from '../../tools/audience/gate.ts';
import type { Workspace } from '../../tools/workspace.ts';

/** Later than this after the decision they would be others. */
const FRESH = '2 days';

interface Decided {
  readonly id: string;
  readonly actions: unknown;
  readonly segment_id: string | null;
  readonly segment_name: string | null;
}

/**
 * For each proposal that was decided lately and has nobody kept: the people who fit the rule that its actions save, or
 * the members of the segment that it names. What is about nobody keeps nobody. Returns how many proposals got people.
 */
export async function keepPeople(db: TenantDb, workspace: Workspace, now: Date): Promise<number> {
  const { rows } = await db.read<Decided>(
    `select s.suggestion_id as id, s.actions, s.payload->'segment'->>'segment_id' as segment_id,
            s.payload->'segment'->>'name' as segment_name
       from suggestions s
      where s.tenant_id = $1 and s.state in ('accepted', 'dismissed') and s.scored_at is null
        and s.decided_at > $2::timestamptz - interval '${FRESH}' and s.payload ? 'segment'
        and not exists (select from suggestion_people p where p.tenant_id = $1 and p.suggestion_id = s.suggestion_id)`,
    [db.tenantId, now],
  );
  let kept = 0;
  for (const decided of rows) {
    const rule = ruleOf(decided.actions);
    const people = rule ? peopleOfRule(rule, workspace) : membersOf(decided, db.tenantId);
    const offset = people.values.length;
    const { rowCount } = await db.write((tx) =>
      tx.query(
        `insert into suggestion_people (tenant_id, suggestion_id, customer_id)
         select $${offset + 1}, $${offset + 2}, people.customer_id from (${people.text}) people on conflict do nothing`,
        [...people.values, db.tenantId, decided.id],
      ),
    );
    if (rowCount > 0) kept += 1;
  }
  return kept;
}

const peopleOfRule = (rule: Gate, workspace: Workspace) =>
  compileGate(rule, { tenantId: workspace.tenantId, workspace });

/** A segment by its id, or by its name where it is to be made and somebody has made it. */
const membersOf = ({ segment_id, segment_name }: Decided, tenantId: string) => ({
  text: `select m.user_id as customer_id
           from audience_segments g join segment_membership m on m.tenant_id = g.tenant_id and m.segment_id = g.id
          where g.tenant_id = $1 and g.is_active and (g.id::text = $2 or lower(g.segment_name) = lower($3))`,
  values: [tenantId, segment_id, segment_name],
});

const savedRule = z.object({ tool: z.literal('save_segment'), args: z.object({ gate }) });
const actionCalls = z.array(z.object({ call: z.unknown(), before: z.array(z.unknown()).optional() }));

/** The rule of the segment that an action saves, or has saved before it. */
function ruleOf(actions: unknown): Gate | null {
  const parsed = actionCalls.safeParse(actions);
  if (!parsed.success) return null;
  for (const call of parsed.data.flatMap((action) => [action.call, ...(action.before ?? [])])) {
    const saved = savedRule.safeParse(call);
    if (saved.success) return saved.data.args.gate;
  }
  return null;
}
