/** “how many …” of a list: what is there to be counted, and what does not go with a count. */
import { sourcesOf } from '../../../tools/metrics/model.ts';
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { PRESENCE } from '../lexicon/conventions.ts';
import { type Problem, refuse } from './problem.ts';

/** Adds the condition that makes a thing one of those that there are; null where that worked. */
export function settleCount(draft: Draft, knowledge: Knowledge): Problem | null {
  if (!draft.count) return null;
  if (draft.by.length + (draft.grain ? 1 : 0) !== 1)
    return refuse(
      'I can count along one thing at a time: how many categories, how many locations, or how many months.',
    );
  const compares = (draft.compare || draft.compareTo !== null || draft.change) && !draft.changeCondition;
  const worked = draft.cumulative || draft.rolling || draft.averagePer || draft.average || draft.share;
  if (compares || worked || draft.ranking || draft.sort || draft.trend)
    return refuse(
      'I can count those that meet a condition, but not rank, compare or average them at once. Ask for example for “how many categories have revenue over 100,000”.',
    );
  if (draft.having.length > 0) return null;
  if (draft.metrics.length > 0)
    return refuse(
      'How many of them, by what condition? Say for example “how many categories have revenue over 100,000”.',
    );
  const id = presenceOf(draft, knowledge);
  if (id === null) return refuse('I cannot tell which of them count. Ask for a number by them instead.');
  draft.having = [{ metric: id, op: '>', value: 0 }];
  draft.verbs = draft.verbs.filter((verb) => verb !== 'sell' && verb !== 'buy');
  return null;
}

/** The number that says a thing is there: a location has orders, a campaign has spend, a page has events. */
function presenceOf(
  { by: [dimension], verbs }: Draft,
  { vocabulary, metric, model }: Knowledge,
): string | null {
  if (verbs.some((verb) => verb !== 'sell' && verb !== 'buy')) return null;
  const reached = dimension === undefined ? ['sales'] : vocabulary.sourcesOf(dimension);
  const present = PRESENCE.find((id) => {
    const known = metric(id);
    return known !== undefined && sourcesOf(known, model).every((source) => reached.includes(source));
  });
  return present ?? null;
}
