import type { Card, TableColumn } from '../../cards/card.ts';
import { defineTool, type ToolContext } from '../define-tool.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { parseLog } from './command.ts';
import { type Found, findEntries, found, type LogInput, logInput } from './find.ts';

const SHOWN = 20;
const text = { kind: 'text' } as const;

export const LOG_COLUMNS: readonly TableColumn[] = [
  { key: 'at', label: 'When', role: 'time', format: text },
  { key: 'who', label: 'Who', role: 'dimension', format: text },
  { key: 'what', label: 'What', role: 'text', format: text },
  { key: 'about', label: 'About', role: 'text', format: text },
  { key: 'from', label: 'From', role: 'text', format: text, extra: true },
  { key: 'result', label: 'Result', role: 'text', format: text },
];

/** `activity_log`: who did what, when, from where, and what came of it. */
export const activityLog = defineTool<LogInput, Found>({
  name: 'activity_log',
  title: 'Activity log',
  description:
    'Shows who did what, when, from where and with what result: approvals, applied winners, decisions about proposals, changes of people and settings, refused attempts, and briefs that did not arrive. Use it for “who applied the winner?” or “who approved what yesterday?”.',
  effect: 'read',
  role: 'analyst',
  input: logInput,
  output: found,
  command: {
    word: 'log',
    usage:
      'log [today | yesterday | week | <date>] [proposals | briefs | <person> | <tool> | approved | applied]',
    parse: parseLog,
  },
  run: (input, context) => findEntries(input, context, SHOWN),
  card: logCard,
  summary: sentences,
  facts: (data) => ({
    answer: sentences(data),
    columns: [...LOG_COLUMNS],
    rows: data.entries,
    period: null,
    sql: null,
    params: [],
    definition: null,
  }),
});

function logCard(data: Found, input: LogInput, { actor }: ToolContext): Card {
  const { whose, period, entries, omitted } = data;
  const [newest] = entries;
  const many = omitted > 0;
  return {
    tone: 'answer',
    title: whose ? `Log: ${whose}` : 'Log',
    // A question about one thing is answered before the table.
    ...(whose && newest ? { text: [sentence(newest, actor.timezone)] } : {}),
    table: {
      caption: `Log, ${period}`,
      columns: LOG_COLUMNS,
      rows: entries.map(({ tool: _tool, ...entry }) => ({
        ...entry,
        at: shortTime(entry.at, actor.timezone),
      })),
      omitted,
    },
    ...(many
      ? { buttons: [{ label: 'Download CSV', call: { tool: 'download_log', args: { ...input } } }] }
      : {}),
    footnotes: [{ kind: 'period', text: `${period}, times in ${actor.timezone}` }],
    private: true,
  };
}

/** “Last: Apply test winner (Welcome e-mail) by Vera, 18 Mar 2026, 09:12, by a button in Slack. Done.” */
function sentence(
  { what, about, who, at, from, result }: Found['entries'][number],
  timezone: string,
): string {
  return `Last: ${what}${about ? ` (${about})` : ''} by ${whoAndWhen(who, at, timezone)}, by ${from}. ${result}.`.replace(
    /\.\.$/,
    '.',
  );
}

function sentences({ entries, omitted }: Found): string {
  const told = entries
    .slice(0, 5)
    .map(
      ({ who, what, about, at, result }) => `${who}: ${what}${about ? ` (${about})` : ''}, ${at}, ${result}`,
    );
  const more = entries.length - told.length + omitted;
  return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

function shortTime(at: string, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timezone,
  }).format(new Date(at));
}
