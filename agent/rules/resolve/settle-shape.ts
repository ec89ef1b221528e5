/** Axes, order, limit and transform: the shape of the result. */

import type { MetricQueryInput } from '../../../tools/metrics/metric-query.ts';
import { daysFromTo } from '../../../tools/periods/calendar.ts';
import type { Grain, PeriodExpression } from '../../../tools/periods/period-expression.ts';
import { type Clock, spanOf } from '../dates/calendar.ts';
import type { Draft } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { CONVENTIONS, DEFAULT_LIMIT } from '../lexicon/conventions.ts';
import { type Problem, refuse } from './problem.ts';
import { settleEach } from './settle-each.ts';

type Shape = Pick<MetricQueryInput, 'by' | 'grain' | 'transform' | Ordered>;
type Ordered = 'order' | 'limit' | 'place' | 'each';

export function settleShape(
  draft: Draft,
  period: PeriodExpression,
  clock: Clock,
  knowledge: Knowledge,
  parts: boolean,
): Shape | Problem {
  const axisProblem = settleAxes(draft, period, clock);
  if (axisProblem) return axisProblem;
  const transform = settleTransform(draft, parts);
  if (transform && transform.kind === 'refuse') return transform;
  if (transform && transform.kind === 'choose') return transform;
  const order = settleOrder(draft, knowledge);
  if (order && 'kind' in order) return order;
  return {
    by: draft.by,
    ...(draft.grain ? { grain: draft.grain } : {}),
    ...(transform ? { transform: transform.transform } : {}),
    ...(order ?? {}),
  };
}

function settleAxes(draft: Draft, period: PeriodExpression, clock: Clock): Problem | null {
  if (draft.by.length > 2) return refuse('I can break a number down by two things at most.');
  if (draft.when && draft.ranking && draft.grain === null)
    return askGrain('By day, week or month?', ['day', 'week', 'month']);
  if (draft.when && draft.grain === null)
    return refuse('I can say when a number was highest or lowest, by day, week or month.');
  if (draft.who && draft.by.length === 0) draft.by.push(CONVENTIONS.customer);
  if (draft.ranking && draft.by.length === 0 && draft.grain === null)
    return refuse('First or last of what? Ask for example for the top 5 categories, products or locations.');
  if (draft.trend && draft.grain === null) draft.grain = trendGrain(period, clock);
  return null;
}

function askGrain(question: string, grains: readonly Grain[]): Problem {
  return {
    kind: 'choose',
    question,
    options: grains.map((grain) => ({
      label: `By ${grain}`,
      apply: (draft) => {
        draft.grain = grain;
        draft.pick ??= { plural: false };
      },
    })),
  };
}

/** A trend without a unit: by day up to two months, else by month. */
function trendGrain(period: PeriodExpression, clock: Clock): Grain {
  const span = period.kind === 'all' ? null : spanOf(period, clock);
  return span && daysFromTo(span.from, span.to) < 62 ? 'day' : 'month';
}

type Transformed = {
  readonly kind: 'transform';
  readonly transform: NonNullable<MetricQueryInput['transform']>;
};

function settleTransform(draft: Draft, parts: boolean): Transformed | Problem | null {
  const wanted = [
    draft.share,
    draft.cumulative,
    draft.rolling !== null,
    draft.averagePer !== null,
    draft.change && draft.grain !== null,
  ].filter(Boolean);
  if (wanted.length > 1)
    return refuse('I can do one of share, running total, average, rolling average and growth at a time.');
  if (draft.share) return shareOf(draft, parts);
  if (draft.cumulative) {
    draft.grain ??= 'month';
    return { kind: 'transform', transform: { kind: 'cumulative' } };
  }
  if (draft.averagePer) return averageOver(draft, draft.averagePer);
  if (draft.rolling) return rollingOf(draft.rolling.window);
  if (draft.change && draft.grain !== null && draft.compareTo === null && draft.periods.length < 2)
    return { kind: 'transform', transform: { kind: 'growth' } };
  if (
    draft.change &&
    draft.periods.length === 0 &&
    draft.grain === null &&
    draft.compareTo === null &&
    !draft.compare
  )
    return askGrain('Growth from when to when?', ['month', 'quarter']);
  return null;
}

function shareOf(draft: Draft, parts: boolean): Transformed | Problem {
  if (!parts && draft.by.length === 0 && draft.grain === null)
    return refuse(
      'A share of what? Name the part, for example “what share of revenue comes from women”, or ask by category.',
    );
  if (draft.compare || draft.change) return refuse('I can tell a share, or compare, but not both at once.');
  return { kind: 'transform', transform: { kind: 'share' } };
}

function averageOver(draft: Draft, grain: Grain): Transformed | Problem {
  if (draft.grain !== null || draft.trend)
    return refuse(`An average per ${grain} is one number. Ask for it without another calendar unit.`);
  return { kind: 'transform', transform: { kind: 'average_per', grain } };
}

