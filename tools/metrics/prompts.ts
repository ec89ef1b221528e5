/** Questions that work on a workspace, made of its own values. */

import { addUnits, type Day, partsOf, startOf } from '../periods/calendar.ts';
import { MONTH_NAMES } from '../periods/period-label.ts';
import { resolvePeriod } from '../periods/resolve-period.ts';
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
  const offers = (metric: string): boolean => metrics.has(metric);
  const pair = twoPeriods(workspace);
  const month = beganBefore(workspace, 'month') ? ' last month' : '';
  const quarter = beganBefore(workspace, 'quarter') ? ' last quarter' : '';
  const prompts: readonly (SamplePrompt | null)[] = [
    offers('revenue') ? { title: 'Sales', message: `What were total sales${month}?` } : null,
    offers('revenue') && pair
      ? { title: 'Compare two periods', message: `How do sales compare between ${pair[0]} and ${pair[1]}?` }
      : null,
    offers('units') && has('product', 'sales')
      ? { title: 'Best sellers', message: 'Top 5 products by units sold' }
      : null,
    offers('revenue') ? { title: 'The year by month', message: `Monthly revenue in ${year}` } : null,
    category
      ? { title: 'Share of a category', message: `What share of revenue comes from ${category}?` }
      : null,
    location ? { title: 'One place', message: `Revenue from ${location}${quarter}` } : null,
    offers('new_customers')
      ? { title: 'New customers', message: `How many new customers did we get${month}?` }
      : null,
    offers('roas') ? { title: 'Return on spend', message: `ROAS by month in ${year}` } : null,
    offers('conversion_rate') && has('device', 'events')
      ? { title: 'Conversion by device', message: 'Conversion rate by device' }
      : null,
    offers('average_order_value') && has('category', 'sales')
      ? { title: 'Order value', message: 'Average order value by category' }
      : null,
  ];
  return prompts.filter((prompt) => prompt !== null).slice(0, 8);
}

/** True where the unit before the running one has data. */
function beganBefore({ today, data }: Workspace, unit: 'month' | 'quarter'): boolean {
  return resolvePeriod({ kind: 'calendar', unit, offset: -1 }, today, data).kind === 'period';
}

/** The newest two quarters with data, as people say them; two months where there are no two quarters. */
function twoPeriods({ data }: Workspace): readonly [string, string] | null {
  if (!data) return null;
  const quarter = startOf('quarter', data.to);
  const before = addUnits('quarter', quarter, -1);
  const name = (start: Day): string => `Q${Math.ceil(partsOf(start).month / 3)}`;
  if (before >= startOf('quarter', data.from)) return [name(before), name(quarter)];
  const month = startOf('month', data.to);
  const last = addUnits('month', month, -1);
  const monthName = (start: Day): string => MONTH_NAMES[partsOf(start).month - 1] ?? start;
  return last >= startOf('month', data.from) ? [monthName(last), monthName(month)] : null;
}
