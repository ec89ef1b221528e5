/** The steps behind an answer as they go over the wire to the page: every value already written out. */
import { sayCost } from '../../tools/say-cost.ts';
import type { ReadTrace, StoredTrace } from '../../tools/traces/index.ts';

export interface TraceView {
  readonly question: string;
  readonly answer: string | null;
  readonly askedBy: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** What it took, in names and values. */
  readonly sums: readonly { readonly label: string; readonly value: string }[];
  readonly steps: readonly StepView[];
}

interface StepView {
  readonly kind: 'model' | 'tool';
  readonly title: string;
  readonly outcome: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly took: string;
  /** Share of the whole time, 0 to 1: where it begins and how long it is. */
  readonly begins: number;
  readonly lasts: number;
  readonly args: string | null;
  readonly sql: string | null;
}

const WENT_WELL = new Set(['ok', 'empty', 'offered', 'clarify', 'insufficient']);
const whole = new Intl.NumberFormat('en-US');

export function viewTrace({ trace, askedBy, answer }: ReadTrace): TraceView {
  return {
    ...{ question: trace.question, answer, askedBy, at: trace.startedAt },
    sums: [
      { label: 'Ended', value: ended(trace) },
      { label: 'Model', value: `${trace.model} (${trace.role})` },
      { label: 'Time', value: seconds(trace.ms) },
      {
        label: 'Tokens',
        value: `${trace.estimated ? 'about ' : ''}${tokens(trace.promptTokens, trace.completionTokens)}`,
      },
      { label: 'Cost', value: sayCost(trace.costUsd) },
      ...(trace.sentencesLeftOut > 0
        ? [{ label: 'Sentences left out', value: whole.format(trace.sentencesLeftOut) }]
        : []),
    ],
    steps: trace.steps.map((step) => viewStep(step, trace)),
  };
}

function viewStep(step: StoredTrace['steps'][number], trace: StoredTrace): StepView {
  const since = Date.parse(step.startedAt) - Date.parse(trace.startedAt);
  const share = (ms: number) => Math.min(1, Math.max(0, ms / Math.max(1, trace.ms)));
  const isModel = step.kind === 'model';
  return {
    kind: step.kind,
    title: isModel ? step.name : step.name.replaceAll('_', ' '),
    outcome: step.outcome.replaceAll('_', ' '),
    ok: WENT_WELL.has(step.outcome),
    detail: isModel
      ? [
          `${step.estimated ? 'about ' : ''}${tokens(step.promptTokens, step.completionTokens)}`,
          sayCost(step.costUsd),
          ...(step.attempts > 1 ? [`${step.attempts} tries`] : []),
        ].join(', ')
      : step.detail,
    took: seconds(step.ms),
    begins: share(since),
    lasts: share(step.ms),
    args: isModel || step.args === null ? null : JSON.stringify(step.args, null, 2),
    sql: isModel ? null : step.sql,
  };
}

function ended({ status, limit, failure }: StoredTrace): string {
  if (limit) return `${status}: ${limit}`;
  return failure ? `${status}: ${failure.replaceAll('_', ' ')}` : status;
}

const seconds = (ms: number): string =>
  ms < 1000 ? `${whole.format(Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

const tokens = (prompt: number, completion: number): string =>
  `${whole.format(prompt)} tokens read, ${whole.format(completion)} written`;
