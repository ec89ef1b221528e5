/** Which arm is best, as beliefs: for those who think in chances, and for moving people to it while a test runs. */
import { type Beta, expectedLoss, probabilityGreater } from './beta-posterior.ts';
import { drawBeta } from './draw-beta.ts';

export interface Chances {
  readonly probabilityBest: number;
  /** What choosing this arm costs on average where another is better, in shares of people. */
  readonly expectedLoss: number;
}

const DRAWS = 20_000;

/**
 * The chances of each arm whose highest share is wanted: exact for two arms, by simulation for more (20,000 draws are
 * right to about half a percentage point). Where the lowest is wanted, pass beliefs in the share of the others.
 */
export function chancesOfArms(arms: readonly Beta[], random: () => number, draws = DRAWS): Chances[] {
  const [a, b] = arms;
  if (arms.length !== 2 || !a || !b) return simulate(arms, random, draws);
  const second = probabilityGreater(b, a);
  return [
    { probabilityBest: 1 - second, expectedLoss: expectedLoss(a, b) },
    { probabilityBest: second, expectedLoss: expectedLoss(b, a) },
  ];
}

function simulate(arms: readonly Beta[], random: () => number, draws: number): Chances[] {
  const wins = new Float64Array(arms.length);
  const lost = new Float64Array(arms.length);
  for (let draw = 0; draw < draws; draw++) {
    const shares = arms.map((arm) => drawBeta(arm, random));
    const best = shares.reduce((most, share) => Math.max(most, share), 0);
    wins[shares.indexOf(best)] = (wins[shares.indexOf(best)] as number) + 1;
    for (const [at, share] of shares.entries()) lost[at] = (lost[at] as number) + best - share;
  }
  return arms.map((_, at) => ({
    probabilityBest: (wins[at] as number) / draws,
    expectedLoss: (lost[at] as number) / draws,
  }));
}

/**
 * The part of new people for each arm: as likely as it is the best one (Thompson 1933), and at least `floor`, so that
 * no arm is given up for a bad start. Throws a RangeError where the floors alone are more than everybody.
 */
export function thompsonAllocation(probabilityBest: readonly number[], floor = 0.05): number[] {
  const free = 1 - floor * probabilityBest.length;
  if (!(floor >= 0 && free >= 0))
    throw new RangeError(`${probabilityBest.length} arms cannot have at least ${floor} of the people each`);
  return probabilityBest.map((probability) => floor + free * probability);
}