function rollingOf(window: number | null): Transformed | Problem {
  if (window === -1)
    return refuse('I can roll an average along (“7-day rolling average of revenue”), but not another sum.');
  if (window !== null && window >= 2 && window <= 366)
    return { kind: 'transform', transform: { kind: 'rolling', window } };
  if (window !== null) return refuse('A rolling average needs between 2 and 366 days, weeks or months.');
  return {
    kind: 'choose',
    question: 'Rolling over how long?',
    options: [
      ['7 days', 7, 'day'],
      ['30 days', 30, 'day'],
      ['3 months', 3, 'month'],
    ].map(([label, count, grain]) => ({
      label: String(label),
      apply: (draft: Draft) => {
        draft.rolling = { window: Number(count) };
        draft.grain = grain as Grain;
      },
    })),
  };
}

function settleOrder(draft: Draft, knowledge: Knowledge): Pick<Shape, Ordered> | Problem | null {
  const metric = draft.metrics[0]?.id;
  if (!metric) return null;
  if (draft.sortedByName) return byName(draft);
  if (!draft.ranking) return sortOf(draft, metric);
  const axes = draft.by.length + (draft.grain ? 1 : 0);
  if (axes > 1) return settleEach(draft, metric);
  if (draft.cumulative || draft.rolling) return refuse('I cannot rank by running figures.');
  const direction = draft.sort ?? draft.ranking.direction;
  if (draft.sort && draft.sort !== draft.ranking.direction && draft.ranking.limit !== null)
    return refuse('First or last? Please say top or bottom, not both.');
  const { place } = draft.ranking;
  const changes = draft.change || draft.compareTo || draft.compare;
  if (place !== undefined)
    return changes
      ? refuse('I can pick one place in a ranking of a number, not of its changes.')
      : { order: { by: metric, direction }, limit: 1, place };
  const limit = draft.ranking.limit ?? draft.pickLimit ?? defaultLimit(draft, knowledge);
  if (changes) return orderByChange(draft, metric, direction, limit);
  return { order: { by: metric, direction }, ...(limit === null ? {} : { limit }) };
}

/** Everything that is listed, in the order said. */
function sortOf({ pickLimit, sort }: Draft, metric: string): Pick<Shape, Ordered> | Problem | null {
  if (pickLimit !== null) return refuse(`Which ${pickLimit}: the first or the last, and by what?`);
  return sort ? { order: { by: metric, direction: sort } } : null;
}

/** “sorted by name”: what is listed, in its own order. */
function byName({ by, grain, sort, ranking }: Draft): Pick<Shape, Ordered> | Problem {
  const [dimension, more] = by;
  if (ranking) return refuse('Sorted by name, or by the number? Please ask for one of them.');
  return dimension === undefined || more !== undefined || grain !== null
    ? refuse(
        'I can sort by name where one thing is listed, for example “revenue by location sorted by name”.',
      )
    : { order: { by: dimension, direction: sort ?? 'asc' } };
}

/** “which category grew the most”: in amount, or in per cent? “top 5 categories Q3 vs Q4”: by figure or by change? */
function orderByChange(
  draft: Draft,
  metric: string,
  said: 'asc' | 'desc',
  limit: number | null,
): Pick<Shape, Ordered> | Problem {
  const falls = draft.changeKind === 'fall';
  if (falls && said === 'asc')
    return refuse(
      'The smallest fall, or the largest? Please ask for the largest fall or the largest growth.',
    );
  const direction = falls ? 'asc' : said;
  const limits = limit === null ? {} : { limit };
  if (draft.sortBy)
    return { order: { by: draft.sortBy === 'figure' ? metric : draft.sortBy, direction }, ...limits };
  const series = draft.grain !== null && draft.periods.length < 2;
  if (series && draft.changeKind === 'growth') return { order: { by: 'growth', direction }, ...limits };
  const held = draft.compareTo !== null || draft.periods.length === 2;
  if (!draft.change && (!held || draft.grain !== null))
    return refuse('I can rank, or hold two periods side by side, but not both at once.');
  const option = (label: string, by: NonNullable<Draft['sortBy']>) => ({
    label,
    apply: (changed: Draft) => {
      changed.sortBy = by;
    },
  });
  if (!draft.change)
    return {
      kind: 'choose',
      question: 'Ranked by what?',
      options: [
        option('By the newer period', 'figure'),
        option('By the change in amount', 'difference'),
        option('By the change in per cent', 'change'),
      ],
    };
  return {
    kind: 'choose',
    question: 'The largest change in amount, or in per cent?',
    options: series
      ? [option('In per cent', 'growth')]
      : [option('In amount', 'difference'), option('In per cent', 'change')],
  };
}

/** “which location has the most” is one; “which locations” are all of them, as long as they can be listed. */
function defaultLimit(draft: Draft, knowledge: Knowledge): number | null {
  if (draft.pick && !draft.pick.plural) return 1;
  const [dimension] = draft.by;
  if (!dimension) return draft.grain === 'day' || draft.grain === 'week' ? DEFAULT_LIMIT : null;
  const many = knowledge.vocabulary.isOpen(dimension) || knowledge.vocabulary.values(dimension).length > 50;
  return many ? DEFAULT_LIMIT : null;
}
