/** What all charts of answers are made of: a column as a series, and how much fits a phone. */
import type { TableColumn } from '../../cards/card.ts';
import type { ChartSeries } from '../../cards/chart.ts';
import type { AnswerRow } from './answer-data.ts';

/** Bars, and lines or parts of a stack, that a phone can show. */
export const MAX_BARS = 20;
export const MAX_SERIES = 5;

/** The number in a column, or null where there is none. */
export const numberOf = (row: AnswerRow | undefined, key: string): number | null => {
  const value = row?.[key];
  return typeof value === 'number' ? value : null;
};

/** A column as a series. */
export function seriesOf(
  rows: readonly AnswerRow[],
  column: TableColumn,
  name: string,
  role?: ChartSeries['role'],
): ChartSeries {
  return { name, values: rows.map((row) => numberOf(row, column.key)), ...(role ? { role } : {}) };
}
