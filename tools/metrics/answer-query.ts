/** Answers a metric query: plan, compile, read, and say what came out. */
import type { Change, Headline } from '../../cards/card.ts';
import { formatValue } from '../../cards/format.ts';
import type { TenantDb } from '../../db/db.ts';
import type { Outcome } from '../define-tool.ts';
import { maxDay, minDay } from '../periods/calendar.ts';
import { dayLabel } from '../periods/period-label.ts';
import type { Workspace } from '../workspace.ts';
import type { AnswerData } from './answer-data.ts';
import { type AnswerTable, answerTable, labelled, labelsOf } from './answer-rows.ts';
import { capital, uncapital } from './capital.ts';
import { chartOf, drawnPlan, partialBuckets } from './chart-of.ts';
import { compile } from './compile.ts';
import { currentAndBase } from './compile-compared.ts';
import type { MetricQuery } from './metric-query.ts';
import { formatOf, type SemanticModel, sourcesOf } from './model.ts';
import { definitionText, filterPhrase, filterTexts, freshnessTexts, listed, periodText } from './phrases.ts';
import { averagedOver, type Compiled, countedThings, type Plan } from './plan.ts';
import type { PlanContext } from './plan-context.ts';
import { planQuery } from './plan-query.ts';
import { readVocabulary } from './read-vocabulary.ts';
import { sentence } from './sentence.ts';
import { change } from './sentence-change.ts';
import { isTimeless, isUneven, soFar } from './sentence-parts.ts';

export interface AnswerContext {
  readonly db: TenantDb;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
}

/** A planned and compiled query, or why there is none. */
export type Prepared =
  | {
      readonly kind: 'prepared';
      readonly plan: Plan;
      readonly compiled: Compiled;
      readonly context: PlanContext;
    }
  | { readonly kind: 'outcome'; readonly outcome: Outcome<AnswerData> };

/** Plans and compiles without running. */
export async function prepare(
  query: MetricQuery,
  model: SemanticModel,
  context: AnswerContext,
  maxGroups?: number,
): Promise<Prepared> {
  const { db, workspace } = context;
  const vocabulary = await readVocabulary(db, workspace, model);
  const planning: PlanContext = { model, vocabulary, workspace };
  const planned = await planQuery(query, planning, maxGroups);
  switch (planned.kind) {
    case 'plan': {
      const compiled = compile(planned.plan, model, db.tenantId);
      return { kind: 'prepared', plan: planned.plan, compiled, context: planning };
    }
    case 'empty':
      return { kind: 'outcome', outcome: emptyOutcome(query, planned.because, planned.span, planning) };
    default:
      return { kind: 'outcome', outcome: planned };
  }
}

/** Answers the query. `empty` carries data, so that the refusal to say "zero" still reads as an answer. */
export async function answerQuery(
  query: MetricQuery,
  model: SemanticModel,
  context: AnswerContext,
  maxGroups?: number,
): Promise<Outcome<AnswerData>> {
  const prepared = await prepare(query, model, context, maxGroups);
  if (prepared.kind === 'outcome') return prepared.outcome;
  const { plan, compiled } = prepared;
  const { rows } = await context.db.read(compiled.sql, compiled.params, { signal: context.signal });
  return { kind: 'ok', data: describe(plan, compiled, rows, prepared.context) };
}

