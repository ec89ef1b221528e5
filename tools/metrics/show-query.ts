/** The SQL behind an answer. */
import { z } from 'zod';
import { defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { prepare } from './answer-query.ts';
import { metricQuery } from './metric-query.ts';
import type { SemanticModel } from './model.ts';

const input = z.object({ query: metricQuery });
const output = z.object({ metrics: z.array(z.string()), sql: z.string(), params: z.array(z.string()) });
type ShownQuery = z.infer<typeof output>;

/** `show_query`: the statement of a metric query with its parameters; nothing is run. */
export function showQuery(model: SemanticModel): ToolDefinition<z.infer<typeof input>, ShownQuery> {
  return defineTool({
    name: 'show_query',
    title: 'Show query',
    description: 'Shows the SQL that answers a metric query, with its parameters.',
    effect: 'read',
    role: 'viewer',
    input,
    output,
    run: async ({ query }, context): Promise<Outcome<ShownQuery>> => {
      const prepared = await prepare(query, model, context);
      if (prepared.kind === 'outcome') {
        const { outcome } = prepared;
        if (outcome.kind === 'ok') throw new Error('a query that was not prepared cannot be answered');
        return outcome.kind === 'empty' ? { kind: 'empty', because: outcome.because } : outcome;
      }
      const { plan, compiled } = prepared;
      const metrics = plan.metrics.map(({ label }) => label);
      return { kind: 'ok', data: { metrics, sql: compiled.sql, params: compiled.params.map(paramText) } };
    },
    card: ({ metrics, sql, params }) => ({
      tone: 'answer',
      title: `The query behind ${metrics.join(' and ')}`,
      code: { language: 'sql', text: sql },
      text: [`Parameters: ${params.map((param, index) => `$${index + 1} = ${param}`).join(', ')}.`],
      footnotes: [
        {
          kind: 'note',
          text: '$1 is this workspace. The statement runs under a role that can only read its rows.',
        },
      ],
    }),
    summary: ({ sql }) => sql,
    facts: ({ metrics, sql, params }) => ({
      answer: `This is the query behind ${metrics.join(' and ')}.`,
      columns: [],
      rows: [],
      period: null,
      sql,
      params,
      definition: null,
    }),
  });
}

function paramText(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return Array.isArray(value) ? `{${value.map(paramText).join(', ')}}` : String(value);
}
