/** "Break down by …": offers the dimensions that fit an answer. */
import { z } from 'zod';
import { type ClarifyOption, defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { uncapital } from './capital.ts';
import { type MetricQuery, metricQuery } from './metric-query.ts';
import type { SemanticModel } from './model.ts';
import { dimensionsFor } from './plan-names.ts';
import { readVocabulary } from './read-vocabulary.ts';

const input = z.object({ query: metricQuery });
/** The tool always asks back, so there is no data. */
const output = z.null();

/** As many as can be looked over at once. */
const OFFERED = 10;

/** `break_down`: asks by what, with a button for each dimension that has values for every part of the metrics. */
export function breakDown(model: SemanticModel): ToolDefinition<z.infer<typeof input>, null> {
  return defineTool({
    name: 'break_down',
    title: 'Break down by…',
    description: 'Offers the dimensions by which an answer can be broken down.',
    effect: 'read',
    role: 'viewer',
    input,
    output,
    run: async ({ query }, { db, workspace }): Promise<Outcome<null>> => {
      const vocabulary = await readVocabulary(db, workspace, model);
      const metrics = query.metrics.flatMap((id) => model.metrics.get(id) ?? []);
      const fixed = new Set(
        query.where.flatMap(({ dimension, op, values }) =>
          op === 'in' && values.length === 1 ? [dimension] : [],
        ),
      );
      const fitting = dimensionsFor(metrics, { model, vocabulary, workspace }).filter(
        ({ id, needsHistory }) => !query.by.includes(id) && !fixed.has(id) && !needsHistory,
      );
      const options: ClarifyOption[] = fitting.slice(0, OFFERED).map(({ id, label }) => ({
        label,
        call: { tool: 'sql_analytics', args: by(query, id) },
      }));
      const dated = metrics.every(
        (metric) => metric.kind !== 'aggregate' || model.sources.get(metric.source)?.date,
      );
      if (!query.grain && dated)
        options.push({ label: 'Month', call: { tool: 'sql_analytics', args: { ...query, grain: 'month' } } });
      const name = metrics.map(({ label }) => uncapital(label)).join(' and ');
      if (options.length === 0)
        return { kind: 'refused', because: `There is nothing to break ${name} down by.`, suggestions: [] };
      return { kind: 'clarify', question: `Break ${name} down by what?`, options };
    },
    card: () => ({ tone: 'question', title: 'Break down by…' }),
    summary: () => 'Asked by what to break the answer down.',
  });
}

/** A limit belonged to the old groups, a sequence of values to the old comparison. */
function by(query: MetricQuery, dimension: string): Readonly<Record<string, unknown>> {
  const { limit: _, ...rest } = query;
  return { ...rest, by: [...query.by, dimension] };
}
