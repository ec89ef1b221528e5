/** Questions that work on a workspace, made of its own values. */
import type { Workspace } from '../workspace.ts';
import { metricsHere } from './metrics-here.ts';
import type { SemanticModel } from './model.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface SamplePrompt {
  readonly title: string;
  readonly message: string;
}

/** Up to eight questions, the most telling first; each names only metrics, dimensions and values that exist here. */
export function samplePrompts(
  model: SemanticModel,
  vocabulary: Vocabulary,
  workspace: Workspace,
): readonly SamplePrompt[] {
  const metrics = new Set(metricsHere(model, vocabulary).map(({ id }) => id));
  const has = (dimension: string, source: string): boolean =>
    vocabulary.sourcesOf(dimension).includes(source);
  const year = (workspace.data?.to ?? workspace.today).slice(0, 4);
  const top = (dimension: string): string | undefined =>
    has(dimension, 'sales') ? vocabulary.values(dimension)[0]?.value : undefined;
  const location = top('location');
  const category = top('category');
  const prompts: readonly (SamplePrompt | null)[] = [
    metrics.has('revenue')
      ? { title: 'Sales last month', message: 'What were total sales last month?' }
      : null,
    metrics.has('revenue')
      ? { title: 'Compare two quarters', message: 'How do sales compare between Q3 and Q4?' }
      : null,
    metrics.has('units') && has('product', 'sales')
      ? { title: 'Best sellers', message: 'Top 5 products by units sold' }
      : null,
    metrics.has('revenue') ? { title: 'The year by month', message: `Monthly revenue in ${year}` } : null,
    category
      ? { title: 'Share of a category', message: `What share of revenue comes from ${category}?` }
      : null,
    location ? { title: 'One place', message: `Revenue from ${location} last quarter` } : null,
    metrics.has('new_customers')
      ? { title: 'New customers', message: 'How many new customers did we get last month?' }
      : null,
    metrics.has('roas') ? { title: 'Return on spend', message: `ROAS by month in ${year}` } : null,
    metrics.has('conversion_rate') && has('device', 'events')
      ? { title: 'Conversion by device', message: 'Conversion rate by device' }
      : null,
    metrics.has('average_order_value') && has('category', 'sales')
      ? { title: 'Order value', message: 'Average order value by category' }
      : null,
  ];
  return prompts.filter((prompt) => prompt !== null).slice(0, 8);
}
