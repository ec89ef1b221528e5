/** The answer as a file. */
import { z } from 'zod';
import type { Cell } from '../../cards/card.ts';
import { type Separator, toCsv } from '../../cards/csv.ts';
import { formatValue } from '../../cards/format.ts';
import { defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { type AnswerData, answerData } from './answer-data.ts';
import { answerQuery } from './answer-query.ts';
import { metricQuery } from './metric-query.ts';
import type { SemanticModel } from './model.ts';
import { refusePersonal } from './personal-data.ts';

/** Rows of a file. The reader role refuses more than 50,000. */
const MAX_ROWS = 49_999;

const exportInput = z.object({
  query: metricQuery,
  separator: z.enum(['comma', 'semicolon', 'tab']).default('comma'),
  /** `plain` is for machines (472680.947), `formatted` as the card shows it. */
  numbers: z.enum(['plain', 'formatted']).default('plain'),
});
type ExportInput = z.infer<typeof exportInput>;

/** `export_csv`: every row of an answer as CSV. Personal columns need the analyst role and go by direct message. */
export function exportCsv(model: SemanticModel): ToolDefinition<ExportInput, AnswerData> {
  return defineTool({
    name: 'export_csv',
    title: 'Download CSV',
    description: 'Sends the rows of an answer as a CSV file, more than a card can list.',
    effect: 'read',
    role: 'viewer',
    input: exportInput,
    output: answerData,
    run: async ({ query }, context): Promise<Outcome<AnswerData>> => {
      const refused = refusePersonal(query, model, context.actor.role);
      if (refused) return refused;
      context.progress('Writing the file');
      const outcome = await answerQuery(query, model, context, MAX_ROWS);
      if (outcome.kind === 'ok' && outcome.data.rows.length === 0)
        return { kind: 'empty', because: outcome.data.answer };
      return outcome.kind === 'empty' ? { kind: 'empty', because: outcome.because } : outcome;
    },
    card: (data) => ({
      tone: 'notice',
      title: 'Download CSV',
      text: [exportSentence(data)],
      ...(data.personal ? { private: true } : {}),
    }),
    summary: exportSentence,
    attachments: (data, input) => [
      {
        name: fileName(data),
        mime: 'text/csv; charset=utf-8',
        bytes: Buffer.from(csvText(data, input), 'utf8'),
        private: data.personal,
      },
    ],
  });
}

function exportSentence(data: AnswerData): string {
  const count = formatValue(data.rows.length, { kind: 'integer' });
  const more =
    data.omitted > 0 ? `; ${formatValue(data.omitted, { kind: 'integer' })} more rows do not fit` : '';
  const private_ = data.personal ? ' It holds personal data and goes to you alone.' : '';
  return `${fileName(data)} has ${count} ${data.rows.length === 1 ? 'row' : 'rows'}${more}.${private_}`;
}

function csvText(data: AnswerData, { separator, numbers }: ExportInput): string {
  const header = data.columns.map(({ label }) => label);
  const rows = data.rows.map((row) =>
    data.columns.map(({ key, format, role }): Cell => {
      const value = row[key] ?? null;
      return numbers === 'formatted' && role === 'metric' && value !== null
        ? formatValue(value, format)
        : value;
    }),
  );
  return byteOrderMark(separator) + toCsv([header, ...rows], separator);
}

/** Excel takes a file with semicolons for UTF-8 only where it is marked so. */
const byteOrderMark = (separator: Separator): string => (separator === 'semicolon' ? '\uFEFF' : '');

/** "revenue-by-location-2019-01-01-to-2019-12-31.csv". */
function fileName({ title, period }: AnswerData): string {
  const days = period ? ` ${period.from} to ${period.to}` : '';
  const slug = `${title}${days}`
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  return `${slug || 'answer'}.csv`;
}
