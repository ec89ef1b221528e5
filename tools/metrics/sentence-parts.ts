/** Words and numbers that sentences are made of. */
import type { TableColumn } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import { daysFromTo } from '../periods/calendar.ts';
import type { AnswerRow } from './answer-data.ts';
import type { AnswerTable } from './answer-rows.ts';
import { CHANGES, currentAndBase } from './compile-compared.ts';
import { type SemanticModel, sourcesOf } from './model.ts';
import { ordinal } from './ordinal.ts';
import { filterPhrase, listed, periodPhrase } from './phrases.ts';
import type { Plan, Window } from './plan.ts';
import type { Vocabulary } from './vocabulary.ts';

/** An answer, as its sentence needs it. */
export interface SentenceContext {
  readonly plan: Plan;
  readonly table: AnswerTable;
  readonly model: SemanticModel;
  readonly vocabulary: Vocabulary;
  readonly currency: string;
}

/** The columns with numbers. */
export const metricColumns = (table: AnswerTable): readonly TableColumn[] =>
  table.columns.filter(({ role }) => role === 'metric');

/** The metric whose numbers a column holds; the first one's where it holds their change. */
export const metricOf = ({ metrics }: Plan, { key }: TableColumn): Plan['metrics'][number] | undefined =>
  metrics.find(({ id }) => key === id || key.replace(/_\d+$/, '') === id) ?? metrics[0];

/** The number of a row as people read it. */
export function text(row: AnswerRow | undefined, column: TableColumn | undefined): string {
  return row && column ? formatValue(row[column.key] ?? null, column.format) : '–';
}

/** "Revenue for Chicago". */
export function subject({ plan, vocabulary, currency }: SentenceContext, name: string): string {
  const where = filterPhrase(plan.query.where, vocabulary, currency, plan.metrics);
  // "Orders from orders worth …" are the orders worth that much.
  const own = where.replace(`from ${name.toLowerCase()} `, '');
  return where === '' ? name : `${name} ${own}`;
}

/** "was" or "were", by the head of the label: "Orders were", "Share of returning customers was", "Units per order was". */
export function verb(label: string): string {
  const [head = label] = label.split(/ (?:of|from|after|on|with) /);
  return /[a-z]s$/.test(head) && !/ss$/.test(head) && !label.includes(' per ') ? 'were' : 'was';
}

/** "the most orders", "the lowest average order value", "the second highest revenue". */
export function superlative(plan: Plan, column: TableColumn): string {
  const ascending = plan.query.order?.direction === 'asc';
  const counts =
    metricOf(plan, column)?.unit !== null && column.format.kind === 'integer' && plan.windows.length === 1;
  const place = plan.query.place === undefined ? '' : `${ordinal(plan.query.place)} `;
  if (counts) return `the ${place}${ascending ? 'fewest' : 'most'}`;
  return `the ${place}${ascending ? 'lowest' : 'highest'}`;
}

/** "Q4 so far": the name of a period, said where it is not over. */
export const soFar = ({ label, partial }: Window): string => (partial ? `${label} so far` : label);

/** Days that were read of a period; 0 where there is no data. */
const daysRead = ({ read }: Window): number => (read ? daysFromTo(read.from, read.to) + 1 : 0);

/** True where one of two periods is not over and fewer of its days are counted: its numbers are smaller by that alone. */
export const isUneven = (one: Window | undefined, other: Window | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  (one.partial || other.partial) &&
  daysRead(one) !== daysRead(other);

/** "Q4 so far (51 days)": both of two uneven periods say how long they are. */
function periodBeside(window: Window | undefined, other: Window | undefined): string {
  if (!window) return '';
  return isUneven(window, other) ? `${soFar(window)} (${daysRead(window)} days)` : soFar(window);
}

/** "in Q4 so far", "on 27 Dec 2019": where a number of one of two periods belongs. */
export const during = (window: Window | undefined, other: Window | undefined): string =>
  `${window && window.from === window.to ? 'on' : 'in'} ${periodBeside(window, other)}`;

/** True where no source has dates: what is known as of now only, as the customers on file. */
export function isTimeless({ metrics }: Plan, model: SemanticModel): boolean {
  const sources = metrics.flatMap((metric) => sourcesOf(metric, model));
  return sources.every((id) => model.sources.get(id)?.date === null);
}

/** " in May 2019": the period that the numbers of the sentence belong to, after a blank; '' where they belong to none. */
export function whenOf({ plan, model }: Pick<SentenceContext, 'plan' | 'model'>): string {
  const when = isTimeless(plan, model) ? '' : periodOf(plan);
  return when === '' ? '' : ` ${when}`;
}

function periodOf(plan: Plan): string {
  const [first] = plan.windows;
  if (plan.windows.length < 2) return first ? periodPhrase(first) : '';
  const [current, base] = currentAndBase(plan);
  const at = (number: number) => plan.windows[number - 1];
  const label = (number: number): string => periodBeside(at(number), at(number === current ? base : current));
  if (plan.windows.length > 2) return `in ${listed(plan.windows.map(soFar), 'and')}`;
  return rankedByChange(plan) ? `from ${label(base)} to ${label(current)}` : during(at(current), at(base));
}

/** True where the groups are ordered by how much they changed. */
export const rankedByChange = (plan: Plan): boolean => CHANGES.has(plan.query.order?.by ?? '');

/** "Tea, Paris": the group that a row is of. */
export function groupOf(plan: Plan, table: AnswerTable, row: AnswerRow): string {
  return plan.by.map((_, index) => String(row[table.columns[index]?.key ?? ''])).join(', ');
}
