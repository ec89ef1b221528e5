/** How far two numbers are apart, in words: the later period against the earlier, one value against another. */
import type { Change, TableColumn } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { AnswerRow } from './answer-data.ts';
import { groupOf, type SentenceContext } from './sentence-parts.ts';

type Moved = Pick<Change, 'difference' | 'ratio'>;

/** The number of a row, null where it has none. */
export function numberAt(row: AnswerRow | undefined, column: TableColumn): number | null {
  const found = row?.[column.key];
  return typeof found === 'number' ? found : null;
}

/** Difference and ratio of a number against another; null where either is missing. */
export function change(now: number | null, before: number | null): Moved | null {
  if (now === null || before === null) return null;
  const difference = now - before;
  return { difference, ratio: before === 0 ? null : difference / Math.abs(before) };
}

/** ", up $288.00 (27.3%)": how the later number moved. */
export function movedText(moved: Moved | null, column: TableColumn): string {
  if (!moved) return '';
  if (moved.difference === 0) return ', unchanged';
  return `, ${moved.difference > 0 ? 'up' : 'down'} ${sizeOf(moved, column)}`;
}

/** " Chicago is $166.00 (12.3%) higher than Paris.": the first of two compared values against the second. */
export function apart({ plan, table }: SentenceContext, column: TableColumn): string {
  const [one, other, more] = table.rows;
  if (!one || !other || more || plan.by.length > 1) return '';
  const moved = change(numberAt(one, column), numberAt(other, column));
  if (!moved) return '';
  if (moved.difference === 0) return ' There is no difference.';
  const word = moved.difference > 0 ? 'higher' : 'lower';
  return ` ${groupOf(plan, table, one)} is ${sizeOf(moved, column)} ${word} than ${groupOf(plan, table, other)}${timesText(moved, column)}.`;
}

/** ", 6.3 times as much": from twice on, where people think in times. */
function timesText({ ratio }: Moved, column: TableColumn): string {
  if (ratio === null || ratio < 1 || column.format.kind === 'percent') return '';
  return `, ${formatValue(ratio + 1, { kind: 'number', decimals: 1 })} times as ${column.format.kind === 'integer' ? 'many' : 'much'}`;
}

/** "$288.00 (27.3%)"; a difference of percentages is in points. */
function sizeOf({ difference, ratio }: Moved, column: TableColumn): string {
  const size = Math.abs(difference);
  if (column.format.kind === 'percent') return formatValue(size, { kind: 'points' });
  const relative = ratio === null ? '' : ` (${formatValue(Math.abs(ratio), { kind: 'percent' })})`;
  return `${formatValue(size, column.format)}${relative}`;
}
