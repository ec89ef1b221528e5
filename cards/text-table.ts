/** A table in aligned monospaced columns. */
import type { Table, TableColumn } from './card.ts';
import { displayWidth, pad, truncate, wrap } from './display-width.ts';
import { formatValue } from './format.ts';
import { oneLine } from './plain-text.ts';

const GAP = '  ';
const MAX_CELL = 40;
const MIN_CELL = 6;

export interface TextTableOptions {
  /** Columns of the text. Default 100. */
  readonly width?: number;
  /** Rows printed at most, the rest counted. Default: all. */
  readonly maxRows?: number;
}

/** The lines of the table: caption, header, rule, rows, and what is left out. Total and pure. */
export function tableAsText(table: Table, options: TextTableOptions = {}): string[] {
  const width = options.width ?? 100;
  const rows = table.rows.slice(0, options.maxRows ?? table.rows.length);
  const written = table.columns.map((column) => ({
    column,
    label: oneLine(column.label),
    cells: rows.map((row) => oneLine(formatValue(row[column.key] ?? null, column.format))),
  }));
  const { shown, widths } = fitColumns(written, width);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const columns = widths[index] ?? MIN_CELL;
        return pad(truncate(cell, columns), columns, alignment(shown[index]?.column));
      })
      .join(GAP)
      .trimEnd();
  const hiddenColumns = written.filter((one) => !shown.includes(one)).map((one) => one.label);
  const missing = table.rows.length - rows.length + table.omitted;
  return [
    ...(table.caption.trim() ? wrap(oneLine(table.caption), width) : []),
    ...(shown.length > 0
      ? [line(shown.map((one) => one.label)), widths.map((columns) => '─'.repeat(columns)).join(GAP)]
      : []),
    ...(shown.length > 0 ? rows.map((_, index) => line(shown.map((one) => one.cells[index] ?? ''))) : []),
    ...(rows.length === 0 && missing === 0 ? ['(no rows)'] : []),
    ...(missing > 0 ? [`… and ${missing.toLocaleString('en-US')} more rows`] : []),
    ...(hiddenColumns.length > 0
      ? [truncate(`(columns that did not fit: ${hiddenColumns.join(', ')})`, width)]
      : []),
  ];
}

interface WrittenColumn {
  readonly column: TableColumn;
  readonly label: string;
  readonly cells: readonly string[];
}

/** Columns that fit: extras are left out first, then wide text is cut, then the last columns go. */
function fitColumns(
  columns: readonly WrittenColumn[],
  width: number,
): { shown: WrittenColumn[]; widths: number[] } {
  const shown = withoutExtras(columns, width);
  const widths = shown.map(usualWidth);
  const taken = () => lineWidth(widths);
  while (taken() > width) {
    const widest = widths.reduce(
      (best, one, index) =>
        alignment(shown[index]?.column) === 'left' && one > (widths[best] ?? 0) ? index : best,
      widths.findIndex((_, index) => alignment(shown[index]?.column) === 'left'),
    );
    const current = widths[widest];
    if (current !== undefined && current > Math.max(MIN_CELL, MAX_CELL / 3)) widths[widest] = current - 1;
    else if (widths.length > 1) {
      widths.pop();
      shown.pop();
    } else {
      widths[0] = Math.max(1, width);
    }
  }
  return { shown, widths: widened(shown, widths, width) };
}

/** The columns without as many extras, from the last, as must go for the others to have their width. */
function withoutExtras(columns: readonly WrittenColumn[], width: number): WrittenColumn[] {
  const shown = [...columns];
  while (lineWidth(shown.map(usualWidth)) > width) {
    const last = shown.findLastIndex(({ column }) => column.extra);
    if (last < 0) break;
    shown.splice(last, 1);
  }
  return shown;
}

/** Room that is left goes to the cells that were cut. */
function widened(shown: readonly WrittenColumn[], widths: readonly number[], width: number): number[] {
  let left = width - lineWidth(widths);
  return shown.map((one, index) => {
    const current = widths[index] ?? MIN_CELL;
    const more = Math.max(0, Math.min(left, naturalWidth(one) - current));
    left -= more;
    return current + more;
  });
}

const naturalWidth = ({ label, cells }: WrittenColumn): number =>
  Math.max(1, displayWidth(label), ...cells.map(displayWidth));
const usualWidth = (column: WrittenColumn): number => Math.min(MAX_CELL, naturalWidth(column));
const lineWidth = (widths: readonly number[]): number =>
  widths.reduce((sum, one) => sum + one, 0) + GAP.length * Math.max(0, widths.length - 1);

function alignment(column: TableColumn | undefined): 'left' | 'right' {
  return column?.role === 'metric' ? 'right' : 'left';
}
