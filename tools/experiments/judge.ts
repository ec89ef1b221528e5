/** From counts to what a test says today. */

import { formatValue } from '../../cards/format.ts';
import type { Metric } from '../../statistics/experiments/compare-arms.ts';
import { adjustByCovariate, type CovariateSums } from '../../statistics/experiments/cuped.ts';
import { type Sample, sampleOfCount, sampleOfSums } from '../../statistics/experiments/sample.ts';
import { type Verdict, verdict } from '../../statistics/experiments/verdict.ts';
import { verdictSentence } from '../../statistics/experiments/verdict-sentence.ts';
import { HOLD_OUT } from '../messages/assignment.ts';
import type { ArmCounts, TestCounts } from './count-arms.ts';
import { type MetricId, metricOf } from './metrics.ts';
import type { AbTest } from './read-tests.ts';

const HOLD_OUT_NAME = 'Hold-out';
const DAY_MS = 86_400_000;
/** What intervals are tuned for where a test says neither how many people it wants nor how many there are. */
const USUAL_PER_ARM = 5000;

export interface JudgedArm {
  readonly id: string;
  readonly name: string;
  readonly weight: number;
  readonly counts: ArmCounts;
  /** By the metric, adjusted where the judgement says so. */
  readonly sample: Sample;
}

/** How values were adjusted for what people bought before the test. */
export interface Adjustment {
  /** The part of the variance that is gone, 0 to 1. */
  readonly varianceReduction: number;
  /** Mean of each arm as it was, in the order of the arms. */
  readonly unadjusted: readonly number[];
}

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
  const { arms, adjustment } = adjusted(armsOf(test, counts), before);
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

function armsOf(test: AbTest, counts: TestCounts): readonly JudgedArm[] {
  const weights = test.variations.reduce((sum, { weight }) => sum + weight, 0);
  const heldOut = counts.arms.find(({ variation }) => variation === HOLD_OUT);
  const names = test.variations.map(({ name }) => name);
  const listed = test.variations.map(({ id, name, weight }) => ({
    id,
    name: names.indexOf(name) === names.lastIndexOf(name) ? name : id,
    weight: ((1 - test.holdout) * weight) / weights,
  }));
  const held =
    heldOut && test.holdout > 0 && !listed.some(({ id }) => id === HOLD_OUT)
      ? [{ id: HOLD_OUT, name: HOLD_OUT_NAME, weight: test.holdout }]
      : [];
  return [...listed, ...held].map((arm) => {
    const found = counts.arms.find(({ variation }) => variation === arm.id) ?? nobody(arm.id);
    return { ...arm, counts: found, sample: sampleOf(found, test.metric) };
  });
}

/** Everybody is adjusted by one slope, chosen without looking at which arm is better (CUPED). */
function adjusted(
  arms: readonly JudgedArm[],
  before: JudgeOptions['before'],
): Pick<Judgement, 'arms' | 'adjustment'> {
  const nothing = { n: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };
  const sums = arms.map(({ id }) => before?.get(id) ?? nothing);
  const { arms: samples, varianceReduction } = adjustByCovariate(sums);
  if (!sums.some(({ xx }) => xx > 0) || varianceReduction === 0) return { arms, adjustment: null };
  return {
    arms: arms.map((arm, at) => ({ ...arm, sample: samples[at] ?? arm.sample })),
    adjustment: { varianceReduction, unadjusted: arms.map(({ sample }) => sample.mean) },
  };
}

const nobody = (variation: string): ArmCounts => ({
  variation,
  people: 0,
  did: {},
  value: 0,
  valueSquared: 0,
});

export function sampleOf({ people, did, value, valueSquared }: ArmCounts, metric: MetricId): Sample {
  return metricOf(metric).kind === 'mean'
    ? sampleOfSums(people, value, valueSquared)
    : sampleOfCount({ n: people, successes: did[metric] ?? 0 });
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
  return {
    metric: statisticsMetric(test.metric, money),
    guardrails: test.guardrails.map((id) => statisticsMetric(id, money)),
    control: control?.name ?? '',
    ...(holdOut && holdOut !== control ? { holdOut: holdOut.name } : {}),
    arms: arms.map(({ name, weight, counts, sample }) => ({
      name,
      weight,
      assigned: counts.people,
      primary: sample,
      guardrails: test.guardrails.map((id) => sampleOf(counts, id)),
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
