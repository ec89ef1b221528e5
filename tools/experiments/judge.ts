/** From counts to what a test says today. */

import { formatValue } from '../../cards/format.ts';
import type { Metric } from '../../statistics/experiments/compare-arms.ts';
import type { CovariateSums } from '../../statistics/experiments/cuped.ts';
import { type Verdict, verdict } from '../../statistics/experiments/verdict.ts';
import { verdictSentence } from '../../statistics/experiments/verdict-sentence.ts';
import { HOLD_OUT } from '../messages/assignment.ts';
import type { TestCounts } from './count-arms.ts';
import { type MetricId, metricOf } from './metrics.ts';
import type { AbTest } from './read-tests.ts';
import { type Adjustment, adjustArms, armsOf, type JudgedArm, samplesOf } from './samples.ts';

const DAY_MS = 86_400_000;
/** What intervals are tuned for where a test says neither how many people it wants nor how many there are. */
const USUAL_PER_ARM = 5000;

export interface Judgement {
  /** The control first, a hold-out last and only where anybody was seen in it. */
  readonly arms: readonly JudgedArm[];
  /** `none`: not every arm that is compared has people, so nothing can be said yet. */
  readonly verdict: Verdict | { readonly kind: 'none' };
  /** What to repeat to others. */
  readonly sentence: string;
  /** Id of the variation to use; null unless the verdict is a winner. */
  readonly winner: string | null;
  /** Days the test has run. */
  readonly days: number;
  /** People with results of a variation that the test does not have. */
  readonly strays: number;
  /** Null where the metric is a share, or nobody bought anything before. */
  readonly adjustment: Adjustment | null;
}

interface JudgeOptions {
  readonly money: string;
  readonly now: Date;
  /** By variation, what its people bought before the test; null where the metric is not adjusted by that. */
  readonly before: ReadonlyMap<string, CovariateSums> | null;
}

/** Reads a test: who won, whether anything is worth knowing yet, or why it cannot be trusted. */
export function judge(test: AbTest, counts: TestCounts, { money, now, before }: JudgeOptions): Judgement {
  const { arms, adjustment } = adjustArms(armsOf(test, counts), before);
  const known = new Set(arms.map(({ id }) => id));
  const strays = counts.arms
    .filter(({ variation }) => !known.has(variation))
    .reduce((sum, { people }) => sum + people, 0);
  const days = daysRun(test, counts, now);
  const base = { arms, days, strays, adjustment };
  const unheard = whyUnheard(test, arms);
  if (unheard !== null) return { ...base, verdict: { kind: 'none' }, sentence: unheard, winner: null };
  const found = verdict(soFar(test, arms, days, money));
  const winner = found.kind === 'winner' ? (arms.find(({ name }) => name === found.arm)?.id ?? null) : null;
  return { ...base, verdict: found, sentence: sentenceOf(test, arms, found), winner };
}

/** Why nothing can be said at all; null where something can. */
function whyUnheard(test: AbTest, arms: readonly JudgedArm[]): string | null {
  if (test.variations.length < 2) return 'A test needs two variations that can be read; this one has not.';
  const empty = arms.filter(({ sample }) => sample.n === 0);
  if (empty.length === arms.length)
    return test.status === 'draft'
      ? 'There are no results yet: the test has not been started.'
      : 'There are no results yet.';
  if (empty.length === 0) return null;
  return `Nobody has been seen yet in ${listed(empty.map(({ name }) => `“${name}”`))}, so nothing can be compared. Check whether it is being sent.`;
}

function soFar(
  test: AbTest,
  arms: readonly JudgedArm[],
  days: number,
  money: string,
): Parameters<typeof verdict>[0] {
  const [control] = arms;
  const holdOut = arms.find(({ id }) => id === HOLD_OUT);
  const counts = arms.map((arm) => arm.counts);
  const guards = test.guardrails.map((id) => samplesOf(counts, id));
  return {
    metric: statisticsMetric(test.metric, money),
    guardrails: test.guardrails.map((id) => statisticsMetric(id, money)),
    control: control?.name ?? '',
    ...(holdOut && holdOut !== control ? { holdOut: holdOut.name } : {}),
    arms: arms.map(({ name, weight, counts: { people }, sample }, at) => ({
      name,
      weight,
      assigned: people,
      primary: sample,
      guardrails: guards.flatMap((samples) => samples[at] ?? []),
    })),
    plannedPerArm: plannedPerArm(test),
    worthHaving: test.smallestEffect,
    days,
  };
}

/** What the intervals are tuned for: never anything that is learnt from how people answer. */
function plannedPerArm({ plannedPerArm: planned, audience, variations }: AbTest): number {
  if (planned !== null) return planned;
  return audience !== null && audience > 0 ? Math.ceil(audience / variations.length) : USUAL_PER_ARM;
}

/** How the metric is spoken of. */
function statisticsMetric(id: MetricId, money: string): Metric {
  const { kind, better, words } = metricOf(id);
  return {
    words,
    kind,
    goal: better === 'higher' ? 'more' : 'less',
    ...(kind === 'mean'
      ? { format: (value: number) => formatValue(value, { kind: 'currency', currency: money }) }
      : {}),
  };
}

function sentenceOf(test: AbTest, arms: readonly JudgedArm[], found: Verdict): string {
  const all = metricOf(test.metric).kind === 'share' && found.kind === 'keep_running';
  if (all && arms.every(({ sample }) => sample.mean === 1))
    return 'Everybody in every arm did it, so this metric cannot tell the variations apart.';
  if (all && arms.every(({ sample }) => sample.mean === 0))
    return 'Nobody in any arm has done it yet, so nothing can be said.';
  const said = verdictSentence(found);
  return found.kind === 'keep_running' && (test.status === 'stopped' || test.status === 'applied')
    ? `The test was stopped before it could tell. Had it gone on: ${said}`
    : said;
}

/** From the start to the stop, or to now; a test whose planned end has passed ran until then, or its last result. */
function daysRun({ startedAt, stoppedAt, endsAt }: AbTest, { from, to }: TestCounts, now: Date): number {
  const start = startedAt ?? from?.toISOString();
  if (!start) return 0;
  const planned = Math.max(endsAt ? Date.parse(endsAt) : 0, to?.getTime() ?? 0);
  const open = endsAt ? Math.min(now.getTime(), planned) : now.getTime();
  const end = stoppedAt ? Date.parse(stoppedAt) : open;
  return Math.max(0, (end - Date.parse(start)) / DAY_MS);
}

/** "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
