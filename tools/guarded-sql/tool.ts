/** Any SELECT, behind the guard: for what the metrics do not cover. */
import { z } from 'zod';
import type { Cell, TableColumn } from '../../cards/card.ts';
import { toCsv } from '../../cards/csv.ts';
import { type Attachment, defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { createGuard, type Guard } from './guard.ts';
import { runGuarded, SQL_LIMITS, type SqlRow } from './run-guarded.ts';

const SHOWN_ROWS = 50;

const input = z.object({
  sql: z.string().min(1).describe('One PostgreSQL SELECT over the listed tables, without a semicolon.'),
  title: z.string().max(120).optional().describe('What it answers, in a few words.'),
});
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const output = z.object({
  title: z.string(),
  sql: z.string(),
  tables: z.array(z.string()),
  columns: z.array(z.object({ key: z.string(), kind: z.enum(['text', 'whole', 'decimal']) })),
  rows: z.array(z.record(z.string(), cell)),
});
type Answer = z.infer<typeof output>;
type Input = z.infer<typeof input>;

/** `run_sql`: the answer is marked as uncertified, with its query. */
export function runSql(): ToolDefinition<Input, Answer> {
  let guard: Promise<Guard> | null = null;
  return defineTool({
    name: 'run_sql',
    title: 'SQL query',
    description:
      'Runs one read-only SELECT over the workspace’s tables when no metric answers the question. The statement is checked first; the answer is uncertified. Names, addresses and phone numbers cannot be read.',
    effect: 'read',
    role: 'analyst',
    input,
    output,
    command: {
      word: 'sql',
      usage: 'sql <select …>',
      parse: (text) => (text.trim() === '' ? null : { sql: text }),
    },
    async run({ sql, title }, { db, signal }): Promise<Outcome<Answer>> {
      guard ??= createGuard();
      const result = await runGuarded(db, await guard, sql, { signal });
      if (result.kind === 'refused') return { kind: 'refused', because: result.because, suggestions: [] };
      const rows = result.rows.map(asCells);
      const data = {
        title: title ?? 'Your query',
        sql: sql.trim(),
        tables: [...result.tables],
        rows,
        columns: columnsOf(rows),
      };
      return rows.length > 0
        ? { kind: 'ok', data }
        : { kind: 'empty', because: 'The query found no rows.', data };
    },
    card: ({ title, sql, columns, rows, tables }) => ({
      tone: rows.length === 0 ? 'notice' : 'answer',
      title,
      text: rows.length === 0 ? ['The query found no rows.'] : [],
      ...(rows.length > 0
        ? {
            table: {
              caption: title,
              columns: columns.map(asColumn),
              rows: rows.slice(0, SHOWN_ROWS),
              omitted: Math.max(0, rows.length - SHOWN_ROWS),
            },
          }
        : {}),
      code: { language: 'sql', text: sql },
      footnotes: [
        {
          kind: 'note',
          text: `Uncertified: computed by the query shown, not by a defined metric. Check it before you pass it on.${tables.length > 0 ? ` It reads ${tables.join(', ')}.` : ''}`,
        },
      ],
    }),
    summary: ({ rows }) =>
      `${rows.length} rows${rows.length === SQL_LIMITS.maxRows ? ' (the most that are returned)' : ''}: ${JSON.stringify(rows.slice(0, SHOWN_ROWS))}`,
    facts: ({ title, sql, columns, rows }) => ({
      answer: `${title}: ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}.`,
      columns: columns.map(asColumn),
      rows,
      period: null,
      sql,
      params: [],
      definition: null,
    }),
    attachments: ({ columns, rows }) => (rows.length > SHOWN_ROWS ? [fileOf(columns, rows)] : []),
  });
}

function fileOf(columns: Answer['columns'], rows: Answer['rows']): Attachment {
  const lines = [
    columns.map(({ key }) => key),
    ...rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
  ];
  return { name: 'query.csv', mime: 'text/csv', bytes: Buffer.from(toCsv(lines, 'comma')), private: false };
}

function asColumn({ key, kind }: Answer['columns'][number]): TableColumn {
  if (kind === 'text') return { key, label: key, role: 'dimension', format: { kind: 'text' } };
  const format =
    kind === 'whole' ? ({ kind: 'integer' } as const) : ({ kind: 'number', decimals: 2 } as const);
  return { key, label: key, role: 'metric', format };
}

function columnsOf(rows: Answer['rows']): Answer['columns'] {
  return Object.keys(rows[0] ?? {}).map((key) => ({
    key,
    kind: kindOf(rows.map((row) => row[key] ?? null)),
  }));
}

function kindOf(values: readonly Cell[]): Answer['columns'][number]['kind'] {
  const there = values.filter((value) => value !== null);
  if (there.length === 0 || !there.every((value) => typeof value === 'number')) return 'text';
  return there.every(Number.isInteger) ? 'whole' : 'decimal';
}

function asCells(row: SqlRow): Record<string, Cell> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, asCell(value)]));
}

/** Instants as ISO 8601; lists and objects as JSON. */
function asCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
