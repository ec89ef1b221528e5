/** Comparisons of periods side by side: one row a group or bucket, one column a period, and the change. */

import type { Grain } from '../periods/period-expression.ts';
import { WINDOW } from './compile-cell.ts';
import type { Metric } from './model.ts';
import type { Plan, ResultColumn } from './plan.ts';
import { cte, identifier } from './sql-text.ts';

interface Figure {
  readonly metric: Metric;
  readonly key: string;
}

/** The columns of the CTE `figures`. */
export interface Figures {
  readonly keys: readonly string[];
  readonly values: readonly Figure[];
  readonly transformed: readonly Figure[];
  /** True where no row of the metric is zero, not nothing. */
  readonly zero: (metric: Metric) => boolean;
}

export interface Axes {
  readonly dimensions: readonly string[];
  readonly several: boolean;
  readonly grain: Grain | null;
}

/** Writes the CTE that sets the windows beside each other, and names its columns. */
export function comparedColumns(
  plan: Plan,
  figures: Figures,
  axes: Axes,
  ctes: string[],
): readonly ResultColumn[] {
  const numbers = plan.windows.map((_, index) => index + 1);
  const kind = plan.query.transform?.kind;
  const replaced = kind === 'cumulative' || kind === 'rolling' || kind === 'share' || kind === 'average_per';
  const compared = replaced
    ? figures.transformed.map((figure) => ({ ...figure, of: kind }))
    : figures.values.slice(0, plan.metrics.length).map((figure) => ({ ...figure, of: 'value' as const }));
  const hidden = figures.values.slice(plan.metrics.length);
  const group = [...axes.dimensions, ...(axes.grain ? ['place'] : [])];
  const at = (key: string, window: number): string =>
    `max(${identifier(key)}) filter (where ${WINDOW} = ${window})`;
  const value = (figure: Figure, window: number): string => {
    if (!plan.windows[window - 1]?.read) return 'null::numeric';
    if (!figures.zero(figure.metric)) return at(figure.key, window);
    const known = `coalesce(${at(figure.key, window)}, 0)`;
    return axes.grain ? `case when ${isRead(window)} then ${known} end` : known;
  };
  // A place that one of the periods has no day of, or no data for, is not one where nothing happened.
  const isRead = (window: number): string =>
    `exists (select 1 from buckets where buckets.${WINDOW} = ${window} and buckets.place = figures.place)`;
  const [current, base] = currentAndBase(plan);
  const pair = plan.windows.length === 2 && plan.windows.every(({ read }) => read !== null);
  const columns: { column: ResultColumn; sql: string }[] = [];
  const changes: { column: ResultColumn; sql: string }[] = [];
  for (const figure of compared) {
    const { metric } = figure;
    for (const window of numbers)
      columns.push({
        column: { key: `${figure.key}_${window}`, kind: 'metric', metric, of: figure.of, window: window - 1 },
        sql: value(figure, window),
      });
    if (!pair) continue;
    const difference = `${value(figure, current)} - ${value(figure, base)}`;
    const suffix = compared.length > 1 ? `_${figure.key}` : '';
    changes.push(
      { column: { key: `difference${suffix}`, kind: 'metric', metric, of: 'difference' }, sql: difference },
      {
        column: { key: `change${suffix}`, kind: 'metric', metric, of: 'change' },
        sql: `(${difference})::numeric / nullif(abs(${value(figure, base)}), 0)`,
      },
    );
  }
  const bucket = axes.grain
    ? [
        `coalesce((select calendar.${axes.grain} from calendar where calendar.place = figures.place), min(${axes.grain})) as ${axes.grain}`,
      ]
    : [];
  const written = [
    ...axes.dimensions,
    ...bucket,
    ...[...columns, ...changes].map(({ column, sql }) => `${sql} as ${identifier(column.key)}`),
    ...hidden.map((figure) => `${value(figure, current)} as ${identifier(figure.key)}`),
  ];
  ctes.push(
    cte('compared', `select ${written.join(',\n       ')}\nfrom figures\ngroup by ${group.join(', ')}`),
  );
  const byChange = CHANGES.has(plan.query.order?.by ?? '');
  const metrics = byChange ? [...changes, ...columns] : [...columns, ...changes];
  return metrics.map(({ column }) => column);
}

/** Words by which `order` names the change of a comparison. */
export const CHANGES: ReadonlySet<string> = new Set(['difference', 'change', 'growth']);

/** Of two windows the later is the current one, the earlier what it is measured against. Numbers from 1. */
export function currentAndBase(plan: Plan): readonly [current: number, base: number] {
  const [first, second] = plan.windows;
  if (!first || !second) return [1, 1];
  return first.from < second.from ? [2, 1] : [1, 2];
}
