/** The time axis as SQL: the buckets of every period, and the places by which periods side by side meet. */

import type { Grain } from '../periods/period-expression.ts';
import { bucketConditions } from './compile-average.ts';
import { type Shape, WINDOW } from './compile-cell.ts';
import { currentAndBase } from './compile-compared.ts';
import type { Plan } from './plan.ts';

/**
 * Every bucket that is read of every period, those without rows included. `place` counts them from where their period
 * begins, so that January meets January also where the data of one year begin in October.
 */
export function bucketsSql(plan: Plan, shape: Shape, grain: Grain): string {
  const [only] = shape.spans;
  if (shape.several || !only)
    return [
      `select ${WINDOW}, ${grain}, place`,
      'from (',
      `  select windows.${WINDOW}, windows.starts, day::date as ${grain},`,
      `         row_number() over (partition by windows.${WINDOW} order by day) as place`,
      `  from windows, ${seriesSql(grain, 'windows.begins::timestamp', 'windows.ends::timestamp')} as day`,
    ]
      .join('\n')
      .concat(insideSql(plan, shape, grain, 'windows.begins::timestamp', 'windows.ends::timestamp'))
      .concat(`\n) placed\nwhere ${grain} >= date_trunc('${grain}', starts::timestamp)`);
  const from = `${shape.params.add(only.from, 'date')}::timestamp`;
  const to = `${shape.params.add(only.to, 'date')}::timestamp`;
  return `select day::date as ${grain}\nfrom ${seriesSql(grain, from, to)} as day${insideSql(plan, shape, grain, from, to)}`;
}

/** The places of the current period, with or without data: what the rows of a comparison are called. */
export function calendarSql(plan: Plan, shape: Shape, grain: Grain): string {
  const current = plan.windows[currentAndBase(plan)[0] - 1];
  if (!current) throw new Error('a comparison has periods');
  const from = `${shape.params.add(current.from, 'date')}::timestamp`;
  const to = `${shape.params.add(current.to, 'date')}::timestamp`;
  return [
    `select day::date as ${grain}, row_number() over (order by day) as place`,
    `from ${seriesSql(grain, from, to)} as day${insideSql(plan, shape, grain, from, to)}`,
  ].join('\n');
}

const seriesSql = (grain: Grain, from: string, to: string): string =>
  `generate_series(date_trunc('${grain}', ${from}), ${to}, interval '${grain === 'quarter' ? '3 months' : `1 ${grain}`}')`;

function insideSql(plan: Plan, shape: Shape, grain: Grain, from: string, to: string): string {
  const conditions = bucketConditions(plan, grain, { from, to }, shape.params);
  return conditions.length > 0 ? `\nwhere ${conditions.join('\n  and ')}` : '';
}
