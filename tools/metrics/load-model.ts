/** Reads `model.yml` into a `SemanticModel`, or says which entry is wrong and how to mend it. */
import { readFileSync } from 'node:fs';
import { closest } from 'fastest-levenshtein';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type AggregateMetric,
  type Dimension,
  type Metric,
  reaches,
  type SemanticModel,
  type Source,
  type ValueWords,
} from './model.ts';

const words = z.array(z.string().transform((word) => word.toLowerCase())).default([]);
const joinEntry = z.strictObject({ table: z.string(), on: z.string(), attributes: z.string().optional() });
const sourceEntry = z.strictObject({
  table: z.string().regex(/^[a-z_]+$/, 'a table name has lower-case letters and _ only'),
  label: z.string(),
  date: z.string().optional(),
  attributes: z.string().optional(),
  renewed_by: z.enum(['import', 'refresh']).default('import'),
  joins: z.record(z.string(), joinEntry).default({}),
});
const metricEntry = z.strictObject({
  label: z.string(),
  description: z.string().min(1),
  synonyms: words,
  source: z.string().optional(),
  expression: z.string().optional(),
  per: z.string().optional(),
  measure: z.string().optional(),
  ratio: z.tuple([z.string(), z.string()]).optional(),
  formula: z.string().optional(),
  format: z.enum(['money', 'integer', 'number', 'decimal', 'percent', 'times']),
  good: z.enum(['up', 'down', 'neutral']),
  additive: z.enum(['always', 'time', 'never']).default('never'),
  unit: z.tuple([z.string(), z.string()]).optional(),
  hidden: z.boolean().default(false),
  optional: z.boolean().default(false),
  needs_history: z.string().optional(),
  about: z.record(z.string(), z.string()).default({}),
});
const dimensionEntry = z.strictObject({
  label: z.string(),
  plural: z.string(),
  synonyms: words,
  kind: z.enum(['categorical', 'number', 'time']).default('categorical'),
  expression: z.union([z.string(), z.array(z.string()).min(1)]),
  per: z.string().optional(),
  format: z.literal('money').optional(),
  personal: z.boolean().default(false),
  open: z.boolean().default(false),
  narrows_alone: z.array(z.string()).default([]),
  fixed: z.array(z.string()).optional(),
  values: z.record(z.string(), z.strictObject({ label: z.string().optional(), synonyms: words })).default({}),
  needs_history: z.boolean().default(false),
  condition: z.string().optional(),
});
const modelFile = z.strictObject({
  sources: z.record(z.string().regex(/^[a-z_]+$/), sourceEntry),
  metrics: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), metricEntry),
  dimensions: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), dimensionEntry),
});

type MetricEntry = z.infer<typeof metricEntry>;

/** The model file says something that cannot be. The message names every place and its mend. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The semantic model has ${problems.length} problem(s):\n- ${problems.join('\n- ')}`, options);
  }
}

/**
 * Parses the model, by default the `model.yml` beside this file.
 * Throws `ModelError` that lists every problem with its place.
 */
export function loadModel(
  yamlText: string = readFileSync(new URL('./model.yml', import.meta.url), 'utf8'),
): SemanticModel {
  const file = readFile(yamlText);
  const sources = new Map(Object.entries(file.sources).map(([id, entry]) => [id, toSource(id, entry)]));
  const problems: string[] = [];
  const metrics = new Map<string, Metric>();
  for (const [id, entry] of Object.entries(file.metrics)) {
    const metric = toMetric(id, entry);
    if (typeof metric === 'string') problems.push(`metrics.${id}: ${metric}`);
    else metrics.set(id, metric);
  }
  const dimensions = new Map(
    Object.entries(file.dimensions).map(([id, entry]) => [id, toDimension(id, entry)]),
  );
  const model: SemanticModel = { sources, metrics, dimensions };
  problems.push(...metricProblems(model), ...dimensionProblems(model));
  if (problems.length > 0) throw new ModelError(problems);
  return model;
}

