import { z } from 'zod';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { sayDollars, sayTokens } from './amounts.ts';
import { type BudgetSettings, budgetSettings, readBudget, writeBudget } from './budget.ts';

/** A number, or “off” for no cap. What is neither is told with the form that is understood. */
const cap = (unit: 'day' | 'month', whole: boolean) => {
  const error = `must be an amount per ${unit} such as ${whole ? '100k' : '0.50'}/${unit}, or off`;
  const amount = whole ? z.number({ error }).int(error) : z.number({ error });
  return z.preprocess((said) => (said === 'off' ? null : said), amount.min(0, error).nullable()).optional();
};

const input = z.strictObject({
  /** US dollars a person may use in a day; “off” or null: any amount. */
  person: cap('day', false),
  /** US dollars the team may use in a calendar month. */
  team: cap('month', false),
  /** Tokens of a person in a day; for models without a known price. */
  personTokens: cap('day', true),
  teamTokens: cap('month', true),
});
type Input = z.infer<typeof input>;

const output = z.object({ budget: budgetSettings, changed: z.boolean(), timezone: z.string() });
type Data = z.infer<typeof output>;

/** `model_budget`: what the language model may cost a person in a day and the team in a month. */
export const modelBudgetTool = defineTool<Input, Data>({
  name: 'model_budget',
  title: 'Budget of the language model',
  description:
    'Shows or changes what the language model may cost: dollars or tokens a person in a day and the team in a month. Where a cap is reached, questions are left to the rules until the next day or month.',
  effect: 'write',
  role: 'admin',
  input: input as z.ZodType<Input>,
  output,
  async run({ person, team, personTokens, teamTokens }, { db, workspace }) {
    const changes = Object.fromEntries(
      Object.entries({
        dollarsPerPersonDay: person,
        dollarsPerTeamMonth: team,
        tokensPerPersonDay: personTokens,
        tokensPerTeamMonth: teamTokens,
      }).filter(([, value]) => value !== undefined),
    );
    const changed = Object.keys(changes).length > 0;
    const budget = changed
      ? await db.write((tx) => writeBudget(tx, db.tenantId, changes))
      : await readBudget(readable(db), db.tenantId);
    return { kind: 'ok', data: { budget, changed, timezone: workspace.timezone } };
  },
  card: (data) => ({
    tone: 'notice',
    title: data.changed ? 'Budget changed' : 'Budget of the language model',
    text: [...sayBudget(data.budget), 'Where a cap is reached, the rules go on answering.'],
    footnotes: [
      {
        kind: 'note',
        text: `A person's day is that of their own timezone, the team's month that of ${data.timezone}. Calls of models without a known price (MODEL_PRICES) count towards caps in tokens only.`,
      },
      {
        kind: 'note',
        text: 'Change it with /walker usage budget person=0.50/day team=50/month person-tokens=100k/day team-tokens=5m/month; off lifts a cap.',
      },
    ],
  }),
  summary: ({ budget }) => sayBudget(budget).join(' '),
});

/** One sentence for each cap, or that there is none. */
function sayBudget(budget: BudgetSettings): string[] {
  const said = [
    budget.dollarsPerPersonDay !== null &&
      `A person may use ${sayDollars(budget.dollarsPerPersonDay)} of language model a day.`,
    budget.tokensPerPersonDay !== null && `A person may use ${sayTokens(budget.tokensPerPersonDay)} a day.`,
    budget.dollarsPerTeamMonth !== null &&
      `The team may use ${sayDollars(budget.dollarsPerTeamMonth)} of language model a month.`,
    budget.tokensPerTeamMonth !== null && `The team may use ${sayTokens(budget.tokensPerTeamMonth)} a month.`,
  ].filter((sentence) => sentence !== false);
  return said.length > 0 ? said : ['There is no cap on what the language model may cost.'];
}
