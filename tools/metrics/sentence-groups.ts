/** Groups in a sentence: which leads, how it moved, how many there are. */
import type { TableColumn } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { AnswerRow } from './answer-data.ts';
import type { AnswerTable } from './answer-rows.ts';
import { capital, uncapital } from './capital.ts';
import { CHANGES, currentAndBase } from './compile-compared.ts';
import { conditionText } from './condition-text.ts';
import { filterPhrase, listed } from './phrases.ts';
import { countedThings, type Plan } from './plan.ts';
import { apart } from './sentence-change.ts';
import {
  during,
  groupOf,
  metricColumns,
  metricOf,
  rankedByChange,
  type SentenceContext,
  subject,
  superlative,
  text,
  whenOf,
} from './sentence-parts.ts';

/** The leading groups with their figures; of a comparison with how the first moved. */
export function breakdown(context: SentenceContext): string {
  const { plan, table } = context;
  const [first, ...others] = table.rows;
  const when = whenOf(context);
  if (!first) return noGroups(context, when);
  const compared = plan.windows.length > 1;
  const column = rankingColumn(context) ?? metricColumns(table)[compared ? leadIndex(context) : 0];
  if (!column) return 'There is nothing to show.';
  const name = subject(context, uncapital(compared ? comparedName(context, column) : ownShare(plan, column)));
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

/** "share of its own revenue", where each group is a part of its own whole. */
const ownShare = ({ wholeByGroup, metrics }: Plan, { label, format }: TableColumn): string =>
  wholeByGroup && format.kind === 'percent'
    ? `Share of its own ${uncapital(metrics[0]?.label ?? '')}`
    : label;

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
export function counted(context: SentenceContext): string {
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
  const before = during(plan.windows[base - 1], plan.windows[current - 1]);
  return `, ${formatValue(Math.abs(moved), column.format)} ${moved < 0 ? 'less' : 'more'} than ${before}`;
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
