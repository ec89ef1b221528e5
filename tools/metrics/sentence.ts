/** The answer in one sentence. */
import type { TableColumn } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { Grain } from '../periods/period-expression.ts';
import type { AnswerRow } from './answer-data.ts';
import type { AnswerTable } from './answer-rows.ts';
import { capital, uncapital } from './capital.ts';
import { CHANGES, currentAndBase } from './compile-compared.ts';
import { transformKey } from './compile-figures.ts';
import { conditionText } from './condition-text.ts';
import { filterPhrase, listed, periodPhrase } from './phrases.ts';
import { averagedOver, countedThings, type Plan } from './plan.ts';
import { apart, change, movedText, numberAt } from './sentence-change.ts';
import { leadersOf } from './sentence-each.ts';
import { besidesTheOne } from './sentence-one.ts';
import {
  groupOf,
  metricColumns,
  metricOf,
  periodBeside,
  rankedByChange,
  type SentenceContext,
  soFar,
  subject,
  superlative,
  text,
  verb,
  whenOf,
} from './sentence-parts.ts';
import { trend } from './sentence-trend.ts';

/** One plain sentence that answers the question with formatted numbers. */
export function sentence(context: SentenceContext): string {
  const { uncompared } = context.plan;
  const said = `${perMetric(context).map(figures).join(' ')}${besidesTheOne(context)}`;
  return uncompared === null ? said : `${said} There is no data for ${uncompared} to compare with.`;
}

/**
 * A sentence for each metric where rows are periods; groups are ranked by the first metric, which speaks for them.
 * Where periods stand beside each other in columns, the columns are the first metric's.
 */
function perMetric(context: SentenceContext): readonly SentenceContext[] {
  const { plan, table } = context;
  const { grain, limit, transform } = plan.query;
  const rowsArePeriods = grain ? plan.windows.length === 1 && limit === undefined : plan.windows.length > 1;
  if (plan.metrics.length === 1 || plan.by.length > 0 || !rowsArePeriods) return [context];
  return plan.metrics.map((metric) => {
    const own = new Set([metric.id, ...(transform ? [transformKey(metric, transform, false)] : [])]);
    const columns = table.columns.filter(({ role, key }) => role !== 'metric' || own.has(key));
    return { ...context, plan: { ...plan, metrics: [metric] }, table: { ...table, columns } };
  });
}

function figures(context: SentenceContext): string {
  const { plan, table } = context;
  if (plan.query.count) return counted(context);
  if (plan.query.each !== undefined) return leadersOf(context);
  if (plan.query.grain) return trend(context);
  if (plan.by.length > 0) return breakdown(context);
  if (plan.windows.length > 1) return periods(context);
  const [row] = table.rows;
  return row ? value(context, row) : 'There is nothing to show.';
}

function value(context: SentenceContext, row: AnswerRow): string {
  const { plan, table } = context;
  const when = whenOf(context);
  const columns = metricColumns(table);
  if (plan.query.transform?.kind === 'share') return shareOfWhole(context, row, when);
  const empty = columns.every(({ key }) => row[key] === null);
  if (empty)
    return `${subject(context, columns[0]?.label ?? 'It')} cannot be told${when}: there is nothing to divide by.`;
  const average = averagedOver(plan.query);
  if (average) return averageText(context, row, when, average);
  const counted = oneCount(context, row, when);
  if (counted !== null) return counted;
  const parts = columns.map((column, index) => {
    const name = index === 0 ? subject(context, column.label) : uncapital(column.label);
    const unit = column.format.kind === 'number' ? plan.metrics[index]?.unit : null;
    return `${name} ${verb(column.label)} ${text(row, column)}${unit ? ` ${unit.many}` : ''}`;
  });
  return `${listed(parts, 'and')}${when}.`;
}

