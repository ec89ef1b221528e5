/**
 * Shifted beta-geometric: how long customers with a contract stay. Fader & Hardie (2007), “How to project customer
 * retention”. At each renewal a customer cancels with probability θ ~ Beta(α, β).
 */
import { logBeta } from './log-gamma.ts';
import { type Fit, maximiseLikelihood } from './maximise-likelihood.ts';

export interface ShiftedBetaGeometric {
  readonly alpha: number;
  readonly beta: number;
}

/** Customers by how many whole periods they have had. */
export interface ContractTimes {
  /** `lost[i]`: cancelled in their period i + 1. */
  readonly lost: readonly number[];
  /** `staying[i]`: still there today, after i + 1 whole periods. */
  readonly staying: readonly number[];
}

export interface ShiftedBetaGeometricFit extends Omit<Fit, 'parameters' | 'standardErrors'> {
  readonly parameters: ShiftedBetaGeometric;
  readonly standardErrors: ShiftedBetaGeometric | null;
}

/** Fits by maximum likelihood, cohorts of several ages together. Look at `converged` before you believe the parameters. */
export function fitShiftedBetaGeometric({ lost, staying }: ContractTimes): ShiftedBetaGeometricFit {
  const fit = maximiseLikelihood({
    names: ['α', 'β'],
    start: [1, 1],
    logLikelihood: ([alpha = 0, beta = 0]) => {
      const whole = logBeta(alpha, beta);
      const cancels = lost.reduce(
        (sum, people, i) => (people > 0 ? sum + people * (logBeta(alpha + 1, beta + i) - whole) : sum),
        0,
      );
      return staying.reduce(
        (sum, people, i) => (people > 0 ? sum + people * (logBeta(alpha, beta + i + 1) - whole) : sum),
        cancels,
      );
    },
  });
  const named = ([alpha = 0, beta = 0]: readonly number[]): ShiftedBetaGeometric => ({ alpha, beta });
  return {
    ...fit,
    parameters: named(fit.parameters),
    standardErrors: fit.standardErrors && named(fit.standardErrors),
  };
}

/** The times of one cohort from its survivors at the start and after each period: [1000, 869, 743, …]. */
export function timesOfCohort(survivors: readonly number[]): ContractTimes {
  const lost = survivors.slice(1).map((after, i) => (survivors[i] ?? 0) - after);
  return { lost, staying: lost.map((_, i) => (i === lost.length - 1 ? (survivors.at(-1) ?? 0) : 0)) };
}

/** Probability that a customer who has stayed `periods` whole periods cancels within the next `more`. */
export function probabilityOfCancelling(
  { alpha, beta }: ShiftedBetaGeometric,
  periods: number,
  more: number,
): number {
  return -Math.expm1(logBeta(alpha, beta + periods + more) - logBeta(alpha, beta + periods));
}
