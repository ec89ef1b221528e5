/** The two segments of Fader & Hardie (2007), “How to project customer retention”, fitted to seven years. */
import { expect, it } from 'vitest';
import {
  fitShiftedBetaGeometric,
  probabilityOfCancelling,
  timesOfCohort,
} from '../../../statistics/shifted-beta-geometric.ts';

const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491];
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241];

it.each([
  { name: 'High End', survivors: HIGH_END, alpha: 0.668, beta: 3.806, logLikelihood: -1611.16, year12: 0.38 },
  { name: 'Regular', survivors: REGULAR, alpha: 0.704, beta: 1.182, logLikelihood: -1680.27, year12: 0.17 },
])('fits $name as published', ({ survivors, alpha, beta, logLikelihood, year12 }) => {
  const fit = fitShiftedBetaGeometric(timesOfCohort(survivors));
  expect(fit.converged).toBe(true);
  expect(fit.parameters.alpha).toBeCloseTo(alpha, 3);
  expect(fit.parameters.beta).toBeCloseTo(beta, 3);
  expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 2);
  expect(1 - probabilityOfCancelling(fit.parameters, 0, 12)).toBeCloseTo(year12, 2);
});

it('gives those who stayed long better odds, and takes cohorts of several ages together', () => {
  const whole = timesOfCohort(HIGH_END);
  const younger = timesOfCohort(HIGH_END.slice(0, 4));
  const together = fitShiftedBetaGeometric({
    lost: whole.lost.map((lost, i) => lost + (younger.lost[i] ?? 0)),
    staying: whole.staying.map((staying, i) => staying + (younger.staying[i] ?? 0)),
  });
  expect(1 - probabilityOfCancelling(together.parameters, 0, 7)).toBeCloseTo(0.491, 1);
  const oneMore = [0, 1, 5, 10].map((periods) => probabilityOfCancelling(together.parameters, periods, 1));
  expect(oneMore).toEqual([...oneMore].sort((a, b) => b - a));
});

it('says so where nobody ever cancelled', () => {
  const fit = fitShiftedBetaGeometric({ lost: [0, 0, 0], staying: [0, 0, 50] });
  expect(fit).toMatchObject({ converged: false, standardErrors: null });
  expect(fit.message).toMatch(/the data does not determine (it|them)/);
});
