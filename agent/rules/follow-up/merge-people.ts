/** “What about Hamburg” behind figures of women in Berlin: nobody lives in both, so the people change. */
import type { Gate, Trait } from '../../../tools/audience/gate.ts';
import type { MetricQuery } from '../../../tools/metrics/metric-query.ts';

/** What a person has one of, and what else it takes the place of. */
const SINGLE: ReadonlyMap<string, readonly Trait['trait'][]> = new Map([
  ['location', ['location']],
  ['country', ['country', 'location']],
  ['gender', ['gender']],
  ['segment', ['segment']],
  ['favorite_color', ['favorite_color']],
]);

/** Filters that contradict the people whom the figures are of take the place of what was said about them. */
export function mergePeople(query: MetricQuery): MetricQuery {
  let { people } = query;
  const where = query.where.filter((filter) => {
    const changed = people && filter.op === 'in' ? replaced(people, filter.dimension, filter.values) : null;
    people = changed ?? people;
    return changed === null;
  });
  return people === query.people ? query : { ...query, where, people };
}

function replaced(people: Gate, dimension: string, values: readonly unknown[]): Gate | null {
  const over = SINGLE.get(dimension);
  const parts = people.kind === 'all' ? people.of : [people];
  const first = parts.findIndex((part) => part.kind === 'trait' && over?.includes(part.trait));
  if (first < 0) return null;
  const trait: Gate = {
    kind: 'trait',
    trait: dimension as Trait['trait'],
    op: 'in',
    values: values.map(String),
  };
  const of = parts.flatMap((part, at) =>
    at === first ? [trait] : part.kind === 'trait' && over?.includes(part.trait) ? [] : [part],
  );
  return of.length === 1 ? trait : { kind: 'all', of };
}