/** The answer from the rows that were read. Pure. */
function describe(
  plan: Plan,
  compiled: Compiled,
  rows: readonly Readonly<Record<string, unknown>>[],
  { model, vocabulary, workspace }: PlanContext,
): AnswerData {
  const { currency } = workspace;
  const table = answerTable(plan, compiled.columns, rows, currency);
  const title = titleOf(plan, vocabulary, currency);
  const labels = labelsOf(plan, vocabulary);
  const shown: AnswerTable = { ...table, rows: labelled(table.rows, labels) };
  const chart = chartOf(plan, shown, model, titleOf(drawnPlan(plan, currency), vocabulary, currency));
  const timeless = isTimeless(plan, model);
  return {
    query: plan.query,
    shape: shapeOf(plan),
    title,
    answer: ofPeople(plan, sentence({ plan, table: shown, model, vocabulary, currency })),
    headlines: [...headlinesOf(plan, table, currency)],
    columns: [...table.columns],
    rows: [...table.rows],
    labels,
    omitted: table.omitted,
    chart,
    period: timeless ? null : periodOf(plan),
    periodText: timeless
      ? 'As of the last import'
      : periodText([...plan.windows, ...(plan.within ? [plan.within] : [])]),
    filterTexts: [
      ...(plan.people ? [capital(plan.people.words)] : []),
      ...filterTexts(plan.query, model, vocabulary, currency),
    ],
    definition: definitionText(plan.metrics),
    notes: [
      ...plan.notes,
      ...leftOutNotes(plan, table),
      ...partialNotes(plan),
      ...historyNotes(plan, model, workspace),
    ],
    freshness: [...freshnessTexts(workspace, newestOf(plan, model, vocabulary.sources))],
    sql: compiled.sql,
    params: [...compiled.params],
    personal: plan.by.some(({ personal }) => personal),
  };
}

/** The days read; of periods named side by side, from the first day of all to the last. */
function periodOf({ windows, query }: Plan): { from: string; to: string } | null {
  const spans = windows.map(({ read, from, to }) => read ?? { from, to });
  const [first] = spans;
  if (!first) return null;
  if (query.compareTo?.kind !== 'periods') return { from: first.from, to: first.to };
  return spans.reduce(
    (hull, span) => ({ from: minDay(hull.from, span.from), to: maxDay(hull.to, span.to) }),
    {
      from: first.from,
      to: first.to,
    },
  );
}

function shapeOf(plan: Plan): AnswerData['shape'] {
  if (plan.query.count) return 'value';
  if (plan.query.grain) return 'trend';
  if (plan.by.length > 0) return 'breakdown';
  return plan.windows.length > 1 ? 'periods' : 'value';
}

function titleOf(plan: Plan, vocabulary: PlanContext['vocabulary'], currency: string): string {
  const axes = [
    ...plan.by.map(({ label }) => uncapital(label)),
    ...(plan.query.grain ? [plan.query.grain] : []),
  ];
  const by = axes.length > 0 ? ` by ${axes.join(' and ')}` : '';
  const named = plan.query.count ? `Number of ${countedThings(plan)}` : `${measureOf(plan)}${by}`;
  const where = filterPhrase(plan.query.where, vocabulary, currency, plan.metrics);
  const whose = plan.people ? `, ${plan.people.words}` : '';
  return `${named}${where === '' ? '' : ` ${where}`}${whose}`;
}

/** “Of customers who bought Socks: Revenue was …”. */
const ofPeople = ({ people }: Plan, said: string): string => (people ? `Of ${people.words}: ${said}` : said);

/** "Share of revenue", "Average orders per day". */
function measureOf({ metrics, query }: Plan): string {
  const names = listed(
    metrics.map(({ label }, index) => (index === 0 ? label : uncapital(label))),
    'and',
  );
  switch (query.transform?.kind) {
    case 'share':
      return `Share of ${uncapital(names)}`;
    case 'cumulative':
      return `${names}, running total`;
    case 'rolling':
      return `${names}, rolling mean`;
    case 'growth':
      return `Growth of ${uncapital(names)}`;
    case 'average_per':
      return `Average ${uncapital(names)} per ${query.transform.grain}`;
    default:
      return names;
  }
}

