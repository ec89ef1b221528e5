/**
 * Maximum likelihood for a few positive parameters. The search runs over their logarithms: a simplex first, then
 * Newton's steps, whose curvature also gives the standard errors and says whether this is a maximum at all.
 */
import { inverseOfPositiveDefinite } from './cholesky.ts';
import { nelderMead } from './nelder-mead.ts';

export interface Likelihood {
  readonly names: readonly string[];
  /** ln L of the whole data at the parameters, in the order of the names. */
  readonly logLikelihood: (parameters: readonly number[]) => number;
  /** Where to begin. */
  readonly start: readonly number[];
}

export interface Fit {
  readonly parameters: readonly number[];
  /** Of the parameters themselves, by the delta method; null without a maximum. */
  readonly standardErrors: readonly number[] | null;
  readonly logLikelihood: number;
  readonly converged: boolean;
  /** What went wrong, in words; null where nothing did. */
  readonly message: string | null;
}

/** Beyond e^±10 a parameter has run away: the data says nothing of it. */
const BOUND = 10;
const NEWTON_STEPS = 20;
/**
 * Expected gain of one more step, in units of ln L, below which the maximum is reached: every parameter is then within
 * half a hundredth of its standard error, however much data there is.
 */
const GAIN = 1e-5;
/** Steps of the numerical derivatives, in logarithms: a gradient stands more rounding than a curvature does. */
const GRADIENT_STEP = 1e-4;
const CURVATURE_STEP = 1e-3;

/** Finds the parameters of the highest likelihood; says so where there is no such place. */
export function maximiseLikelihood({ names, logLikelihood, start }: Likelihood): Fit {
  const loss = (logs: readonly number[]): number =>
    logs.some((log) => Math.abs(log) > BOUND + 1)
      ? Number.POSITIVE_INFINITY
      : -logLikelihood(logs.map(Math.exp));
  const coarse = nelderMead(loss, start.map(Math.log), { valueTolerance: 1e-6, pointTolerance: 1e-4 });
  const found = newton(loss, coarse.at, coarse.value);
  const parameters = found.at.map(Math.exp);
  const result = { parameters, logLikelihood: -found.value };
  const runaway = names.filter((_, i) => Math.abs(found.at[i] ?? 0) > BOUND);
  if (runaway.length > 0)
    return failed(
      result,
      `${runaway.join(' and ')} ran off without limit: the data does not determine ${runaway.length === 1 ? 'it' : 'them'}`,
    );
  if (!found.covariance)
    return failed(result, 'the likelihood is flat at its highest point: the data does not determine it');
  if (found.gain > GAIN) return failed(result, 'the search ended before it reached a maximum');
  const variances = found.covariance.map((row, i) => row[i] ?? 0);
  const standardErrors = parameters.map((value, i) => value * Math.sqrt(variances[i] ?? 0));
  return { ...result, standardErrors, converged: true, message: null };
}

function failed(result: Pick<Fit, 'parameters' | 'logLikelihood'>, message: string): Fit {
  return { ...result, standardErrors: null, converged: false, message };
}

interface Place {
  readonly at: readonly number[];
  readonly value: number;
  /** Of the logarithms; null where the curvature is not that of a minimum of the loss. */
  readonly covariance: readonly (readonly number[])[] | null;
  readonly gain: number;
}

function newton(
  loss: (logs: readonly number[]) => number,
  from: readonly number[],
  lossThere: number,
): Place {
  let at = from;
  let value = lossThere;
  for (let step = 0; ; step += 1) {
    const { gradient, hessian } = derivatives(loss, at, value);
    const covariance = inverseOfPositiveDefinite(hessian);
    if (!covariance) return { at, value, covariance, gain: Number.POSITIVE_INFINITY };
    const move = covariance.map((row) => -dot(row, gradient));
    const gain = -0.5 * dot(gradient, move);
    if (gain <= GAIN || step === NEWTON_STEPS) return { at, value, covariance, gain };
    const better = lineSearch(loss, at, value, move);
    if (!better) return { at, value, covariance, gain };
    ({ at, value } = better);
  }
}

/** Halves the step until it leads down; null where none does. */
function lineSearch(
  loss: (logs: readonly number[]) => number,
  at: readonly number[],
  value: number,
  move: readonly number[],
): { at: readonly number[]; value: number } | null {
  for (let factor = 1; factor > 1e-3; factor /= 2) {
    const next = at.map((x, i) => x + factor * (move[i] ?? 0));
    const there = loss(next);
    if (there < value) return { at: next, value: there };
  }
  return null;
}

/** Gradient and Hessian by central differences. */
function derivatives(loss: (logs: readonly number[]) => number, at: readonly number[], value: number) {
  const moved = (...moves: readonly (readonly [axis: number, by: number])[]): number =>
    loss(at.map((x, i) => moves.reduce((sum, [axis, by]) => (axis === i ? sum + by : sum), x)));
  const gradient = at.map(
    (_, i) => (moved([i, GRADIENT_STEP]) - moved([i, -GRADIENT_STEP])) / (2 * GRADIENT_STEP),
  );
  const h = CURVATURE_STEP;
  const curvature = (i: number, j: number): number =>
    i === j
      ? (moved([i, h]) - 2 * value + moved([i, -h])) / h ** 2
      : (moved([i, h], [j, h]) - moved([i, h], [j, -h]) - moved([i, -h], [j, h]) + moved([i, -h], [j, -h])) /
        (4 * h ** 2);
  const lower = at.map((_, i) => at.slice(0, i + 1).map((_x, j) => curvature(i, j)));
  const hessian = at.map((_, i) => at.map((_x, j) => lower[Math.max(i, j)]?.[Math.min(i, j)] ?? 0));
  return { gradient, hessian };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
