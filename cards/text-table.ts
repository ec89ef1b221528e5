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
  const hiddenColumns = written.slice(shown.length).map((one) => one.label);
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

/** As many leading columns as fit, the widest text column giving way first. */
function fitColumns(
  columns: readonly WrittenColumn[],
  width: number,
): { shown: WrittenColumn[]; widths: number[] } {
  const natural = columns.map((one) =>
    Math.min(MAX_CELL, Math.max(1, displayWidth(one.label), ...one.cells.map(displayWidth))),
  );
  const shown = [...columns];
  const widths = [...natural];
  const taken = () => widths.reduce((sum, one) => sum + one, 0) + GAP.length * Math.max(0, widths.length - 1);
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
  return { shown, widths };
}

function alignment(column: TableColumn | undefined): 'left' | 'right' {
  return column?.role === 'metric' ? 'right' : 'left';
}
