/** Words that do not go together with the metric: refused rather than left out. */
import { sourcesOf } from '../../../tools/metrics/model.ts';
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { type Problem, refuse } from './problem.ts';

/** “revenue in May and orders in Chicago” is two questions: a filter between two metrics belongs to one of them. */
export function apartProblem(draft: Draft): Problem | null {
  const [first, second] = draft.metrics;
  if (!first || !second) return null;
  const places = [...draft.periods, ...draft.where].map(({ at }) => at);
  const between = places.some((at) => at > first.at && at < second.at);
  return between ? refuse('That is more than one question. Please ask them one at a time.') : null;
}

/** Words that do not go with the metric: “marketing revenue”, “orders in money”, “revenue from customers we acquired”. */
export function conflict(draft: Draft, { metric, model }: Knowledge): Problem | null {
  const metrics = draft.metrics.flatMap(({ id }) => metric(id) ?? []);
  const spends = metrics.some((each) => sourcesOf(each, model).includes(CONVENTIONS.marketing));
  const label = metrics[0]?.label ?? 'That';
  if (draft.marketing && !spends)
    return refuse(`${label} is not told by marketing. Ask for marketing spend or ROAS.`);
  if (draft.money && metrics.every((each) => each.format !== 'money'))
    return refuse(`${label} is no amount of money. Ask for revenue instead.`);
  if (draft.entity !== 'customer') return null;
  if (draft.verbs.includes('acquire'))
    return refuse(
      'I cannot follow the customers who were gained. Ask for new customers, or for revenue from new customers.',
    );
  const bought =
    draft.verbs.includes('buy') &&
    [...draft.where, ...draft.part].some((filter) => isOfProducts(filter.dimension, model));
  return bought
    ? refuse(
        `I cannot follow customers from one purchase to their others. Ask for ${label.toLowerCase()} of the product itself.`,
      )
    : null;
}

export const isOfProducts = (dimension: string, model: Knowledge['model']): boolean =>
  model.dimensions.get(dimension)?.expressions.some((expression) => expression.includes('product.')) ?? false;