function readFile(yamlText: string): z.infer<typeof modelFile> {
  let raw: unknown;
  try {
    raw = parse(yamlText);
  } catch (error) {
    throw new ModelError([`not YAML: ${error instanceof Error ? error.message : String(error)}`], {
      cause: error,
    });
  }
  const parsed = modelFile.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new ModelError(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`),
    { cause: parsed.error },
  );
}

function toSource(id: string, entry: z.infer<typeof sourceEntry>): Source {
  const joins = Object.entries(entry.joins).map(
    ([alias, join]) => [alias, { alias, ...join, attributes: join.attributes ?? null }] as const,
  );
  return {
    id,
    table: entry.table,
    label: entry.label,
    date: entry.date ?? null,
    attributes: entry.attributes ?? null,
    renewedBy: entry.renewed_by,
    joins: new Map(joins),
  };
}

/** The metric, or what is wrong with its entry. */
function toMetric(id: string, entry: MetricEntry): Metric | string {
  const base = {
    id,
    label: entry.label,
    description: entry.description,
    synonyms: entry.synonyms,
    format: entry.format,
    good: entry.good,
    additive: entry.additive,
    unit: entry.unit ? { one: entry.unit[0], many: entry.unit[1] } : null,
    hidden: entry.hidden,
    optional: entry.optional,
    needsHistory: entry.needs_history ?? null,
    about: entry.about,
  };
  if (entry.ratio) return { ...base, kind: 'ratio', numerator: entry.ratio[0], denominator: entry.ratio[1] };
  if (entry.formula) {
    const inputs = [...entry.formula.matchAll(/\{([a-z0-9_]+)\}/g)].map((match) => match[1] ?? '');
    return { ...base, kind: 'derived', formula: entry.formula, inputs: [...new Set(inputs)] };
  }
  if (!entry.source || !entry.expression)
    return 'write either `source` and `expression`, or `ratio: [numerator, denominator]`, or `formula`';
  if (Boolean(entry.per) !== Boolean(entry.measure))
    return '`per` (the key) and `measure` (its aggregate) go together';
  const per = entry.per && entry.measure ? { key: entry.per, measure: entry.measure } : null;
  return { ...base, kind: 'aggregate', source: entry.source, expression: entry.expression, per };
}

function toDimension(id: string, entry: z.infer<typeof dimensionEntry>): Dimension {
  const values = Object.entries(entry.values).map(([value, said]): [string, ValueWords] => [
    value,
    { label: said.label ?? value, synonyms: said.synonyms },
  ]);
  return {
    id,
    label: entry.label,
    plural: entry.plural,
    synonyms: entry.synonyms,
    kind: entry.kind,
    expressions: typeof entry.expression === 'string' ? [entry.expression] : entry.expression,
    per: entry.per ?? null,
    attribute: null,
    money: entry.format === 'money',
    personal: entry.personal,
    open: entry.open || entry.personal,
    narrowsAlone: entry.narrows_alone,
    fixed: entry.fixed ?? null,
    values: new Map(values),
    needsHistory: entry.needs_history,
    condition: entry.condition ?? null,
  };
}

function metricProblems(model: SemanticModel): string[] {
  const unknown = (place: string, kind: string, id: string, known: Iterable<string>): string =>
    `${place}: there is no ${kind} “${id}”; did you mean “${closest(id, [...known])}”?`;
  return [...model.metrics.values()].flatMap((metric) => {
    const place = `metrics.${metric.id}`;
    const offered = metric.needsHistory;
    const history =
      offered === null || model.metrics.has(offered)
        ? []
        : [unknown(`${place}.needs_history`, 'metric', offered, model.metrics.keys())];
    const about = Object.keys(metric.about)
      .filter((id) => !model.dimensions.has(id))
      .map((id) => unknown(`${place}.about`, 'dimension', id, model.dimensions.keys()));
    if (metric.kind === 'aggregate')
      return [...history, ...about, ...aggregateProblems(metric, model, unknown)];
    const inputs = metric.kind === 'ratio' ? [metric.numerator, metric.denominator] : metric.inputs;
    const missing = inputs.filter((id) => !model.metrics.has(id));
    const circular = missing.length > 0 ? [] : circularProblem(metric, model);
    return [
      ...history,
      ...about,
      ...missing.map((id) => unknown(place, 'metric', id, model.metrics.keys())),
      ...circular,
      ...(inputs.length === 0 ? [`${place}.formula: name at least one metric in braces, {revenue}`] : []),
    ];
  });
}

function aggregateProblems(
  metric: AggregateMetric,
  model: SemanticModel,
  unknown: (place: string, kind: string, id: string, known: Iterable<string>) => string,
): string[] {
  const place = `metrics.${metric.id}`;
  const source = model.sources.get(metric.source);
  if (!source) return [unknown(`${place}.source`, 'source', metric.source, model.sources.keys())];
  const parts = metric.per ? [metric.per.key, metric.per.measure] : [metric.expression];
  return parts
    .filter((part) => !reaches(source, part))
    .map((part) => `${place}: ${source.id} cannot compute “${part}”; use ${reachable(source)}`);
}

function circularProblem(metric: Metric, model: SemanticModel): string[] {
  const seen = new Set<string>();
  const visit = (id: string, trail: readonly string[]): string | null => {
    if (trail.includes(id)) return [...trail, id].join(' → ');
    if (seen.has(id)) return null;
    seen.add(id);
    const next = model.metrics.get(id);
    if (!next || next.kind === 'aggregate') return null;
    const inputs = next.kind === 'ratio' ? [next.numerator, next.denominator] : next.inputs;
    return inputs.map((input) => visit(input, [...trail, id])).find((found) => found !== null) ?? null;
  };
  const circle = visit(metric.id, []);
  return circle ? [`metrics.${metric.id}: defined by itself (${circle})`] : [];
}

function dimensionProblems(model: SemanticModel): string[] {
  const sources = [...model.sources.values()];
  return [...model.dimensions.values()].flatMap((dimension) =>
    dimension.expressions
      .filter((expression) => !sources.some((source) => reaches(source, expression)))
      .map(
        (expression) =>
          `dimensions.${dimension.id}: no source reaches “${expression}”; ${sources
            .map((source) => `${source.id} has ${reachable(source)}`)
            .join('; ')}`,
      ),
  );
}

function reachable(source: Source): string {
  return [source.id, ...source.joins.keys()].map((alias) => `${alias}.…`).join(', ');
}
