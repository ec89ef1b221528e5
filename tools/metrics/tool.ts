/** The tool behind every question about numbers. */
import { defineTool, type Facts, type ToolDefinition } from '../define-tool.ts';
import { answerCard } from './answer-card.ts';
import { type AnswerData, answerData } from './answer-data.ts';
import { answerQuery } from './answer-query.ts';
import { type MetricQuery, metricQuery } from './metric-query.ts';
import type { SemanticModel } from './model.ts';
import { refusePersonal } from './personal-data.ts';

/** Rows that the summary for the model lists. */
const SUMMARY_ROWS = 20;

/** `sql_analytics`: answers a metric query. */
export function sqlAnalytics(model: SemanticModel): ToolDefinition<MetricQuery, AnswerData> {
  return defineTool({
    name: 'sql_analytics',
    title: 'Analytics',
    description:
      'Answers a question about numbers: metrics of the semantic model, by dimensions or over time, filtered, compared, as shares or running totals. Use it for every "how much", "how many", "which", "top" and "trend".',
    effect: 'read',
    role: 'viewer',
    input: metricQuery,
    output: answerData,
    followUps: true,
    run: async (query, context) => {
      const refused = refusePersonal(query, model, context.actor.role);
      if (refused) return refused;
      context.progress('Reading the numbers');
      return answerQuery(query, model, context);
    },
    card: answerCard,
    summary: (data) => {
      const rows = data.rows.slice(0, SUMMARY_ROWS).map((row) => JSON.stringify(row));
      const more = data.rows.length + data.omitted - rows.length;
      return [
        data.answer,
        ...(data.rows.length > 1 ? rows : []),
        ...(more > 0 ? [`… and ${more} more rows`] : []),
      ].join('\n');
    },
    facts: answerFacts,
  });
}

/** The machine-readable side of an answer. */
function answerFacts(data: AnswerData): Facts {
  return {
    answer: data.answer,
    columns: data.columns,
    rows: data.rows,
    period: data.period,
    sql: data.sql,
    params: data.params,
    definition: data.definition,
  };
}
