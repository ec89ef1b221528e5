/** What is loaded, from when to when, and by which import. */
import { z } from 'zod';
import type { TableColumn } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { capital } from './capital.ts';
import type { SemanticModel } from './model.ts';
import { freshnessTexts } from './phrases.ts';
import { readVocabulary } from './read-vocabulary.ts';

const input = z.object({});
const output = z.object({
  sources: z.array(
    z.object({
      source: z.string(),
      rows: z.number(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  lastImport: z
    .object({ dataset: z.string(), file: z.string(), state: z.string(), added: z.number(), at: z.string() })
    .nullable(),
  notes: z.array(z.string()),
});
type Freshness = z.infer<typeof output>;

const COLUMNS: readonly TableColumn[] = [
  { key: 'source', label: 'Data', role: 'text', format: { kind: 'text' } },
  { key: 'rows', label: 'Rows', role: 'metric', format: { kind: 'integer' } },
  { key: 'from', label: 'From', role: 'text', format: { kind: 'date' } },
  { key: 'to', label: 'Until', role: 'text', format: { kind: 'date' } },
];

interface ImportRow {
  readonly dataset: string;
  readonly file_name: string;
  readonly state: string;
  readonly rows_added: number;
  readonly at: Date;
}

/** `data_freshness`: the tables with their first and last day, and the last import. */
export function dataFreshness(model: SemanticModel): ToolDefinition<z.infer<typeof input>, Freshness> {
  return defineTool({
    name: 'data_freshness',
    title: 'Data freshness',
    description: 'Says what data is loaded, from when to when, and when the last import was.',
    effect: 'read',
    role: 'viewer',
    input,
    output,
    command: { word: 'freshness', usage: 'freshness', parse: () => ({}) },
    run: async (_, { db, workspace }): Promise<Outcome<Freshness>> => {
      const vocabulary = await readVocabulary(db, workspace, model);
      const imports = await db.read<ImportRow>(
        `select dataset, file_name, state, rows_added, coalesce(finished_at, started_at) as at
         from imports where tenant_id = $1 order by started_at desc limit 1`,
        [db.tenantId],
      );
      const sources = [...vocabulary.sources].flatMap(([id, { rows, bounds }]) => {
        const source = model.sources.get(id);
        return rows > 0 && source
          ? [{ source: capital(source.label), rows, from: bounds?.from ?? null, to: bounds?.to ?? null }]
          : [];
      });
      if (sources.length === 0)
        return { kind: 'empty', because: 'Nothing is loaded yet. Load data with “walker import”.' };
      const [last] = imports.rows;
      const lastImport = last
        ? {
            dataset: last.dataset,
            file: last.file_name,
            state: last.state,
            added: last.rows_added,
            at: last.at.toISOString(),
          }
        : null;
      return { kind: 'ok', data: { sources, lastImport, notes: [...freshnessTexts(workspace, null)] } };
    },
    card: (data) => ({
      tone: 'answer',
      title: 'Data freshness',
      text: [importText(data)],
      table: { caption: 'What is loaded', columns: COLUMNS, rows: data.sources, omitted: 0 },
      footnotes: data.notes.map((text) => ({ kind: 'freshness', text })),
    }),
    summary: (data) => [answerOf(data), importText(data)].join(' '),
    facts: (data) => ({
      answer: answerOf(data),
      columns: COLUMNS,
      rows: data.sources,
      period: null,
      sql: null,
      params: [],
      definition: null,
    }),
  });
}

function answerOf({ sources, notes }: Freshness): string {
  const each = sources.map(({ source, rows, to }) => {
    const until = to ? ` until ${formatValue(to, { kind: 'date' })}` : '';
    return `${source}: ${formatValue(rows, { kind: 'integer' })} rows${until}`;
  });
  return `${each.join('; ')}. ${notes.join(' ')}`.trim();
}

function importText({ lastImport }: Freshness): string {
  if (!lastImport) return 'Nothing was imported from a file.';
  const added = formatValue(lastImport.added, { kind: 'integer' });
  return `Last import: ${lastImport.file} (${lastImport.dataset}), ${added} rows added, ${lastImport.state}, ${formatValue(lastImport.at, { kind: 'date' })}.`;
}
