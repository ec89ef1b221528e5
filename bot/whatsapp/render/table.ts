/** A table as a few lines for a narrow screen: "Chicago: $1,515,056 · 34.7%". */
import type { Cell, Table, TableColumn } from '../../../cards/card.ts';
import { formatValue } from '../../../cards/format.ts';
import { CELL, TABLE_LINE, TABLE_LINES } from '../limits.ts';
import { bold, cut, literalLine } from './markup.ts';

/** The table as one paragraph; what is left out is said in its last line. */
export function renderTable(table: Table): string {
  const { columns } = table;
  const total = table.rows.length + table.omitted;
  const lines = columns.length === 0 ? [] : table.rows.slice(0, TABLE_LINES).map((row) => line(row, columns));
  const left = total - lines.length;
  const head = bold(cut(literalLine(table.caption), TABLE_LINE));
  const shown = lines.filter((one) => one !== '');
  if (total === 0) return [head, 'No rows.'].filter((one) => one !== '').join('\n');
  const rest = left > 0 ? [`… and ${left.toLocaleString('en-US')} more ${left === 1 ? 'row' : 'rows'}`] : [];
  return [head, ...shown, ...rest].filter((one) => one !== '').join('\n');
}

/** Names first, then values; values carry their column's name where there is more than one. */
function line(row: Readonly<Record<string, Cell>>, columns: readonly TableColumn[]): string {
  const write = (column: TableColumn) =>
    cut(literalLine(formatValue(row[column.key] ?? null, column.format)), CELL);
  const metrics = columns.filter((column) => column.role === 'metric');
  const names = columns.filter((column) => column.role !== 'metric').map(write);
  const values = metrics.map((column) =>
    metrics.length > 1 ? `${cut(literalLine(column.label), CELL)} ${write(column)}` : write(column),
  );
  const name = names.join(' / ');
  const value = values.join(' · ');
  return cut(name && value ? `${name}: ${value}` : name || value, TABLE_LINE);
}
