import type { TenantDb } from '../../db/db.ts';
import type { Outcome } from '../define-tool.ts';
import { maxDay, minDay } from '../periods/calendar.ts';
import type { Workspace } from '../workspace.ts';
import type { AnswerData } from './answer-data.ts';
import { headlinesOf } from './answer-headlines.ts';
import { historyNotes, leftOutNotes, newestOf, partialNotes } from './answer-notes.ts';
import { type AnswerTable, answerTable, labelled, labelsOf } from './answer-rows.ts';
import { shapeOf } from './answer-shape.ts';
import { titleOf } from './answer-title.ts';
import { capital } from './capital.ts';
import { chartOf, drawnPlan } from './chart-of.ts';
import { compile } from './compile.ts';
import { type MetricQuery, ofEverybody } from './metric-query.ts';
import type { SemanticModel } from './model.ts';
import { definitionText, filterTexts, freshnessTexts, periodText } from './phrases.ts';
import type { Compiled, Plan } from './plan.ts';
import type { PlanContext } from './plan-context.ts';
import { planQuery } from './plan-query.ts';
import { readVocabulary } from './read-vocabulary.ts';
import { sentence } from './sentence.ts';
import { isTimeless } from './sentence-parts.ts';

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

/** “Of customers who bought Socks: Revenue was …”. */
const ofPeople = ({ people, query }: Plan, said: string): string =>
  people && !(ofEverybody(query) && query.by.length === 0 && !query.grain)
    ? `Of ${people.words}: ${said}`
    : said;

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
