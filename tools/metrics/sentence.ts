/** The answer in one sentence. */
import type { Change, TableColumn } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { AnswerRow } from './answer-data.ts';
import type { AnswerTable } from './answer-rows.ts';
import { capital, uncapital } from './capital.ts';
import { CHANGES, currentAndBase } from './compile-compared.ts';
import { type Metric, partsOf, type SemanticModel } from './model.ts';
import { filterPhrase, listed, periodPhrase, thresholdText } from './phrases.ts';
import type { Plan } from './plan.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface SentenceContext {
  readonly plan: Plan;
  readonly table: AnswerTable;
  readonly model: SemanticModel;
  readonly vocabulary: Vocabulary;
  readonly currency: string;
}

/** One plain sentence that answers the question with formatted numbers. */
export function sentence(context: SentenceContext): string {
  const { plan, table } = context;
  if (plan.query.grain) return trend(context);
  if (plan.by.length > 0) return breakdown(context);
  if (plan.windows.length > 1) return periods(context);
  const [row] = table.rows;
  return row ? value(context, row) : 'There is nothing to show.';
}

const metricColumns = (table: AnswerTable): readonly TableColumn[] =>
  table.columns.filter(({ role }) => role === 'metric');

function text(row: AnswerRow | undefined, column: TableColumn | undefined): string {
  return row && column ? formatValue(row[column.key] ?? null, column.format) : '–';
}

/** "Revenue for Chicago". */
function subject({ plan, vocabulary }: SentenceContext, name: string): string {
  const where = filterPhrase(plan.query.where, vocabulary);
  return where === '' ? name : `${name} ${where}`;
}

/** "was" or "were", by the head of the label: "Orders were", "Share of returning customers was", "Units per order was". */
function verb(label: string): string {
  const [head = label] = label.split(/ (?:of|from|after|on|with) /);
  return /[a-z]s$/.test(head) && !/ss$/.test(head) && !label.includes(' per ') ? 'were' : 'was';
}

function value(context: SentenceContext, row: AnswerRow): string {
  const { plan, table } = context;
  const [window] = plan.windows;
  const when = window ? periodPhrase(window) : '';
  const columns = metricColumns(table);
  if (plan.query.transform?.kind === 'share') return shareOfWhole(context, row, when);
  const empty = columns.every(({ key }) => row[key] === null);
  if (empty)
    return `${subject(context, columns[0]?.label ?? 'It')} cannot be told ${when}: there is nothing to divide by.`;
  const counted = oneCount(context, row, when);
  if (counted !== null) return counted;
  const parts = columns.map((column, index) => {
    const name = index === 0 ? subject(context, column.label) : uncapital(column.label);
    const unit = column.format.kind === 'number' ? plan.metrics[index]?.unit : null;
    return `${name} ${verb(column.label)} ${text(row, column)}${unit ? ` ${unit.many}` : ''}`;
  });
  return `${listed(parts, 'and')}${isTimeless(context) ? '' : ` ${when}`}.`;
}

/** "There were 392 customers in …": a single count reads best with its unit. Null where it is no count. */
function oneCount(context: SentenceContext, row: AnswerRow, when: string): string | null {
  const { plan, table, vocabulary } = context;
  const [metric] = plan.metrics;
  const [column] = metricColumns(table);
  const number = column ? row[column.key] : null;
  if (!metric?.unit || metric.format !== 'integer' || plan.metrics.length > 1 || typeof number !== 'number')
    return null;
  const where = filterPhrase(plan.query.where, vocabulary);
  const count = number === 0 ? 'no' : text(row, column);
  const unit = number === 1 ? metric.unit.one : metric.unit.many;
  const parts = [
    `There ${number === 1 ? 'was' : 'were'} ${count} ${unit}`,
    where,
    isTimeless(context) ? '' : when,
  ];
  return `${parts.filter((part) => part !== '').join(' ')}.`;
}

/** True for what is known as of now only (the customers on file). */
function isTimeless({ plan, model }: SentenceContext): boolean {
  return plan.metrics.every((metric) =>
    partsOf(metric, model).every((part) => model.sources.get(part.source)?.date === null),
  );
}

function shareOfWhole(context: SentenceContext, row: AnswerRow, when: string): string {
  const { plan, table, vocabulary } = context;
  const label = plan.metrics[0]?.label ?? '';
  const [column] = metricColumns(table);
  const of =
    plan.query.transform?.kind === 'share' ? filterPhrase(plan.query.transform.of ?? [], vocabulary) : '';
  const whole = of === '' ? `all ${uncapital(label)}` : `${uncapital(label)} ${of}`;
  return `${subject(context, label)} ${verb(label)} ${text(row, column)} of ${whole} ${when}.`;
}

