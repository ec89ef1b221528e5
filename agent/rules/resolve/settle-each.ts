/** “top 2 categories in each location”: a ranking inside groups. */
import { EACH_BUCKET } from '../../../tools/metrics/each-group.ts';
import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import type { Draft } from '../draft.ts';
import { type Problem, refuse } from './problem.ts';

type Each = Pick<MetricQueryInput, 'order' | 'limit' | 'place' | 'each'>;

/** Which of the two axes is ranked in which; the groups stand first among the dimensions. */
export function settleEach(draft: Draft, metric: string): Each | Problem {
  const { ranking, by, grain } = draft;
  const ranked = draft.pick?.axis;
  const outer = [...by, ...(grain ? [EACH_BUCKET] : [])].filter((axis) => axis !== ranked);
  const [each, more] = outer;
  if (!ranking || ranked === undefined || each === undefined || more !== undefined)
    return refuse(
      'I can rank along one thing, or inside one other. Ask for example for “the top 2 categories in each location”.',
    );
  if (draft.change || draft.compare || draft.compareTo || draft.share || draft.cumulative || draft.rolling)
    return refuse('I can rank inside groups, or compare and take shares, but not both at once.');
  const limit = ranking.limit ?? draft.pickLimit ?? (draft.pick?.plural ? null : 1);
  if (limit === null && ranking.place === undefined) return askHowMany();
  if (draft.inside === null) return askWhether(draft, each);
  draft.by = [...by].sort((a, b) => Number(a === ranked) - Number(b === ranked));
  const order = { by: metric, direction: ranking.direction };
  if (draft.inside === 'whole') return { order, limit: limit ?? 1 };
  return ranking.place === undefined
    ? { order, limit: limit ?? 1, each }
    : { order, limit: 1, place: ranking.place, each };
}

function askHowMany(): Problem {
  return {
    kind: 'choose',
    question: 'How many in each?',
    options: [1, 3, 5].map((count) => ({
      label: `The first ${count === 1 ? 'one' : count}`,
      apply: (draft) => {
        draft.pickLimit = count;
        draft.inside = 'each';
      },
    })),
  };
}

/** “top 3 products by month”: three in every month, or the months of the top three? */
function askWhether(draft: Draft, each: string): Problem {
  const name = each === EACH_BUCKET ? (draft.grain ?? 'month') : each.replaceAll('_', ' ');
  return {
    kind: 'choose',
    question: `A ranking of its own for each ${name}?`,
    options: [
      {
        label: `Yes, in each ${name}`,
        apply: (changed) => {
          changed.inside = 'each';
        },
      },
      ...(each === EACH_BUCKET && draft.ranking?.place === undefined
        ? [
            {
              label: `No, those of the whole period, by ${name}`,
              apply: (changed: Draft) => {
                changed.inside = 'whole';
              },
            },
          ]
        : []),
    ],
  };
}
