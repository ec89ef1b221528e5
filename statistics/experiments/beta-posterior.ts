/** What is believed of a share after seeing people: a beta distribution. For two arms everything here is exact. */
import { logBeta } from '../log-gamma.ts';
import type { Count } from './sample.ts';

export interface Beta {
  readonly alpha: number;
  readonly beta: number;
}

const UNIFORM: Beta = { alpha: 1, beta: 1 };

/** The belief after `count`, from one before; by default every share was as likely as any other. */
export function posteriorOf({ n, successes }: Count, prior: Beta = UNIFORM): Beta {
  return { alpha: prior.alpha + successes, beta: prior.beta + n - successes };
}

function meanOfBeta({ alpha, beta }: Beta): number {
  return alpha / (alpha + beta);
}

/**
 * P(b > a), as a finite sum (Miller 2015, “Formulas for Bayesian A/B testing”; Cook 2005). By symmetry it can run over
 * any of the four parameters; the smallest whole one is taken. Throws a RangeError where none is whole.
 */
export function probabilityGreater(b: Beta, a: Beta): number {
  const ways = [
    { terms: b.alpha, of: () => sumOfTerms(b, a) },
    { terms: a.beta, of: () => sumOfTerms(mirrored(a), mirrored(b)) },
    { terms: a.alpha, of: () => 1 - sumOfTerms(a, b) },
    { terms: b.beta, of: () => 1 - sumOfTerms(mirrored(b), mirrored(a)) },
  ].filter(({ terms }) => Number.isInteger(terms));
  const [shortest] = ways.sort((one, other) => one.terms - other.terms);
  if (!shortest) throw new RangeError('one of the parameters has to be a whole number');
  return Math.min(1, Math.max(0, shortest.of()));
}

/** What choosing one arm costs on average where the other is better: E[max(other − chosen, 0)], in shares. */
export function expectedLoss(chosen: Beta, other: Beta): number {
  const more = ({ alpha, beta }: Beta): Beta => ({ alpha: alpha + 1, beta });
  const loss =
    meanOfBeta(other) * probabilityGreater(more(other), chosen) -
    meanOfBeta(chosen) * probabilityGreater(other, more(chosen));
  return Math.max(0, loss);
}

/** Belief in the share of those who did not. */
function mirrored({ alpha, beta }: Beta): Beta {
  return { alpha: beta, beta: alpha };
}

/** Each term from the one before, in logarithms: the first is too small for a number where there are many people. */
function sumOfTerms(b: Beta, a: Beta): number {
  let log = logBeta(a.alpha, a.beta + b.beta) - logBeta(a.alpha, a.beta);
  let sum = 0;
  for (let i = 0; i < b.alpha; i++) {
    sum += Math.exp(log);
    log += Math.log(((a.alpha + i) / (a.alpha + i + a.beta + b.beta)) * ((b.beta + i) / (i + 1)));
  }
  return sum;
}
