/** How likely each arm is the best one: beside the verdict, for those who think in chances. */
import { type Chances, chancesOfArms, chancesOfMeans } from '../../statistics/experiments/best-arm.ts';
import { posteriorOf } from '../../statistics/experiments/beta-posterior.ts';
import { seededRandom } from '../../statistics/seeded-random.ts';
import { HOLD_OUT } from '../messages/assignment.ts';
import type { Judgement } from './judge.ts';
import { metricOf } from './metrics.ts';
import type { AbTest } from './read-tests.ts';
import { countOf } from './samples.ts';

/**
 * Chances by the id of the arm; a hold-out cannot be chosen. Empty where no figure can be trusted, and of means also where
 * there are too few people. The same figures give the same chances.
 */
export function chancesOf(
  { id, metric }: AbTest,
  { arms, verdict }: Judgement,
): ReadonlyMap<string, Chances> {
  if (verdict.kind === 'none' || verdict.kind === 'broken') return new Map();
  const choices = arms.filter((arm) => arm.id !== HOLD_OUT);
  const random = seededRandom(Number(id));
  if (metricOf(metric).kind === 'mean' && verdict.comparisons.some(({ standing }) => standing === 'too_few'))
    return new Map();
  const chances =
    metricOf(metric).kind === 'mean'
      ? chancesOfMeans(
          choices.map(({ sample }) => sample),
          random,
        )
      : chancesOfArms(
          choices.map((arm) => posteriorOf(countOf(arm, metric))),
          random,
        );
  return new Map(
    choices.flatMap((arm, at) => {
      const found = chances[at];
      return found ? [[arm.id, found] as const] : [];
    }),
  );
}