/** "Revenue was $9,318.52 a day on average in May 2019." */
function averageText(context: SentenceContext, row: AnswerRow, when: string, grain: Grain): string {
  const { plan, table } = context;
  const parts = metricColumns(table).map((column, index) => {
    const label = plan.metrics[index]?.label ?? column.label;
    const name = index === 0 ? subject(context, label) : uncapital(label);
    return `${name} ${verb(label)} ${text(row, column)} a ${grain}`;
  });
  return `${listed(parts, 'and')} on average${when}.`;
}

/** "There were 392 customers in …": a single count reads best with its unit. Null where it is no count. */
function oneCount(context: SentenceContext, row: AnswerRow, when: string): string | null {
  const { plan, table, vocabulary, currency } = context;
  const [metric] = plan.metrics;
  const [column] = metricColumns(table);
  const number = column ? row[column.key] : null;
  if (!metric?.unit || metric.format !== 'integer' || plan.metrics.length > 1 || typeof number !== 'number')
    return null;
  const where = filterPhrase(plan.query.where, vocabulary, currency, plan.metrics);
  const count = number === 0 ? 'no' : text(row, column);
  const unit = number === 1 ? metric.unit.one : metric.unit.many;
  const parts = [
    `There ${number === 1 ? 'was' : 'were'} ${count} ${unit}`,
    // "orders from orders worth …" counts the orders themselves.
    where.replaceAll(`from ${metric.unit.many} `, ''),
    when.trimStart(),
  ];
  return `${parts.filter((part) => part !== '').join(' ')}.`;
}

function shareOfWhole(context: SentenceContext, row: AnswerRow, when: string): string {
  const { plan, table, vocabulary, currency } = context;
  const label = plan.metrics[0]?.label ?? '';
  const [column] = metricColumns(table);
  if (plan.within)
    return `${subject(context, label)}${when} ${verb(label)} ${text(row, column)} of ${uncapital(subject(context, label))} ${periodPhrase(plan.within)}.`;
  const of =
    plan.query.transform?.kind === 'share'
      ? filterPhrase(plan.query.transform.of ?? [], vocabulary, currency)
      : '';
  const whole = of === '' ? `all ${uncapital(label)}` : `${uncapital(label)} ${of}`;
  return `${subject(context, label)} ${verb(label)} ${text(row, column)} of ${whole}${when}.`;
}

