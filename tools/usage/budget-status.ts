/** What of a budget is used, and what questions under way hold of it. */
import type { Queryable } from '../../db/db.ts';
import type { ToolContext } from '../define-tool.ts';
import type { Amount } from './amounts.ts';
import type { BudgetSettings } from './budget.ts';
import { type Stretch, stretchOf } from './stretch.ts';
import { USED, usedParams } from './used.ts';

export type BudgetContext = Pick<ToolContext, 'db' | 'workspace' | 'actor' | 'now'>;

/** Of a person in a day, or of the team in a month. */
export interface Account {
  readonly stretch: Stretch;
  readonly used: Amount;
  /** By questions under way, other than the one that asks. */
  readonly held: Amount;
  /** When the first of these is over at the latest; null where nothing is held. */
  readonly heldUntil: Date | null;
}

export interface BudgetStatus {
  readonly budget: BudgetSettings;
  readonly person: Account;
  readonly team: Account;
}

interface Row {
  readonly whose: 'person' | 'team';
  readonly dollars: number;
  readonly tokens: number;
  readonly held_dollars: number;
  readonly held_tokens: number;
  readonly held_until: Date | null;
}

const SPENT = `coalesce(sum(cost_usd), 0)::float8 as dollars,
         coalesce(sum(prompt_tokens + completion_tokens + embedding_tokens), 0)::float8 as tokens`;
const HELD = `coalesce(sum(dollars), 0)::float8 as held_dollars, coalesce(sum(tokens), 0)::float8 as held_tokens,
         min(expires_at) as held_until`;
const STATUS = `
with held as (
  select * from budget_holds where tenant_id = $1 and expires_at > $8 and hold_id is distinct from $9::uuid)
select 'person' as whose, *
  from (select ${SPENT} from model_calls where tenant_id = $1 and person_id = $6 and at >= $7) own,
       (select ${HELD} from held where person_id = $6) own_held
 union all
select 'team', * from (select ${SPENT} from ${USED}) ours, (select ${HELD} from held) ours_held`;

/** How far the caps are reached. `holdId`: of the question that asks, whose own hold does not count. */
export async function budgetStatus(
  on: Queryable,
  { db, workspace, actor, now }: BudgetContext,
  budget: BudgetSettings,
  holdId: string | null = null,
): Promise<BudgetStatus> {
  const at = now();
  const day = stretchOf('today', at, actor.timezone);
  const month = stretchOf('month', at, workspace.timezone);
  const { rows } = await on.query<Row>(STATUS, [
    ...[db.tenantId, ...usedParams(month)],
    ...[actor.personId, day.from, at, holdId],
  ]);
  const account = (whose: Row['whose'], stretch: Stretch): Account => {
    const row = rows.find((one) => one.whose === whose);
    if (!row) throw new Error(`the budget of the ${whose} was not told`);
    return accountOf(row, stretch);
  };
  return { budget, person: account('person', day), team: account('team', month) };
}

function accountOf(
  { dollars, tokens, held_dollars, held_tokens, held_until }: Row,
  stretch: Stretch,
): Account {
  return {
    stretch,
    used: { dollars, tokens },
    held: { dollars: held_dollars, tokens: held_tokens },
    heldUntil: held_until,
  };
}
