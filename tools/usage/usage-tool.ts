import { z } from 'zod';
import type { Card, Footnote, TableColumn } from '../../cards/card.ts';
import { readable } from '../../db/readable.ts';
import { defineTool, type Facts } from '../define-tool.ts';
import { roleAllows } from '../roles.ts';
import { sayDollars, sayTokens } from './amounts.ts';
import { readBudget } from './budget.ts';
import { budgetStatus } from './budget-status.ts';
import { type Cap, capsOf, sayAmount } from './caps.ts';
import { parseUsage, routeUsage } from './command.ts';
import { grouping, readUnpriced, readUsage, totalOf, usageRow } from './read-usage.ts';
import { stretchName, stretchOf } from './stretch.ts';

const input = z.object({
  period: stretchName.default('month'),
  /** By default people for the team, days for oneself. */
  by: grouping.optional(),
  /** Only what the asker has used; without it an admin sees the team. */
  mine: z.boolean().default(false),
});
type Input = z.infer<typeof input>;

const output = z.object({
  whose: z.enum(['mine', 'team']),
  by: grouping,
  period: z.string(),
  timezone: z.string(),
  rows: z.array(usageRow),
  total: usageRow.omit({ key: true }),
  /** Models without a known price. */
  unpriced: z.array(z.string()),
  /** What is left of the caps, in sentences. */
  caps: z.array(z.string()),
});
type Data = z.infer<typeof output>;

/** `model_usage`: what the language model took, of tokens and money. */
export const modelUsageTool = defineTool<Input, Data>({
  name: 'model_usage',
  title: 'Usage of the language model',
  description:
    'Shows tokens and cost of the language model and of embeddings, today, this week or this month, by person, day or model: one’s own, for admins the team’s. Not for marketing spend.',
  effect: 'read',
  role: 'viewer',
  input: input as z.ZodType<Input>,
  output,
  command: {
    word: 'usage',
    usage:
      'usage [today | week | month] [by person | day | model] [mine] | usage budget [person=0.50/day team=50/month]',
    parse: parseUsage,
    route: routeUsage,
  },
  async run({ period, by, mine }, context) {
    const { db, actor, workspace, now } = context;
    const isAdmin = roleAllows(actor.role, 'admin');
    if (by === 'person' && !isAdmin)
      return {
        kind: 'refused',
        because: 'What others have used is for admins to see.',
        suggestions: ['Your own is there with /walker usage.'],
      };
    const whose = isAdmin && !mine ? 'team' : 'mine';
    const groups = by ?? (whose === 'team' ? 'person' : 'day');
    const timezone = whose === 'team' ? workspace.timezone : actor.timezone;
    const stretch = stretchOf(period, now(), timezone);
    const filter = { personId: whose === 'team' ? null : actor.personId, stretch, timezone };
    const rows = await readUsage(db, groups, filter);
    const on = readable(db);
    const status = await budgetStatus(on, context, await readBudget(on, db.tenantId));
    const data: Data = {
      ...{ whose, by: groups, period: stretch.label, timezone },
      rows: [...rows],
      total: totalOf(rows),
      unpriced: [...(await readUnpriced(db, filter))],
      caps: capsOf(status).map(sayCap),
    };
    const nobody = whose === 'team' ? 'Nobody has' : 'You have not';
    return rows.length > 0
      ? { kind: 'ok', data }
      : { kind: 'empty', because: `${nobody} used the language model ${sayWhen(stretch.label)}.`, data };
  },
  card: usageCard,
  summary: (data) => answerOf(data),
  facts: (data): Facts => ({
    answer: answerOf(data),
    columns: [...columnsOf(data)],
    rows: data.rows.map(asCells),
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});

const sayWhen = (label: string): string =>
  label === 'today' || label === 'this week' ? label : `in ${label}`;

function answerOf({ whose, total, period }: Data): string {
  const who = whose === 'team' ? 'The team has' : 'You have';
  if (total.calls === 0)
    return `${whose === 'team' ? 'Nobody has' : 'You have not'} used the language model ${sayWhen(period)}.`;
  const cost =
    total.cost === null
      ? 'at a cost that is not known'
      : `for ${total.unpriced > 0 ? 'at least ' : ''}${sayDollars(total.cost)}`;
  return `${who} used ${sayTokens(total.tokens)} ${cost} ${sayWhen(period)}.`;
}

function usageCard(data: Data, { period, mine }: Input): Card {
  const others = (['person', 'day', 'model'] as const).filter(
    (by) => by !== data.by && (by !== 'person' || data.whose === 'team'),
  );
  return {
    tone: 'answer',
    title: data.whose === 'team' ? 'Usage of the language model' : 'Your usage of the language model',
    text: [answerOf(data), ...data.caps],
    ...(data.rows.length > 0
      ? {
          table: {
            caption: `Usage by ${data.by}, ${data.period}`,
            columns: columnsOf(data),
            rows: data.rows.map(asCells),
            omitted: 0,
          },
          buttons: others.map((by) => ({
            label: `By ${by}`,
            call: { tool: 'model_usage', args: { period, by, mine } },
          })),
        }
      : {}),
    footnotes: notesOf(data),
    private: true,
  };
}

function notesOf({ period, timezone, unpriced }: Data): Footnote[] {
  const notes: Footnote[] = [
    { kind: 'period', text: `${period.charAt(0).toUpperCase()}${period.slice(1)}, days in ${timezone}` },
  ];
  if (unpriced.length > 0)
    notes.push({
      kind: 'note',
      text: `The price of ${unpriced.join(', ')} is not known, so what it cost is not in the sums. Set MODEL_PRICES.`,
    });
  return notes;
}

const LABELS = { person: 'Person', day: 'Day', model: 'Model' } as const;

function columnsOf({ by }: Data): readonly TableColumn[] {
  const whole = { kind: 'integer' } as const;
  return [
    by === 'day'
      ? { key: 'key', label: LABELS.day, role: 'time', format: { kind: 'date' } }
      : { key: 'key', label: LABELS[by], role: 'dimension', format: { kind: 'text' } },
    { key: 'questions', label: 'Questions', role: 'metric', format: whole },
    { key: 'calls', label: 'Calls', role: 'metric', format: whole, extra: true },
    { key: 'promptTokens', label: 'Prompt tokens', role: 'metric', format: whole, extra: true },
    { key: 'completionTokens', label: 'Completion tokens', role: 'metric', format: whole, extra: true },
    { key: 'embeddingTokens', label: 'Embedding tokens', role: 'metric', format: whole, extra: true },
    { key: 'tokens', label: 'Tokens', role: 'metric', format: whole },
    {
      key: 'cost',
      label: 'Cost',
      role: 'metric',
      format: { kind: 'currency', currency: 'USD', decimals: 4 },
    },
  ];
}

function asCells({ unpriced: _, ...row }: Data['rows'][number]): Record<string, string | number | null> {
  return row;
}

/** “Today you have used $0.12 of your $0.50, and questions under way hold $0.05.” */
function sayCap({ whose, unit, most, account: { stretch, used, held } }: Cap): string {
  const [usedUp, cap] = [sayAmount(unit, used[unit]), sayAmount(unit, most)];
  const more = held[unit] > 0 ? `, and questions under way hold ${sayAmount(unit, held[unit])}` : '';
  return whose === 'person'
    ? `Today you have used ${usedUp} of your ${cap}${more}.`
    : `The team has used ${usedUp} of its ${cap} for ${stretch.label}${more}.`;
}
