/** "What can you answer?": the metrics and dimensions of this workspace, and questions that work on it. */
import { z } from 'zod';
import { defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { uncapital } from './capital.ts';
import { metricsHere } from './metrics-here.ts';
import { type SemanticModel, sourcesOf } from './model.ts';
import { listed } from './phrases.ts';
import { samplePrompts } from './prompts.ts';
import { readVocabulary } from './read-vocabulary.ts';
import type { Vocabulary } from './vocabulary.ts';

const input = z.object({});
const output = z.object({
  metrics: z.array(z.object({ about: z.string(), label: z.string(), description: z.string() })),
  dimensions: z.array(z.object({ label: z.string(), examples: z.array(z.string()) })),
  questions: z.array(z.string()),
});
type Capabilities = z.infer<typeof output>;

/** Values named as examples of a dimension. */
const EXAMPLES = 3;

/** `capabilities`: what can be asked here. */
export function capabilities(model: SemanticModel): ToolDefinition<z.infer<typeof input>, Capabilities> {
  return defineTool({
    name: 'capabilities',
    title: 'What I can answer',
    description: 'Lists the metrics and dimensions of this workspace, with questions that work.',
    effect: 'read',
    role: 'viewer',
    input,
    output,
    command: { word: 'capabilities', usage: 'capabilities', parse: () => ({}) },
    run: async (_, { db, workspace }): Promise<Outcome<Capabilities>> => {
      const vocabulary = await readVocabulary(db, workspace, model);
      const metrics = metricsHere(model, vocabulary).map((metric) => ({
        about: aboutOf(sourcesOf(metric, model)),
        label: metric.label,
        description: metric.description,
      }));
      if (metrics.length === 0)
        return {
          kind: 'empty',
          because: 'This workspace has no data yet. Load some with “walker import”, or try “walker demo”.',
        };
      const dimensions = [...vocabulary.dimensions.values()]
        .filter(({ kind, personal }) => kind !== 'number' && !personal)
        .map(({ id, label, fixed }) => ({
          label,
          examples: examplesOf(id, fixed, vocabulary),
        }));
      const questions = samplePrompts(model, vocabulary, workspace).map(({ message }) => message);
      return { kind: 'ok', data: { metrics, dimensions, questions } };
    },
    card: ({ metrics, dimensions, questions }) => ({
      tone: 'answer',
      title: 'What I can answer',
      text: [
        ...[...new Set(metrics.map(({ about }) => about))].map(
          (about) =>
            `${about}: ${metrics
              .filter((metric) => metric.about === about)
              .map(({ label }) => uncapital(label))
              .join(', ')}.`,
        ),
        `By ${dimensions.map(({ label, examples }) => `${uncapital(label)}${examples.length > 0 ? ` (${examples.join(', ')}, …)` : ''}`).join(', ')}; over days, weeks, months, quarters and years.`,
        `For example: ${questions.map((question) => `“${question}”`).join(' ')}`,
      ],
      footnotes: [{ kind: 'note', text: 'Ask “what is …” for a definition.' }],
    }),
    summary: answerOf,
    facts: (data) => ({
      answer: answerOf(data),
      columns: [
        { key: 'metric', label: 'Metric', role: 'text', format: { kind: 'text' } },
        { key: 'definition', label: 'Definition', role: 'text', format: { kind: 'text' } },
      ],
      rows: data.metrics.map(({ label, description }) => ({ metric: label, definition: description })),
      period: null,
      sql: null,
      params: [],
      definition: null,
    }),
  });
}

/** Values that occur, in their natural order where they have one. */
function examplesOf(id: string, fixed: readonly string[] | null, vocabulary: Vocabulary): string[] {
  const known = vocabulary.values(id);
  const here = fixed ? fixed.filter((value) => known.some((each) => each.value === value)) : null;
  return (here ?? known.map((value) => value.label)).slice(0, EXAMPLES);
}

function answerOf({ metrics, dimensions, questions }: Capabilities): string {
  const names = metrics.slice(0, 5).map(({ label }) => uncapital(label));
  const groups = dimensions.slice(0, 5).map(({ label }) => uncapital(label));
  const example = questions[0] ? `, for example “${questions[0]}”` : '';
  return `I can answer questions about ${listed(names, 'and')} and ${metrics.length - names.length} more, by ${listed(groups, 'or')}${example}.`;
}

/** What the metrics of a source are about, in a word. */
function aboutOf(sources: readonly string[]): string {
  if (sources.includes('spend')) return 'Marketing';
  if (sources.includes('events')) return 'Site and app';
  return sources.includes('sales') ? 'Sales' : 'Customers';
}
