/** Whether a question may go to a language model, by what the person and the team have used so far. */
import { DateTime } from 'luxon';
import { readable } from '../../db/readable.ts';
import type { ToolContext } from '../define-tool.ts';
import { sayDollars, sayTokens } from './amounts.ts';
import { type BudgetSettings, readBudget } from './budget.ts';
import { type Stretch, stretchOf } from './stretch.ts';

export type BudgetContext = Pick<ToolContext, 'db' | 'workspace' | 'actor' | 'now'>;

interface Spent {
  readonly dollars: number;
  readonly tokens: number;
}

/** What has been used in the stretches that caps are counted by, and up to which. */
export interface BudgetStatus {
  readonly budget: BudgetSettings;
  readonly person: Spent & { readonly day: Stretch };
  readonly team: Spent & { readonly month: Stretch };
}

interface Row {
  readonly person_dollars: number;
  readonly person_tokens: number;
  readonly team_dollars: number;
  readonly team_tokens: number;
}

const TOKENS = 'prompt_tokens + completion_tokens + embedding_tokens';
const SPENT_SQL = `
select coalesce(sum(cost_usd) filter (where person_id = $2 and at >= $3), 0)::float8 as person_dollars,
       coalesce(sum(${TOKENS}) filter (where person_id = $2 and at >= $3), 0)::float8 as person_tokens,
       coalesce(sum(cost_usd) filter (where at >= $4), 0)::float8 as team_dollars,
       coalesce(sum(${TOKENS}) filter (where at >= $4), 0)::float8 as team_tokens
  from model_calls where tenant_id = $1 and at >= least($3::timestamptz, $4::timestamptz)`;

/** What the person has used today and, where it has a cap, the team this month. */
export async function budgetStatus(context: BudgetContext, budget: BudgetSettings): Promise<BudgetStatus> {
  const { db, workspace, actor, now } = context;
  const day = stretchOf('today', now(), actor.timezone);
  const month = stretchOf('month', now(), workspace.timezone);
  // A month of a busy team is many rows: they are read only where something is counted by it.
  const byMonth = budget.dollarsPerTeamMonth !== null || budget.tokensPerTeamMonth !== null;
  const teamFrom = byMonth ? month.from : day.from;
  const { rows } = await db.read<Row>(SPENT_SQL, [db.tenantId, actor.personId, day.from, teamFrom]);
  const [row] = rows;
  return {
    budget,
    person: { dollars: row?.person_dollars ?? 0, tokens: row?.person_tokens ?? 0, day },
    team: { dollars: row?.team_dollars ?? 0, tokens: row?.team_tokens ?? 0, month },
  };
}

/**
 * For one question. What it returns is asked before each step: null where the model may be asked; otherwise a sentence
 * for the person. The caps hold as they were at the first step, what was used is counted anew. What questions under way
 * are going to take is not counted yet: each of them has limits of its own.
 */
export function budgetOfQuestion(context: BudgetContext): () => Promise<string | null> {
  let caps: Promise<BudgetSettings> | undefined;
  return async () => {
    caps ??= readBudget(readable(context.db), context.db.tenantId);
    const budget = await caps;
    if (Object.values(budget).every((cap) => cap === null)) return null;
    return overBudget(await budgetStatus(context, budget), context);
  };
}

/** The first cap that is reached, the person's before the team's. Pure. */
function overBudget(
  { budget, person, team }: BudgetStatus,
  { actor, workspace }: Pick<BudgetContext, 'actor' | 'workspace'>,
): string | null {
  const reached = (cap: number | null, used: number): cap is number => cap !== null && used >= cap;
  const day = `It is free again at 00:00 (${actor.timezone}), or an admin can raise it with /walker usage budget.`;
  const first = DateTime.fromJSDate(team.month.to, { zone: workspace.timezone }).toFormat('d LLLL');
  const month = `It is free again on ${first}, or an admin can raise it with /walker usage budget.`;
  const answers = 'questions that the rules can read are still answered.';
  if (reached(budget.dollarsPerPersonDay, person.dollars))
    return `You have used your ${sayDollars(budget.dollarsPerPersonDay)} of language model for today; ${answers} ${day}`;
  if (reached(budget.tokensPerPersonDay, person.tokens))
    return `You have used your ${sayTokens(budget.tokensPerPersonDay)} of language model for today; ${answers} ${day}`;
  if (reached(budget.dollarsPerTeamMonth, team.dollars))
    return `The team has used its ${sayDollars(budget.dollarsPerTeamMonth)} of language model for ${team.month.label}; ${answers} ${month}`;
  if (reached(budget.tokensPerTeamMonth, team.tokens))
    return `The team has used its ${sayTokens(budget.tokensPerTeamMonth)} of language model for ${team.month.label}; ${answers} ${month}`;
  return null;
}