function periods(context: SentenceContext): string {
  const { plan, table } = context;
  const [column] = metricColumns(table);
  if (!column) return 'There is nothing to compare.';
  const [current, base] = currentAndBase(plan);
  const rows = table.rows;
  const label = (index: number): string => plan.windows[index - 1]?.label ?? '';
  const name = subject(context, column.label);
  if (rows.length > 2) {
    const each = rows.map((row, index) => `${text(row, column)} in ${label(index + 1)}`);
    return `${name} ${verb(column.label)} ${listed(each, 'and')}.`;
  }
  const now = text(rows[current - 1], column);
  const before = text(rows[base - 1], column);
  const moved = change(numberAt(rows[current - 1], column), numberAt(rows[base - 1], column));
  const missing = plan.windows.find(({ read }) => read === null);
  if (missing) {
    const there = missing === plan.windows[current - 1] ? before : now;
    const other = missing === plan.windows[current - 1] ? label(base) : label(current);
    return `${name} ${verb(column.label)} ${there} in ${other}; there is no data for ${missing.label}.`;
  }
  return `${name} ${verb(column.label)} ${now} in ${label(current)} against ${before} in ${label(base)}${movedText(moved, column)}.`;
}

function numberAt(row: AnswerRow | undefined, column: TableColumn): number | null {
  const found = row?.[column.key];
  return typeof found === 'number' ? found : null;
}

/** Difference and ratio of a number against another; null where either is missing. */
export function change(
  now: number | null,
  before: number | null,
): Pick<Change, 'difference' | 'ratio'> | null {
  if (now === null || before === null) return null;
  const difference = now - before;
  return { difference, ratio: before === 0 ? null : difference / Math.abs(before) };
}

function movedText(moved: Pick<Change, 'difference' | 'ratio'> | null, column: TableColumn): string {
  if (!moved) return '';
  if (moved.difference === 0) return ', unchanged';
  const word = moved.difference > 0 ? 'up' : 'down';
  const size = Math.abs(moved.difference);
  if (column.format.kind === 'percent')
    return `, ${word} ${formatValue(size * 100, { kind: 'number', decimals: 1 })} points`;
  const relative =
    moved.ratio === null ? '' : ` (${formatValue(Math.abs(moved.ratio), { kind: 'percent' })})`;
  return `, ${word} ${formatValue(size, column.format)}${relative}`;
}

function breakdown(context: SentenceContext): string {
  const { plan, table } = context;
  const [first, ...others] = table.rows;
  const when = whenOf(plan);
  if (!first) return noGroups(context, when);
  const compared = plan.windows.length > 1;
  const column = metricColumns(table)[compared ? leadIndex(context) : 0];
  if (!column) return 'There is nothing to show.';
  const name = subject(context, uncapital(compared ? comparedName(context, column) : column.label));
  const said = (row: AnswerRow): string => `${groupOf(plan, table, row)} (${text(row, column)})`;
  if (plan.query.compareTo?.kind === 'values')
    return `${capital(name)} ${when}: ${listed(table.rows.map(said), 'and')}.`;
  const count = table.rows.length + table.omitted;
  const matching = plan.query.having.length > 0 ? `${count} ${count === 1 ? 'matches' : 'match'}. ` : '';
  if (plan.by.some(({ id }) => id === plan.query.order?.by)) {
    const more = count > 3 ? ` and ${count - 3} more` : '';
    return `${matching}${capital(name)} ${when}: ${table.rows.slice(0, 3).map(said).join(', ')}${more}.`;
  }
  const rest = others.slice(0, 2).map(said);
  const then = rest.length > 0 ? `, then ${listed(rest, 'and')}` : '';
  return `${matching}${groupOf(plan, table, first)} had ${superlative(plan, column)} ${name} ${when}: ${text(first, column)}${movedSince(plan, table, first)}${then}.`;
}

/** "the most orders", "the lowest average order value". */
function superlative(plan: Plan, column: TableColumn): string {
  const ascending = plan.query.order?.direction === 'asc';
  const counts =
    plan.metrics[0]?.unit !== null && column.format.kind === 'integer' && plan.windows.length === 1;
  if (counts) return ascending ? 'the fewest' : 'the most';
  return ascending ? 'the lowest' : 'the highest';
}

function noGroups({ plan, model, vocabulary, currency }: SentenceContext, when: string): string {
  const plural = plan.by[0]?.plural.toLowerCase() ?? 'groups';
  const conditions = plan.query.having.map((threshold) =>
    uncapital(thresholdText(threshold, model, currency)),
  );
  const which = conditions.length > 0 ? ` with ${listed(conditions, 'and')}` : '';
  const where = filterPhrase(plan.query.where, vocabulary);
  return `There are no ${plural}${which}${where === '' ? '' : ` ${where}`} ${when}.`;
}

/** The period that the numbers of the sentence belong to. */
function whenOf(plan: Plan): string {
  const [first] = plan.windows;
  if (plan.windows.length < 2) return first ? periodPhrase(first) : '';
  const [current, base] = currentAndBase(plan);
  const label = (number: number): string => plan.windows[number - 1]?.label ?? '';
  if (plan.windows.length > 2)
    return `in ${listed(
      plan.windows.map((window) => window.label),
      'and',
    )}`;
  return rankedByChange(plan) ? `from ${label(base)} to ${label(current)}` : `in ${label(current)}`;
}

