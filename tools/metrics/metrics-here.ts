/** The metrics that a workspace has data for. */
import { type Metric, partsOf, type SemanticModel } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Metrics that people can ask for here: not hidden, every source loaded, every column filled. */
export function metricsHere(model: SemanticModel, vocabulary: Vocabulary): readonly Metric[] {
  return [...model.metrics.values()].filter(
    (metric) =>
      !metric.hidden &&
      partsOf(metric, model).every((part) => {
        const facts = vocabulary.sources.get(part.source);
        return facts !== undefined && facts.rows > 0 && !facts.emptyMetrics.includes(part.id);
      }),
  );
}
