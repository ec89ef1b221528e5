/** `group_figures`: several groups of people side by side, in figures of the semantic model. */
import { z } from 'zod';
import type { Call, Card, Cell, Footnote, TableColumn } from '../../cards/card.ts';
import { describeAudience } from '../audience/describe-gate.ts';
import { gate } from '../audience/gate.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { periodExpression } from '../periods/period-expression.ts';
import type { ToolResult } from '../run-tool.ts';
import { countPeople } from './count-people.ts';

/** Runs another tool for the same person: handed in, because a tool knows no other. */
export type RunCall = (call: Call, context: ToolContext) => Promise<ToolResult>;

const input = z.object({
  /** Written out here, gates and periods would double what a model reads of its tools. */
  groups: z.array(z.unknown().pipe(gate)).min(1).max(5).describe('Gates as hybrid_discovery takes them.'),
  /** Metric ids of the semantic model. */
  metrics: z.array(z.string()).min(1).max(5),
  period: z
    .unknown()
    .optional()
    .transform((said) => said ?? { kind: 'all' })
    .pipe(periodExpression)
    .describe(
      'The days of the figures, as sql_analytics takes them; who belongs to a group is said by its gate.',
    ),
});
export type GroupFiguresInput = z.infer<typeof input>;

const output = z.object({
  answer: z.string(),
  columns: z.array(z.custom<TableColumn>()),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  footnotes: z.array(z.custom<Footnote>()),
});
type Data = z.infer<typeof output>;

const GROUP: TableColumn = { key: 'group', label: 'Group', role: 'dimension', format: { kind: 'text' } };
const PEOPLE: TableColumn = { key: 'people', label: 'People', role: 'metric', format: { kind: 'integer' } };
/** Said once for all groups; the filters are the groups themselves. */
const SHARED: ReadonlySet<Footnote['kind']> = new Set(['period', 'definition', 'freshness']);

/** Figures of each group, with how many people it holds and how many are in all of them. */
export function groupFigures(run: RunCall) {
  return defineTool<GroupFiguresInput, Data>({
    name: 'group_figures',
    title: 'Groups in figures',
    description:
      'Tells metrics of several groups of people side by side (revenue, orders, order value of sock buyers and of sneaker buyers), with how many people each group holds and how many are in all of them. Use it to compare groups that a gate describes.',
    effect: 'read',
    role: 'viewer',
    input: input as z.ZodType<GroupFiguresInput>,
    output,
    followUps: true,
    run: (asked, context) => figuresOf(asked, run, context),
    card: (data, { groups }): Card => cardOf(data, groups.length > 1),
    summary: ({ answer, rows }) => [answer, ...rows.map((row) => JSON.stringify(row))].join('\n'),
    facts: ({ answer, columns, rows, period }) => ({
      answer,
      columns,
      rows,
      period,
      sql: null,
      params: [],
      definition: null,
    }),
  });
}

async function figuresOf(
  { groups, metrics, period }: GroupFiguresInput,
  run: RunCall,
  context: ToolContext,
): Promise<Outcome<Data>> {
  const { db, workspace, signal, progress } = context;
  progress('Counting the groups');
  const counts = await countPeople(groups, db, workspace, signal);
  const names = groups.map((group) => describeAudience(group, workspace));
  const rows: Record<string, Cell>[] = [];
  let shared: ToolResult | null = null;
  for (const [at, people] of groups.entries()) {
    progress(`Reading the figures of group ${at + 1} of ${groups.length}`);
    const found = await run({ tool: 'sql_analytics', args: { metrics, people, period } }, context);
    const [row] = found.facts?.rows ?? [];
    if (found.outcome.kind !== 'ok' || !found.facts || !row) return without(found);
    rows.push({ ...row, group: names[at] ?? '', people: counts.each[at] ?? 0 });
    shared ??= found;
  }
  if (!shared?.facts) return { kind: 'empty', because: 'There is no group to tell figures of.' };
  return {
    kind: 'ok',
    data: {
      answer: [
        sentence(names, counts),
        ...(groups.length === 1 ? [ownAnswer(shared.facts.answer)] : []),
      ].join(' '),
      columns: [GROUP, PEOPLE, ...shared.facts.columns],
      rows,
      period: shared.facts.period,
      footnotes: (shared.card.footnotes ?? []).filter(({ kind }) => SHARED.has(kind)),
    },
  };
}

/** What metrics say where they have no figure. */
const without = ({ outcome, summary }: ToolResult): Outcome<Data> =>
  outcome.kind === 'empty' || outcome.kind === 'ok'
    ? { kind: 'empty', because: summary }
    : { kind: 'refused', because: summary, suggestions: [] };

/** The answer of metrics without whom it is of, which has been said. */
const ownAnswer = (answer: string): string => answer.replace(/^Of customers .*?: (?=[A-Z])/u, '');

/** “969 customers who bought Socks and 579 customers who bought Sneakers; 291 of them are in both.” */
function sentence(
  names: readonly string[],
  { each, inAll }: { each: readonly number[]; inAll: number },
): string {
  const said = names.map((name, at) => {
    const count = each[at] ?? 0;
    const who = name.replace(/^(?:All )?Customers\b/iu, count === 1 ? 'customer' : 'customers');
    return `${count.toLocaleString('en')} ${who}`;
  });
  const [only, ...more] = said;
  if (more.length === 0) return `${only}.`;
  const both = names.length === 2 ? 'both' : `all ${names.length}`;
  const overlap =
    inAll === 0 ? `nobody is in ${both}` : `${inAll.toLocaleString('en')} of them are in ${both}`;
  return `${said.slice(0, -1).join(', ')} and ${said.at(-1)}; ${overlap}.`;
}

function cardOf({ answer, columns, rows, footnotes }: Data, several: boolean): Card {
  const [row = {}] = rows;
  const figures = columns.filter(({ role }) => role === 'metric');
  return {
    tone: 'answer',
    title: several ? 'Groups of people in figures' : String(row.group),
    ...(several
      ? { table: { caption: 'The groups, side by side', columns, rows, omitted: 0 } }
      : {
          headlines: figures.map(({ key, label, format }) => ({ label, value: numberIn(row[key]), format })),
        }),
    text: [answer],
    footnotes: [
      ...footnotes,
      {
        kind: 'note',
        text: 'People are all who belong to the group, whenever they bought; the figures are of the days named, of whatever they bought.',
      },
    ],
  };
}

const numberIn = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);
