/** Words for the parts of a query: its period, its filters, its thresholds. */

import { formatValue } from '../../cards/format.ts';
import { spanLabel } from '../periods/period-label.ts';
import { capital, uncapital } from './capital.ts';
import { comparisonWord, thresholdText } from './condition-text.ts';
import type { Filter, MetricQuery } from './metric-query.ts';
import type { Metric, SemanticModel } from './model.ts';
import type { Window } from './plan.ts';
import type { Vocabulary } from './vocabulary.ts';

/** "in December 2019", "on 5 Mar 2019", "in the last 60 days (2 Nov – 31 Dec 2019)". */
export function periodPhrase(window: Window): string {
  const { label } = window;
  const days = window.read ? spanLabel(window.read.from, window.read.to) : spanLabel(window.from, window.to);
  if (label === 'all the data') return `in ${label} (${days})`;
  if (/^(since|until)/.test(label)) return label;
  if (/^the (last|\d)/.test(label) || /to date$/.test(label)) return `in ${label} (${days})`;
  if (window.from === window.to) return `on ${label}`;
  return label.includes(' – ') ? `from ${label.replace(' – ', ' to ')}` : `in ${label}`;
}

/** "Q3 2019: 1 Jul – 30 Sep 2019", with all windows where there are several. */
export function periodText(windows: readonly Window[]): string {
  return windows
    .map((window) => {
      const { from, to } = window.read ?? window;
      const days = exactSpan(from, to);
      return days === window.label ? days : `${capital(window.label)}: ${days}`;
    })
    .join(' · ');
}

function exactSpan(from: string, to: string): string {
  const day = (iso: string): string => formatValue(iso, { kind: 'date' });
  return from === to ? day(from) : `${day(from)} – ${day(to)}`;
}

/** "for Chicago or Paris", "without California", "from orders worth over $100.00". Money is in `currency`. */
export function filterPhrase(
  filters: readonly Filter[],
  vocabulary: Vocabulary,
  currency: string,
  metrics: readonly Metric[] = [],
): string {
  const wholes = metrics.some(countsWholes);
  return filters
    .map((filter) => onePhrase(filter, vocabulary, currency, wholes))
    .reduce((so, phrase) => (so === '' ? phrase : `${so}${joint(so, phrase)}${phrase}`), '');
}

/** "without Chicago and without gender Female", "for Chicago with order value over 100". */
function joint(so: string, phrase: string): string {
  const [word = ''] = phrase.split(' ');
  return new RegExp(`(^| )${word} `).test(so) ? ' and ' : ' ';
}

/** Of a metric that counts orders or people: what is left out of one may stand beside what is not. */
const countsWholes = (metric: Metric): boolean =>
  metric.kind === 'aggregate' && metric.additive !== 'always' && metric.format === 'integer';

/** “with anything but Apparel”: an order counts where anything else is in it, whether Apparel is or not. */
const withoutWords = (filter: Filter, vocabulary: Vocabulary, wholes: boolean): string =>
  wholes &&
  !vocabulary.dimensions
    .get(filter.dimension)
    ?.expressions.some((expression) => expression.includes('customer.'))
    ? 'with anything but'
    : 'without';

function onePhrase(filter: Filter, vocabulary: Vocabulary, currency: string, wholes: boolean): string {
  const name = uncapital(vocabulary.dimensions.get(filter.dimension)?.label ?? filter.dimension);
  const values = filter.values.map((value) => labelOf(filter.dimension, value, vocabulary, currency));
  const { kind, condition: begins } = vocabulary.dimensions.get(filter.dimension) ?? {};
  switch (filter.op) {
    case 'in':
      // "on Sundays": each of them within the period.
      if (kind === 'time' && begins)
        return `${begins} ${listed(
          values.map((value) => `${value}s`),
          'or',
        )}`;
      return `for ${needsName(filter, vocabulary) ? `${name} ` : ''}${listed(values, 'or')}`;
    case 'not_in':
      if (kind === 'time' && begins)
        return `except ${begins} ${listed(
          values.map((value) => `${value}s`),
          'or',
        )}`;
      return `${withoutWords(filter, vocabulary, wholes)} ${needsName(filter, vocabulary) ? `${name} ` : ''}${listed(values, 'or')}`;
    case 'contains':
      return `for ${name} with “${listed(values, 'or')}”`;
    case 'between':
      return `${condition(filter, name, vocabulary)} between ${values[0]} and ${values[1]}`;
    default:
      return `${condition(filter, name, vocabulary)} ${comparisonWord(filter.op)} ${values[0]}`;
  }
}