/** One number: itself. Two periods: the later with its change. Rows speak for themselves. */
function headlinesOf(plan: Plan, table: AnswerTable, currency: string): readonly Headline[] {
  const metrics = table.columns.filter(({ role }) => role === 'metric');
  if (shapeOf(plan) === 'value') {
    const [row] = table.rows;
    return metrics.map(({ key, label, format }) => ({ label, value: numberIn(row, key), format }));
  }
  if (shapeOf(plan) !== 'periods') return [];
  const [current, base] = currentAndBase(plan);
  const two = plan.windows.length === 2;
  const order = two ? [current, base] : plan.windows.map((_, index) => index + 1);
  return plan.metrics.flatMap((metric, index) =>
    order.map((number): Headline => {
      const window = plan.windows[number - 1];
      const column = metrics.find(({ key }) => key === metric.id) ?? metrics[index] ?? metrics[0];
      const value = numberIn(table.rows[number - 1], column?.key ?? metric.id);
      const format = column?.format ?? formatOf(metric, currency);
      const moved =
        two && number === current
          ? change(value, numberIn(table.rows[base - 1], column?.key ?? metric.id))
          : null;
      const against: Change | null = moved && {
        ...moved,
        format,
        against: plan.windows[base - 1]?.label ?? '',
        // Fewer days bring less: that is neither good nor bad.
        good: isUneven(plan.windows[current - 1], plan.windows[base - 1]) ? 'neutral' : metric.good,
      };
      const label = `${column?.label ?? metric.label}, ${window ? soFar(window) : ''}`;
      return { label, value, format, ...(against ? { change: against } : {}) };
    }),
  );
}

function numberIn(row: Readonly<Record<string, unknown>> | undefined, key: string): number | null {
  const value = row?.[key];
  return typeof value === 'number' ? value : null;
}

function leftOutNotes(plan: Plan, table: AnswerTable): readonly string[] {
  if (!table.leftOut) return [];
  const names = plan.by.map(({ label }) => uncapital(label)).join(' or ');
  return [`What has no ${names} recorded is left out of the ranking.`];
}

function partialNotes(plan: Plan): readonly string[] {
  const grain = averagedOver(plan.query) ?? plan.query.grain;
  if (!grain) return [];
  const partial = partialBuckets(plan, grain).map((key) => formatValue(key, { kind: 'bucket', grain }));
  return partial.length === 0 ? [] : [`Not a whole ${grain}: ${partial.join(', ')}.`];
}

/** Whoever bought before the data begin looks new in their first period. */
function historyNotes(plan: Plan, model: SemanticModel, workspace: Workspace): readonly string[] {
  const [window] = plan.windows;
  const looksBack =
    plan.by.some(({ needsHistory }) => needsHistory) ||
    plan.metrics.some((metric) => sourcesOf(metric, model).length > 0 && usesFirstOrder(metric.id, model));
  if (!looksBack || !workspace.data || !window?.read || window.read.from > workspace.data.from) return [];
  return [
    `Data begins on ${dayLabel(workspace.data.from)}: whoever bought before then counts as new on their first order since.`,
  ];
}

function usesFirstOrder(id: string, model: SemanticModel): boolean {
  const metric = model.metrics.get(id);
  if (!metric) return false;
  if (metric.kind === 'aggregate') return metric.expression.includes('{window_start}');
  const inputs = metric.kind === 'ratio' ? [metric.numerator, metric.denominator] : metric.inputs;
  return inputs.some((input) => usesFirstOrder(input, model));
}

/** The newest day of the sources read; sales' own where they are among them. */
function newestOf(
  plan: Plan,
  model: SemanticModel,
  facts: PlanContext['vocabulary']['sources'],
): string | null {
  const sources = [...new Set(plan.metrics.flatMap((metric) => sourcesOf(metric, model)))];
  if (sources.includes('sales')) return null;
  const days = sources.flatMap((id) => facts.get(id)?.bounds?.to ?? []);
  return days.sort().at(-1) ?? null;
}

function emptyOutcome(
  query: MetricQuery,
  because: string,
  span: { readonly from: string; readonly to: string } | null,
  { model, vocabulary, workspace }: PlanContext,
): Outcome<AnswerData> {
  const metrics = query.metrics.flatMap((id) => model.metrics.get(id) ?? []);
  const data: AnswerData = {
    query,
    shape: 'value',
    title: capital(metrics.map(({ label }) => label).join(' and ')),
    answer: because,
    headlines: [],
    columns: [],
    rows: [],
    labels: {},
    omitted: 0,
    chart: null,
    period: span && { from: span.from, to: span.to },
    periodText: '',
    filterTexts: [...filterTexts(query, model, vocabulary, workspace.currency)],
    definition: definitionText(metrics),
    notes: [],
    freshness: [...freshnessTexts(workspace, null)],
    sql: null,
    params: [],
    personal: false,
  };
  return { kind: 'empty', because, data };
}
