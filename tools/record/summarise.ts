/** The record in figures. Pure. */
import { z } from 'zod';
import { brierScore, type Judged, reliabilityTable } from '../../statistics/calibration-quality.ts';
import { wilsonInterval } from '../../statistics/experiments/proportion-intervals.ts';
import { type Estimate, PROPOSAL_TYPES } from '../proposal.ts';
import type { RecordRow } from './read-record.ts';

const estimate = z.object({ expected: z.number(), low: z.number(), high: z.number() });

const typeRecord = z.object({
  type: z.enum(PROPOSAL_TYPES),
  proposed: z.number(),
  accepted: z.number(),
  dismissed: z.number(),
  scored: z.number(),
  /** Accepted ones whose prediction can be compared with what acting on them brought. */
  compared: z.number(),
  measure: z.string().nullable(),
  /** Sums over those compared, with 80% intervals; null without any. */
  predicted: estimate.nullable(),
  realised: estimate.nullable(),
  /** Share of accepted ones that brought anything, with its 95% interval; null where nothing can be said. */
  hits: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
});
export type TypeRecord = z.infer<typeof typeRecord>;

export const recordSummary = z.object({
  types: z.array(typeRecord),
  /** Accepted ones from whose outcome something can be learnt. */
  judged: z.number(),
  brier: z.number().nullable(),
  /** Of the confidence before it was calibrated. */
  rawBrier: z.number().nullable(),
  reliability: z.array(
    z.object({ from: z.number(), to: z.number(), count: z.number(), predicted: z.number(), hit: z.number() }),
  ),
  /** Decided ones that are not scored yet, and the day on which the first is due. */
  waiting: z.number(),
  nextOn: z.string().nullable(),
});
export type RecordSummary = z.infer<typeof recordSummary>;

export function summarise(rows: readonly RecordRow[]): RecordSummary {
  const judgedRows = rows.filter(isJudged);
  const waiting = rows.filter((row) => isDecided(row) && row.realised === null);
  return {
    types: PROPOSAL_TYPES.map((type) =>
      summariseType(
        type,
        rows.filter((row) => row.type === type),
      ),
    ).filter(({ proposed }) => proposed > 0),
    judged: judgedRows.length,
    brier: brierScore(judgedRows.map((row) => judgedBy(row, row.confidence))),
    rawBrier: brierScore(judgedRows.map((row) => judgedBy(row, row.rawConfidence))),
    reliability: [...reliabilityTable(judgedRows.map((row) => judgedBy(row, row.confidence)))],
    waiting: waiting.length,
    nextOn: waiting.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? null,
  };
}

const isDecided = ({ state }: RecordRow) => state === 'accepted' || state === 'dismissed';
const isJudged = ({ state, realised }: RecordRow) =>
  state === 'accepted' && realised !== null && realised.hit !== null && realised.weight > 0;

const judgedBy = ({ realised }: RecordRow, predicted: number): Judged => ({
  predicted,
  hit: realised?.hit ?? 0,
  weight: realised?.weight ?? 0,
});

function summariseType(type: TypeRecord['type'], rows: readonly RecordRow[]): TypeRecord {
  const inState = (state: string) => rows.filter((row) => row.state === state).length;
  const measure = comparable(rows)[0]?.predicted?.measure ?? null;
  const compared = comparable(rows).filter(({ predicted }) => predicted?.measure === measure);
  return {
    type,
    proposed: rows.length,
    accepted: inState('accepted'),
    dismissed: inState('dismissed'),
    scored: rows.filter(({ realised }) => realised !== null).length,
    compared: compared.length,
    measure,
    predicted: sumOf(compared.flatMap(({ predicted }) => predicted?.value ?? [])),
    realised: sumOf(compared.flatMap(({ realised }) => realised?.value ?? [])),
    hits: hitsOf(rows.filter(isJudged)),
  };
}

const comparable = (rows: readonly RecordRow[]) =>
  rows.filter(
    ({ state, predicted, realised }) =>
      state === 'accepted' && realised?.value && predicted && predicted.measure === realised.measure,
  );

/**
 * The sum of independent estimates: the distances of its ends add up by their squares. Null for none.
 */
export function sumOf(estimates: readonly Estimate[]): Estimate | null {
  if (estimates.length === 0) return null;
  const expected = estimates.reduce((sum, one) => sum + one.expected, 0);
  const reach = (of: (one: Estimate) => number) => Math.hypot(...estimates.map(of));
  return {
    expected,
    low: expected - reach((one) => one.expected - one.low),
    high: expected + reach((one) => one.high - one.expected),
  };
}

function hitsOf(rows: readonly RecordRow[]): TypeRecord['hits'] {
  const n = rows.reduce((sum, { realised }) => sum + (realised?.weight ?? 0), 0);
  if (!(n > 0)) return null;
  const successes = rows.reduce(
    (sum, { realised }) => sum + (realised?.weight ?? 0) * (realised?.hit ?? 0),
    0,
  );
  return { share: successes / n, ...wilsonInterval({ n, successes }) };
}