/** A customer number, "Used" or "Female" says little without the name of its dimension. */
function needsName(filter: Filter, vocabulary: Vocabulary): boolean {
  const dimension = vocabulary.dimensions.get(filter.dimension);
  return (
    dimension?.open === true ||
    dimension?.kind === 'number' ||
    (dimension?.values.size ?? 0) > 0 ||
    filter.values.some((value) => /^[\d\W]*$/.test(value))
  );
}

/** "from customers who spent", where the model says it so; otherwise "with order value". */
function condition(filter: Filter, name: string, vocabulary: Vocabulary): string {
  return vocabulary.dimensions.get(filter.dimension)?.condition ?? `with ${name}`;
}

/** The value as people read it: "Female" where "F" is stored, "10,000" for a number, "$100.00" for an amount. */
export function labelOf(id: string, value: string, vocabulary: Vocabulary, currency: string): string {
  const dimension = vocabulary.dimensions.get(id);
  if (dimension?.money) return formatValue(Number(value), { kind: 'currency', currency });
  if (dimension?.kind === 'number')
    return Number(value).toLocaleString('en-US', { maximumFractionDigits: 2 });
  return vocabulary.values(id).find((known) => known.value === value)?.label ?? value;
}

/** "a, b and c"; beyond five, "a, b, c, d, e and 7 more". */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  const shown = items.length > 6 ? [...items.slice(0, 5), `${items.length - 5} more`] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** Footnotes for filters and thresholds: "Location: Chicago", "Category: not Nest", "Revenue over $200,000.00". */
export function filterTexts(
  query: MetricQuery,
  model: SemanticModel,
  vocabulary: Vocabulary,
  currency: string,
): readonly string[] {
  const filters = query.where.map((filter) => {
    const label = vocabulary.dimensions.get(filter.dimension)?.label ?? filter.dimension;
    const values = filter.values.map((value) => labelOf(filter.dimension, value, vocabulary, currency));
    if (filter.op === 'in') return `${label}: ${listed(values, 'or')}`;
    if (filter.op === 'not_in') return `${label}: not ${listed(values, 'or')} (unknown ones are kept)`;
    if (filter.op === 'contains') return `${label}: contains “${listed(values, 'or')}”`;
    if (filter.op === 'between') return `${label}: from ${values[0]} to ${values[1]}`;
    return `${label} ${comparisonWord(filter.op)} ${values[0]}`;
  });
  return [
    ...filters,
    ...query.having.map((threshold) => thresholdText(threshold, query, { model, currency })),
  ];
}

/** "Revenue: what customers paid …" for each metric asked, and what a ratio's sides are. */
export function definitionText(metrics: readonly Metric[]): string {
  return metrics.map((metric) => `${metric.label}: ${metric.description}`).join(' ');
}

/** "Data until 31 Dec 2019"; where the data clock is not the wall's, what "today" means. */
export function freshnessTexts(
  workspace: {
    readonly data: { readonly to: string } | null;
    readonly today: string;
    readonly clockIsBehind: boolean;
  },
  newest: string | null,
): readonly string[] {
  const until = newest ?? workspace.data?.to;
  const day = (iso: string): string => formatValue(iso, { kind: 'date' });
  return [
    ...(until ? [`Data until ${day(until)}.`] : []),
    ...(workspace.clockIsBehind
      ? [`“Today” is ${day(workspace.today)}, the day after the newest data.`]
      : []),
  ];
}
