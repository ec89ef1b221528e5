/** What a model gets to read of a tool's result: short, and marked as data. */
import type { Card, Table, TableColumn } from '../../cards/card.ts';
import { formatChange, formatValue } from '../../cards/format.ts';
import { oneLine } from '../../cards/plain-text.ts';
import type { ToolResult } from '../../tools/run-tool.ts';
import { notesOf } from './grounding/seen-in.ts';

const MAX_CHARACTERS = 6_000;
const MAX_ROWS = 20;
/** Their summaries and rows say all that their cards do. */
const IN_ROWS: ReadonlySet<string> = new Set(['sql_analytics', 'run_sql', 'define_term']);

export function textOf(result: ToolResult): string {
  const { tool, facts, card, summary, outcome } = result;
  const inRows = IN_ROWS.has(tool);
  const lines = [
    shortened(summary),
    ...(outcome.kind === 'clarify'
      ? outcome.options.map(({ label, call }) => `- ${label}: ${JSON.stringify(call)}`)
      : []),
    ...(inRows ? legendOf(facts?.columns ?? []) : []),
    ...(inRows || card.private || outcome.kind !== 'ok'
      ? []
      : linesOf(card).filter((line) => !summary.includes(line))),
    ...(card.private ? [] : notesOf(card)),
  ];
  return asData(tool, outcome.kind, lines.join('\n'));
}

/** Whatever comes out of the data stands between marks, which it cannot write itself. */
export function asData(tool: string, status: string, text: string, most = MAX_CHARACTERS): string {
  const inside = text.replace(/<(\/?)\s*result/giu, '‹$1result');
  const cut = inside.length > most ? `${inside.slice(0, most).toWellFormed()}\n… (cut)` : inside;
  return `<result tool="${tool}" status="${status}">\n${cut}\n</result>`;
}

/** Nobody writes the ninth digit of a ratio, and every one of them is paid for. */
const shortened = (text: string): string =>
  text.replace(/-?\d+\.\d{6,}(?:e-?\d+)?/g, (digits) => String(Number(Number(digits).toPrecision(8))));

/** What the columns are whose keys do not say so: “revenue_1” is revenue in October. */
function legendOf(columns: readonly TableColumn[]): string[] {
  const plain = (name: string): string => name.replaceAll('_', ' ').toLowerCase();
  const unclear = columns.filter(
    ({ key, label }) => plain(key) !== plain(label) && !/^(?:difference|change)(?:_|$)/.test(key),
  );
  return unclear.length > 0 && columns.length > 1
    ? [`Columns: ${unclear.map(({ key, label }) => `${key} is ${label}`).join('; ')}.`]
    : [];
}

/** What people see on a card, without its title, chart and buttons. */
function linesOf(card: Card): string[] {
  const headlines = (card.headlines ?? []).map(
    ({ label, value, format, change }) =>
      `${label}: ${formatValue(value, format)}${change ? `, ${formatChange(change)}` : ''}`,
  );
  return [...headlines, ...(card.text ?? []), ...(card.table ? rowsOf(card.table) : [])].map(oneLine);
}

function rowsOf({ columns, rows, omitted }: Table): string[] {
  const left = rows.length - Math.min(rows.length, MAX_ROWS) + omitted;
  return [
    columns.map(({ label }) => label).join(' | '),
    ...rows
      .slice(0, MAX_ROWS)
      .map((row) => columns.map(({ key, format }) => formatValue(row[key] ?? null, format)).join(' | ')),
    ...(left > 0 ? [`… and ${left} more rows`] : []),
  ];
}
