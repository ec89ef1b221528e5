/** Which arm is best, as beliefs: for those who think in chances, and for moving people to it while a test runs. */
import { normalCdf, normalDensity } from '../normal.ts';
import { type Beta, expectedLoss, probabilityGreater } from './beta-posterior.ts';
import { drawBeta } from './draw-beta.ts';
import { drawNormal } from './draw-normal.ts';
import { differenceOfMeans, type Sample, squaredError } from './sample.ts';

export interface Chances {
  readonly probabilityBest: number;
  /** What choosing this arm costs on average where another is better, in the unit of the metric. */
  readonly expectedLoss: number;
}

const DRAWS = 20_000;

/**
 * The chances of each arm whose highest share is wanted: exact for two arms, by simulation for more (20,000 draws are
 * right to about half a percentage point). Where the lowest is wanted, pass beliefs in the share of the others.
 */
export function chancesOfArms(arms: readonly Beta[], random: () => number, draws = DRAWS): Chances[] {
  const [a, b] = arms;
  if (arms.length !== 2 || !a || !b)
    return simulate(
      arms.map((arm) => () => drawBeta(arm, random)),
      draws,
    );
  const second = probabilityGreater(b, a);
  return [
    { probabilityBest: 1 - second, expectedLoss: expectedLoss(a, b) },
    { probabilityBest: second, expectedLoss: expectedLoss(b, a) },
  ];
}

/**
 * The same for means, each believed to be normal around what was seen: for samples large enough for that (hundreds, more
 * where few people have much of it). Exact for two arms.
 */
export function chancesOfMeans(arms: readonly Sample[], random: () => number, draws = DRAWS): Chances[] {
  const [a, b] = arms;
  if (arms.length !== 2 || !a || !b)
    return simulate(
      arms.map((arm) => {
        const spread = Math.sqrt(squaredError(arm));
        return () => arm.mean + spread * drawNormal(random);
      }),
      draws,
    );
  const { value, standardError } = differenceOfMeans(a, b);
  // Where nobody differs from anybody both means are known.
  const second = standardError > 0 ? normalCdf(value / standardError) : (1 + Math.sign(value)) / 2;
  const overlap = standardError > 0 ? standardError * normalDensity(value / standardError) : 0;
  return [
    { probabilityBest: 1 - second, expectedLoss: Math.max(0, overlap + value * second) },
    { probabilityBest: second, expectedLoss: Math.max(0, overlap - value * (1 - second)) },
  ];
}

/** Each arm as a source of draws of its belief. */
function simulate(arms: readonly (() => number)[], draws: number): Chances[] {
  const wins = new Float64Array(arms.length);
  const lost = new Float64Array(arms.length);
  for (let draw = 0; draw < draws; draw++) {
    const values = arms.map((drawn) => drawn());
    const best = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    wins[values.indexOf(best)] = (wins[values.indexOf(best)] as number) + 1;
    for (const [at, value] of values.entries()) lost[at] = (lost[at] as number) + best - value;
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
