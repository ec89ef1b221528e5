import { bisect } from './bisect.ts';
import { regularisedIncompleteBeta } from './incomplete-beta.ts';
import { normalQuantile, normalTwoSided } from './normal.ts';

/** From here on the normal distribution agrees to six digits, and the continued fraction would take long. */
const AS_GOOD_AS_NORMAL = 1e6;

/** P(|T| > |t|) of Student's distribution; degrees of freedom need not be whole. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom >= AS_GOOD_AS_NORMAL) return normalTwoSided(t);
  return regularisedIncompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/** The t that |T| exceeds with probability alpha: 2.2281 for .05 and 10 degrees of freedom. */
export function studentCritical(alpha: number, degreesOfFreedom: number): number {
  const normal = normalQuantile(1 - alpha / 2);
  if (degreesOfFreedom >= AS_GOOD_AS_NORMAL) return normal;
  let high = normal + 1;
  while (studentTwoSided(high, degreesOfFreedom) > alpha) high *= 2;
  return bisect((t) => alpha - studentTwoSided(t, degreesOfFreedom), 0, high);
}
