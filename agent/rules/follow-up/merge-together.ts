/** “both together” after Chicago against New York, “each by itself” after both in one number. */
import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';
import { type Problem, refuse } from '../resolve/problem.ts';
import { runOf } from '../resolve/settle-periods.ts';
import type { Step, Thread } from './step.ts';

export const mergeTogether: Step = (query, draft, thread) => {
  if (draft.joined === null) return query;
  if (draft.where.length + draft.periods.length + draft.by.length > 0) return query;
  draft.compare = false;
  return draft.joined === 'together' ? together(query, thread) : apart(query);
};

function together(query: MetricQuery, { clock }: Thread): MetricQuery | Problem {
  const { compareTo, by, where, grain } = query;
  if (grain)
    return refuse(
      'The last answer is over time. Say “as one number for the whole period” or name the period.',
    );
  if (compareTo?.kind === 'periods') {
    const period = runOf(compareTo.periods, clock);
    return period
      ? { ...query, compareTo: undefined, period }
      : refuse('These periods do not follow each other, so I cannot add them up. Please name one period.');
  }
  if (compareTo?.kind === 'values') {
    const { dimension, values } = compareTo;
    return {
      ...withoutOrder(query),
      compareTo: undefined,
      by: by.filter((id) => id !== dimension),
      where: [...where.filter((filter) => filter.dimension !== dimension), { dimension, op: 'in', values }],
    };
  }
  const split = by.at(-1);
  if (compareTo || split === undefined) return alreadyTogether(query);
  // The five largest added up would not be the whole.
  if (query.limit !== undefined || query.having.length > 0)
    return refuse(
      'The last answer leaves some out, so together they are not the whole. Name those that you want added up.',
    );
  return { ...withoutOrder(query), by: by.slice(0, -1) };
}

const alreadyTogether = ({ where }: MetricQuery): Problem =>
  refuse(
    where.some(({ op, values }) => op === 'in' && values.length > 1)
      ? 'The last answer is all of them together already. Say “each by itself” for one beside the other.'
      : 'The last answer is one number already, with nothing to add up.',
  );

function apart(query: MetricQuery): MetricQuery | Problem {
  const several = query.where.filter(({ op, values }) => op === 'in' && values.length > 1);
  const [held, more] = several;
  if (!held || more || query.compareTo)
    return refuse('Each of what? Say for example “by location”, or name what should stand side by side.');
  return {
    ...query,
    where: query.where.filter((filter) => filter !== held),
    compareTo: { kind: 'values', dimension: held.dimension, values: [...held.values] },
  };
}

function withoutOrder(query: MetricQuery): MetricQuery {
  const { order: _order, limit: _limit, place: _place, each: _each, ...plain } = query;
  return plain;
}
