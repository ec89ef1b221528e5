/** Reads `model.yml` into a `SemanticModel`, or says which entry is wrong and how to mend it. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { Dimension, Metric, SemanticModel, Source, ValueWords } from './model.ts';
import {
  type dimensionEntry,
  type MetricEntry,
  ModelError,
  readModelFile,
  type sourceEntry,
} from './model-file.ts';
import { dimensionProblems, metricProblems } from './model-problems.ts';
import { Metrics } from './ratio-metric.ts';

/**
 * Parses the model, by default the `model.yml` beside this file.
 * Throws `ModelError` that lists every problem with its place.
 */
export function loadModel(
  yamlText: string = readFileSync(new URL('./model.yml', import.meta.url), 'utf8'),
): SemanticModel {
  const file = readModelFile(yamlText);
  const sources = new Map(Object.entries(file.sources).map(([id, entry]) => [id, toSource(id, entry)]));
  const problems: string[] = [];
  const metrics = new Metrics();
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