const rankedByChange = (plan: Plan): boolean => CHANGES.has(plan.query.order?.by ?? '');

/** ", 27.3% more than in Q3": how a row of a comparison moved. */
function movedSince(plan: Plan, table: AnswerTable, row: AnswerRow): string {
  const moved = row.change;
  if (plan.windows.length !== 2 || rankedByChange(plan) || typeof moved !== 'number') return '';
  if (!table.columns.some(({ key }) => key === 'change')) return '';
  const [, base] = currentAndBase(plan);
  const size = formatValue(Math.abs(moved), { kind: 'percent' });
  return `, ${size} ${moved < 0 ? 'less' : 'more'} than in ${plan.windows[base - 1]?.label ?? ''}`;
}

function groupOf(plan: Plan, table: AnswerTable, row: AnswerRow): string {
  return plan.by.map((_, index) => String(row[table.columns[index]?.key ?? ''])).join(', ');
}

/** The column that ranks a comparison: the change where it is ordered by, else the current period's. */
function leadIndex({ plan, table }: SentenceContext): number {
  const by = plan.query.order?.by ?? '';
  if (CHANGES.has(by)) {
    const at = metricColumns(table).findIndex(({ key }) => key.startsWith(by === 'growth' ? 'change' : by));
    return Math.max(0, at);
  }
  const [current] = currentAndBase(plan);
  return current - 1;
}

function comparedName({ plan }: SentenceContext, column: TableColumn): string {
  const metric = plan.metrics[0]?.label ?? column.label;
  return column.key.startsWith('change') || column.key.startsWith('difference')
    ? `${column.label} in ${uncapital(metric)}`
    : metric;
}

function trend(context: SentenceContext): string {
  const { plan, table, model } = context;
  const grain = plan.query.grain ?? 'month';
  const compared = plan.windows.length > 1;
  const column = metricColumns(table)[compared ? currentAndBase(plan)[0] - 1 : 0];
  const time = table.columns.find(({ role }) => role === 'time');
  if (!column || !time) return 'There is nothing to show.';
  const when = whenOf(plan);
  const name = subject(context, trendName(plan, column));
  const numbers = table.rows.filter((row) => typeof row[column.key] === 'number');
  const by =
    plan.by.length > 0 ? ` and ${plan.by.map(({ label }) => label.toLowerCase()).join(' and ')}` : '';
  const sorted = [...numbers].sort((a, b) => Number(b[column.key]) - Number(a[column.key]));
  const top = sorted[0];
  const bottom = sorted.at(-1);
  if (!top || !bottom)
    return `${name} by ${grain}${by} ${when} cannot be told: there is nothing to divide by.`;
  const at = (row: AnswerRow): string => {
    const group = plan.by.map((_, index) => String(row[table.columns[index]?.key ?? ''])).join(', ');
    return `${group === '' ? '' : `${group}, `}${formatValue(row[time.key] ?? null, time.format)} (${text(row, column)})`;
  };
  const [first, ...others] = table.rows;
  if (plan.query.limit !== undefined && plan.by.length === 0 && first) {
    const rest = others.slice(0, 2).map(at);
    const then = rest.length > 0 ? `, then ${listed(rest, 'and')}` : '';
    const period = formatValue(first[time.key] ?? null, time.format);
    return `${capital(period)} had ${superlative(plan, column)} ${uncapital(name)} of any ${grain} ${when}: ${text(first, column)}${then}.`;
  }
  const total = sumText(context, column, numbers, plan.metrics[0], model);
  return `${name} by ${grain}${by} ${when}: highest in ${at(top)}, lowest in ${at(bottom)}${total}.`;
}

function trendName(plan: Plan, column: TableColumn): string {
  const metric = plan.metrics[0]?.label ?? column.label;
  if (plan.query.transform?.kind === 'growth') return `Growth of ${uncapital(metric)}`;
  return plan.windows.length > 1 ? metric : column.label;
}

function sumText(
  { plan }: SentenceContext,
  column: TableColumn,
  rows: readonly AnswerRow[],
  metric: Metric | undefined,
  model: SemanticModel,
): string {
  const summable =
    metric?.kind === 'aggregate' && partsOf(metric, model).every(({ additive }) => additive !== 'never');
  if (
    !metric ||
    !summable ||
    plan.query.transform ||
    plan.query.limit !== undefined ||
    plan.windows.length > 1
  )
    return '';
  // An order may lie in several groups, so only what adds up always is summed over them.
  if (plan.by.length > 0 && metric.additive !== 'always') return '';
  const sum = rows.reduce((so, row) => so + Number(row[column.key]), 0);
  return `, ${formatValue(sum, column.format)} in all`;
}
