/** What is wrong between the entries of a model: unknown names, circles, columns that no source reaches. */
import { closest } from 'fastest-levenshtein';
import { type AggregateMetric, type Metric, reaches, type SemanticModel, type Source } from './model.ts';

/** Every problem of the metrics, with its place. */
export function metricProblems(model: SemanticModel): string[] {
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

/** Every problem of the dimensions, with its place. */
export function dimensionProblems(model: SemanticModel): string[] {
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