function periods(context: SentenceContext): string {
  const { plan, table } = context;
  const [column] = metricColumns(table);
  if (!column) return 'There is nothing to compare.';
  const [current, base] = currentAndBase(plan);
  const rows = table.rows;
  const at = (number: number) => plan.windows[number - 1];
  const label = (number: number): string => periodBeside(at(number), at(number === current ? base : current));
  const name = subject(context, column.label);
  if (rows.length > 2) {
    const each = plan.windows.map((window, index) => `${text(rows[index], column)} in ${soFar(window)}`);
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

function breakdown(context: SentenceContext): string {
  const { plan, table } = context;
  const [first, ...others] = table.rows;
  const when = whenOf(context);
  if (!first) return noGroups(context, when);
  const compared = plan.windows.length > 1;
  const column = rankingColumn(context) ?? metricColumns(table)[compared ? leadIndex(context) : 0];
  if (!column) return 'There is nothing to show.';
  const name = subject(context, uncapital(compared ? comparedName(context, column) : column.label));
  const said = (row: AnswerRow): string => `${groupOf(plan, table, row)} (${text(row, column)})`;
  if (plan.query.compareTo?.kind === 'values')
    return `${capital(name)}${when}: ${listed(table.rows.map(said), 'and')}.${apart(context, column)}`;
  const whole = table.omitted === 0 || plan.query.order?.direction !== 'asc';
  if (whole && table.rows.every((row) => row[column.key] === 0) && !compared)
    return `No ${listed(
      plan.by.map(({ label }) => uncapital(label)),
      'or',
    )} had any ${name}${when}.`;
  const count = table.rows.length + table.omitted;
  const matching = plan.query.having.length > 0 ? `${count} ${count === 1 ? 'matches' : 'match'}. ` : '';
  if (plan.by.some(({ id }) => id === plan.query.order?.by)) {
    const more = count > 3 ? ` and ${count - 3} more` : '';
    return `${matching}${capital(name)}${when}: ${table.rows.slice(0, 3).map(said).join(', ')}${more}.`;
  }
  const rest = others.slice(0, 2).map(said);
  const then = rest.length > 0 ? `, then ${listed(rest, 'and')}` : '';
  return `${matching}${groupOf(plan, table, first)} had ${superlative(plan, column)} ${name}${when}: ${text(first, column)}${movedSince(plan, table, first)}${then}.`;
}

/** The column of another metric than the first, where the groups are ordered by it. */
function rankingColumn({ plan, table }: SentenceContext): TableColumn | undefined {
  const by = plan.query.order?.by;
  if (by === undefined || by === plan.metrics[0]?.id) return undefined;
  const [current] = currentAndBase(plan);
  return metricColumns(table).find(({ key }) => key === by || key === `${by}_${current}`);
}

function noGroups(context: SentenceContext, when: string): string {
  const plural = context.plan.by[0]?.plural.toLowerCase() ?? 'groups';
  const { place } = context.plan.query;
  if (place !== undefined) return `There are fewer than ${place} ${plural} to rank${when}.`;
  return `There are no ${plural}${whichOf(context)}${when}.`;
}

/** "There were 6 categories with revenue over $100,000.00 in 2019." */
function counted(context: SentenceContext): string {
  const { plan, table } = context;
  const number = Number(table.rows[0]?.groups ?? 0);
  const things =
    number === 1 ? (plan.by[0] ? uncapital(plan.by[0].label) : plan.query.grain) : countedThings(plan);
  const [current, base] = currentAndBase(plan);
  const label = (at: number): string => plan.windows[at - 1]?.label ?? '';
  const when = current === base ? whenOf(context) : ` from ${label(base)} to ${label(current)}`;
  return `There ${number === 1 ? 'was' : 'were'} ${number === 0 ? 'no' : number.toLocaleString('en-US')} ${things}${whichOf(context)}${when}.`;
}

/** " with revenue over $200,000.00 for Chicago": which of the groups are meant. */
function whichOf({ plan, model, vocabulary, currency }: SentenceContext): string {
  const conditions = plan.query.having.map((threshold) =>
    conditionText(threshold, plan.query, { model, currency }),
  );
  const which = conditions.length > 0 ? ` ${listed(conditions, 'and')}` : '';
  const where = filterPhrase(plan.query.where, vocabulary, currency, plan.metrics);
  return `${which}${where === '' ? '' : ` ${where}`}`;
}

/** ", 27.3% more than in Q3": how a row of a comparison moved. */
function movedSince(plan: Plan, table: AnswerTable, row: AnswerRow): string {
  if (plan.windows.length !== 2 || rankedByChange(plan)) return '';
  const [current, base] = currentAndBase(plan);
  // A percentage that changes is told in points, as everywhere.
  const column = table.columns.find(({ key, format }) =>
    key === 'difference' ? format.kind === 'points' : key === 'change',
  );
  const moved = row[column?.key ?? ''];
  if (!column || typeof moved !== 'number') return '';
  const before = periodBeside(plan.windows[base - 1], plan.windows[current - 1]);
  return `, ${formatValue(Math.abs(moved), column.format)} ${moved < 0 ? 'less' : 'more'} than in ${before}`;
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
  const own = metricOf(plan, column)?.label ?? column.label;
  const metric = plan.query.transform?.kind === 'share' ? `Share of ${uncapital(own)}` : own;
  return column.key.startsWith('change') || column.key.startsWith('difference')
    ? `${column.label} in ${uncapital(metric)}`
    : metric;
}
