/** "What is ROAS?": a word of the semantic model explained. */
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type ClarifyOption, defineTool, type Outcome, type ToolDefinition } from '../define-tool.ts';
import { capital, uncapital } from './capital.ts';
import { type Dimension, type Metric, type SemanticModel, sourcesOf } from './model.ts';
import { fold } from './vocabulary.ts';

const input = z.object({ term: z.string().trim().min(1).max(200) });
const output = z.object({
  label: z.string(),
  definition: z.string(),
  formula: z.string().nullable(),
  synonyms: z.array(z.string()),
  origin: z.string(),
});
type Definition = z.infer<typeof output>;

/** `define_term`: definition, formula, other words and origin of a metric or dimension. */
export function defineTerm(model: SemanticModel): ToolDefinition<z.infer<typeof input>, Definition> {
  return defineTool({
    name: 'define_term',
    title: 'Definition',
    description:
      'Explains a metric or dimension: what it means, its formula, other words for it, where it comes from.',
    effect: 'read',
    role: 'viewer',
    input,
    output,
    command: { word: 'define', usage: 'define <term>', parse: (text) => ({ term: text.trim() }) },
    run: async ({ term }): Promise<Outcome<Definition>> => {
      const metric = findMetric(model, term);
      if (metric) return { kind: 'ok', data: defineMetric(metric, model) };
      const dimension = findDimension(model, term);
      if (dimension) return { kind: 'ok', data: defineDimension(dimension) };
      return unknownTerm(model, term);
    },
    card: (data) => ({
      tone: 'answer',
      title: data.label,
      text: [data.definition, ...(data.formula ? [`Formula: ${data.formula}`] : [])],
      footnotes: [
        ...(data.synonyms.length > 0
          ? [{ kind: 'note' as const, text: `Also called ${data.synonyms.slice(0, 8).join(', ')}.` }]
          : []),
        { kind: 'definition', text: data.origin },
      ],
    }),
    summary: answerOf,
    facts: (data) => ({
      answer: answerOf(data),
      columns: [],
      rows: [],
      period: null,
      sql: null,
      params: [],
      definition: data.definition,
    }),
  });
}

const answerOf = ({ label, definition, formula }: Definition): string =>
  `${label}: ${definition}${formula ? ` Formula: ${formula}.` : ''}`;

/** The words by which a term is found, folded. */
function wordsOf(entry: Metric | Dimension): readonly string[] {
  const plural = 'plural' in entry ? [entry.plural] : [];
  return [entry.id, entry.id.replaceAll('_', ' '), entry.label, ...plural, ...entry.synonyms].map(fold);
}

const bare = (term: string): string =>
  fold(term)
    .replace(/^(the|a|an|our|your) /, '')
    .replace(/[?.!"“”]+/g, '')
    .trim();

/** The metric of this id, label or synonym. */
function findMetric(model: SemanticModel, term: string): Metric | null {
  const sought = bare(term);
  const metrics = [...model.metrics.values()].filter(({ hidden }) => !hidden);
  return metrics.find((metric) => wordsOf(metric).includes(sought)) ?? null;
}

function findDimension(model: SemanticModel, term: string): Dimension | null {
  const sought = bare(term);
  return [...model.dimensions.values()].find((dimension) => wordsOf(dimension).includes(sought)) ?? null;
}

function defineMetric(metric: Metric, model: SemanticModel): Definition {
  const sources = sourcesOf(metric, model).map((id) => model.sources.get(id));
  const tables = sources.flatMap((source) => (source ? [`${source.label} (${source.table})`] : []));
  return {
    label: metric.label,
    definition: metric.description,
    formula: formulaOf(metric, model),
    synonyms: [...metric.synonyms],
    origin: `Counted from ${tables.join(' and ')}.`,
  };
}

function formulaOf(metric: Metric, model: SemanticModel): string | null {
  const label = (id: string): string => model.metrics.get(id)?.label ?? id;
  switch (metric.kind) {
    case 'ratio':
      return `${label(metric.numerator)} ÷ ${label(metric.denominator)}`;
    case 'derived':
      return metric.formula.replace(/\{([a-z0-9_]+)\}/g, (_, id: string) => label(id));
    case 'aggregate':
      return metric.per
        ? `${metric.expression}, where measure is ${metric.per.measure} per ${metric.per.key}`
        : metric.expression.replaceAll('{window_start}', 'the first day of the period');
  }
}

function defineDimension(dimension: Dimension): Definition {
  const values = dimension.fixed ? ` Its values: ${dimension.fixed.join(', ')}.` : '';
  const use =
    dimension.kind === 'number'
      ? 'A number by which answers can be filtered'
      : 'Answers can be broken down and filtered by it';
  return {
    label: dimension.label,
    definition: `${use}, as in “revenue ${dimension.kind === 'number' ? `with ${uncapital(dimension.label)} over 100` : `by ${uncapital(dimension.label)}`}”.${values}`,
    formula: null,
    synonyms: [...dimension.synonyms],
    origin: originOf(dimension),
  };
}

function originOf({ expressions }: Dimension): string {
  const columns = expressions.filter((expression) => /^\w+\.\w+$/.test(expression));
  return columns.length === expressions.length
    ? `Read from ${columns.join(' or ')}.`
    : 'Computed as written in the semantic model (tools/metrics/model.yml).';
}

/** Nearest terms as buttons where the spelling is close; otherwise what can be asked. */
function unknownTerm(model: SemanticModel, term: string): Outcome<Definition> {
  const sought = bare(term);
  const near = [...model.metrics.values()]
    .filter(({ hidden }) => !hidden)
    .map((metric) => ({ metric, far: Math.min(...wordsOf(metric).map((word) => distance(word, sought))) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(sought.length / 4)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3);
  if (near.length === 0)
    return {
      kind: 'refused',
      because: `I have no definition of “${term}”.`,
      suggestions: ['Ask “what can you answer” for the words I know.'],
    };
  const options: ClarifyOption[] = near.map(({ metric }) => ({
    label: capital(metric.label),
    call: { tool: 'define_term', args: { term: metric.label } },
  }));
  return {
    kind: 'clarify',
    question: `I have no definition of “${term}”. Do you mean one of these?`,
    options,
  };
}
