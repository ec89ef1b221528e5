/** A table as a few lines for a narrow screen: "Chicago: $1,515,056 · 34.7%". */
import type { Cell, Table, TableColumn } from '../../../cards/card.ts';
import { formatValue } from '../../../cards/format.ts';
import { CELL, TABLE_LINE, TABLE_LINES } from '../limits.ts';
import { bold, cut, literalLine } from './markup.ts';

/**
 * The table as one paragraph under `caption`, on a card called `title`; what is left out is said. Of a run of periods the
 * newest are shown, of anything else the first.
 */
export function renderTable(table: Table, caption: string, title: string): string {
  const { rows } = table;
  const columns = table.columns.filter(({ extra }) => !extra);
  const total = rows.length + table.omitted;
  const head = bold(cut(literalLine(caption), TABLE_LINE));
  if (total === 0) return [head, 'No rows.'].filter((one) => one !== '').join('\n');
  const newest = columns[0]?.role === 'time' && table.omitted === 0;
  const chosen = columns.length === 0 ? [] : newest ? rows.slice(-TABLE_LINES) : rows.slice(0, TABLE_LINES);
  const said = `${title} ${caption}`.toLowerCase();
  const lines = chosen.map((row) => line(row, columns, said));
  const left = total - lines.length;
  const counted = `${left.toLocaleString('en-US')} ${newest ? 'earlier' : 'more'} ${left === 1 ? 'row' : 'rows'}`;
  const rest = left > 0 ? [`… ${newest ? '' : 'and '}${counted}`] : [];
  return [head, ...(newest ? [...rest, ...lines] : [...lines, ...rest])]
    .filter((one) => one !== '')
    .join('\n');
}

/**
 * What comes before the first number names the row; the rest follow in order, with their columns' names where there are
 * several or the words above do not say what the one is, and what is not known is left out.
 */
function line(row: Readonly<Record<string, Cell>>, columns: readonly TableColumn[], said: string): string {
  const write = (column: TableColumn) =>
    cut(literalLine(formatValue(row[column.key] ?? null, column.format)), CELL);
  const metric = columns.findIndex(({ role }) => role === 'metric');
  const values = metric === -1 ? [] : columns.slice(metric);
  const known = values.filter(({ key }) => (row[key] ?? null) !== null);
  const name = columns
    .slice(0, columns.length - values.length)
    .map(write)
    .join(' / ');
  const plain = values.length <= 1 && values.every(({ label }) => said.includes(label.toLowerCase()));
  const value = plain
    ? values.map(write).join('')
    : known.map((column) => `${cut(literalLine(column.label), CELL)} ${write(column)}`).join(' · ') || '–';
  return cut(name && value ? `${name}: ${value}` : name || value, TABLE_LINE);
}
