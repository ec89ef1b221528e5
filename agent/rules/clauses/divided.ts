/** The metric that divides one number by another: one that the model names, or one made of the two. */
import { type RatioKind, ratioOfTwo } from '../../../tools/metrics/ratio-metric.ts';
import type { Reading } from '../clause.ts';

/** The metric of the model that divides the one by the other. */
export const ratioOf = (
  { knowledge }: Reading,
  numerator: string,
  denominators: readonly string[],
): string | null =>
  [...knowledge.model.metrics.values()].find(
    (metric) =>
      metric.kind === 'ratio' &&
      !metric.hidden &&
      metric.numerator === numerator &&
      denominators.includes(metric.denominator),
  )?.id ?? null;

/** The ratio of any two numbers, as the model names it or made of them; or why there is none. */
export function divided(
  reading: Reading,
  numerator: string,
  denominators: readonly string[],
  kind: RatioKind,
): { readonly id: string } | { readonly because: string } {
  const named = ratioOf(reading, numerator, denominators);
  if (named !== null) return { id: named };
  const { knowledge } = reading;
  const upper = knowledge.metric(numerator);
  const lower = knowledge.metric(denominators[0] ?? '');
  return upper && lower
    ? ratioOfTwo(upper, lower, kind, knowledge.model)
    : { because: 'Ask for both numbers instead.' };
}
