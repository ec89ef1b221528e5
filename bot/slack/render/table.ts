/** A table as Slack's own, sortable one where it is long; monospaced text where tables are not known. */
import type { Table, TableColumn } from '../../../cards/card.ts';
import { formatValue } from '../../../cards/format.ts';
import { tableAsText } from '../../../cards/text-table.ts';
import { cut, literal, literalLine } from '../escape.ts';
import { TABLE_CAPTION, TABLE_CHARACTERS, TABLE_COLUMNS, TABLE_PAGE, TABLE_ROWS } from '../limits.ts';
import { type Block, leadingThatFit, sizeOf } from './budget.ts';
import { preformatted } from './prose.ts';
import { type Look, NOTHING, type Part } from './rendered.ts';

/** From this many rows on, sorting and paging are worth more than seeing all at once. */
const LONG_TABLE = 16;
const CELL = 200;
const TEXT_WIDTH = 76;
const TEXT_ROWS = 25;

type Row = Table['rows'][number];

export interface TableOptions {
  readonly look: Look;
  readonly budget: number;
  /** What the table is called where it has no caption. */
  readonly title: string;
  /** The card offers a download, so a table that was cut can point to it. */
  readonly csv: boolean;
}

export function renderTable(table: Table, { look, budget, title, csv }: TableOptions): Part {
  const total = table.rows.length + table.omitted;
  if (table.columns.length === 0) return NOTHING;
  if (total === 0) return { blocks: [caption(table, '(no rows)')], dropped: [] };
  const columns = table.columns.slice(0, TABLE_COLUMNS);
  const heading = caption(table, '');
  const left = budget - sizeOf([heading]);
  const build = (rows: readonly Row[]) => body(table, columns, rows, look, title);
  const candidates = table.rows.slice(0, look === 'plain' ? TEXT_ROWS : TABLE_ROWS);
  const within = withinCharacters(columns, candidates);
  const shown = leadingThatFit(within, left, build);
  const rest = total - shown.length;
  const drawn = build(shown);
  const named = table.caption.trim() !== '' && !isCaptioned(drawn);
  return {
    blocks: drawn.length > 0 && named ? [heading, ...drawn] : drawn,
    dropped: [
      ...(rest > 0
        ? [
            `+${rest.toLocaleString('en-US')} more ${rest === 1 ? 'row' : 'rows'}${csv ? ' (download CSV for all)' : ''}`,
          ]
        : []),
      ...(table.columns.length > columns.length
        ? [`+${table.columns.length - columns.length} more columns`]
        : []),
    ],
  };
}

function body(
  table: Table,
  columns: readonly TableColumn[],
  rows: readonly Row[],
  look: Look,
  title: string,
): Block[] {
  if (rows.length === 0) return [];
  if (look === 'plain') {
    const lines = tableAsText({ ...table, caption: '', columns, rows, omitted: 0 }, { width: TEXT_WIDTH });
    return [preformatted(literal(lines.join('\n')))];
  }
  const header = columns.map((column) => ({ type: 'raw_text' as const, text: cell(column.label) }));
  if (rows.length < LONG_TABLE) {
    return [
      {
        type: 'table',
        column_settings: columns.map((column) => ({
          align: column.role === 'metric' ? ('right' as const) : ('left' as const),
          is_wrapped: column.role === 'text',
        })),
        rows: [
          header,
          ...rows.map((row) =>
            columns.map((column) => ({ type: 'raw_text' as const, text: written(row, column) })),
          ),
        ],
      },
    ];
  }
  return [
    {
      type: 'data_table',
      caption: cut(literalLine(table.caption.trim() || title), TABLE_CAPTION),
      page_size: TABLE_PAGE,
      rows: [header, ...rows.map((row) => columns.map((column) => sortable(row, column)))],
    },
  ];
}

/** Sortable tables show their caption themselves. */
function isCaptioned(blocks: readonly Block[]): boolean {
  return blocks.some(({ type }) => type === 'data_table');
}

/** Numbers keep their value beside their text, so that sorting is by size and not by letter. */
function sortable(row: Row, column: TableColumn) {
  const value = row[column.key];
  const text = written(row, column);
  return column.role === 'metric' && typeof value === 'number' && Number.isFinite(value)
    ? { type: 'raw_number' as const, value, text }
    : { type: 'raw_text' as const, text };
}

function written(row: Row, column: TableColumn): string {
  return cell(formatValue(row[column.key] ?? null, column.format));
}

function cell(text: string): string {
  return cut(literalLine(text), CELL);
}

/** As many rows as the limit on characters in tables allows. */
function withinCharacters(columns: readonly TableColumn[], rows: readonly Row[]): readonly Row[] {
  let characters = columns.reduce((sum, column) => sum + cell(column.label).length, 0);
  const shown: Row[] = [];
  for (const row of rows) {
    characters += columns.reduce((sum, column) => sum + written(row, column).length, 0);
    if (characters > TABLE_CHARACTERS) break;
    shown.push(row);
  }
  return shown;
}

function caption(table: Table, addition: string): Block {
  const text = [cut(literalLine(table.caption), TABLE_CAPTION), addition]
    .filter((part) => part !== '')
    .join(' ');
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text, style: { bold: true } }] }],
  };
}
