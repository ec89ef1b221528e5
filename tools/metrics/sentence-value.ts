/** One number (or several of one period) in a sentence. */
import type { Grain } from '../periods/period-expression.ts';
import type { AnswerRow } from './answer-data.ts';
import { uncapital } from './capital.ts';
import { ofEverybody } from './metric-query.ts';
import { filterPhrase, listed, periodPhrase } from './phrases.ts';
import { averagedOver } from './plan.ts';
import { metricColumns, type SentenceContext, subject, text, verb, whenOf } from './sentence-parts.ts';

/** "Revenue was $1,200.00 in May 2019.", "There were 12 orders …": the figures of one row. */
export function value(context: SentenceContext, row: AnswerRow): string {
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
  const whose = plan.people && ofEverybody(plan.query) ? ` from ${plan.people.words}` : '';
  return `${subject(context, label)}${whose} ${verb(label)} ${text(row, column)} of ${whole}${when}.`;
}
