/** The filters, each dimension once, and the values that are held side by side. */
import type { Comparison, Filter } from '../../../tools/metrics/metric-query.ts';
import type { Draft, SaidFilter } from '../draft.ts';
import type { Knowledge } from '../knowledge.ts';
import { type Problem, refuse } from './problem.ts';

export interface SettledFilters {
  readonly where: Filter[];
  readonly part: Filter[];
  readonly compareTo?: Comparison;
}

export function settleFilters(draft: Draft, knowledge: Knowledge): SettledFilters | Problem {
  const compared = comparedValues(draft);
  const kept = draft.where.filter((filter) => !compared.includes(filter));
  const where = merge(kept, knowledge);
  if ('kind' in where) return where;
  const part = merge(draft.part, knowledge);
  if ('kind' in part) return part;
  const values = [...new Set(compared.flatMap((filter) => filter.values))];
  const [first] = compared;
  return {
    where: where.filters,
    part: part.filters,
    ...(first && values.length > 1
      ? { compareTo: { kind: 'values', dimension: first.dimension, values } }
      : {}),
  };
}

/** The values of one dimension that a comparing word sets side by side. */
function comparedValues(draft: Draft): SaidFilter[] {
  const positive = draft.where.filter((filter) => filter.op === 'in');
  const listed = positive.find((filter) => filter.list === 'versus' && filter.values.length > 1);
  if (listed) return [listed];
  const comparing = (draft.compare || draft.change) && draft.periods.length < 2 && draft.compareTo === null;
  if (!comparing) return [];
  const list = positive.find((filter) => filter.values.length > 1);
  if (list) return [list];
  const again = positive.find((filter) =>
    positive.some((other) => other !== filter && other.dimension === filter.dimension),
  );
  return again && draft.compare ? positive.filter((filter) => filter.dimension === again.dimension) : [];
}

/** Two filters that say the same are one; two that contradict each other are a question of their own. */
function merge(said: readonly SaidFilter[], knowledge: Knowledge): { filters: Filter[] } | Problem {
  const filters: Filter[] = [];
  for (const { dimension, op, values } of said) {
    const held = filters.find((filter) => filter.dimension === dimension && filter.op === op);
    if (held && JSON.stringify(held.values) === JSON.stringify(values)) continue;
    if (held && op === 'not_in') {
      held.values.push(...values.filter((value) => !held.values.includes(value)));
      continue;
    }
    const numeric = knowledge.dimension(dimension)?.kind === 'number';
    if (held || (!numeric && filters.some((filter) => filter.dimension === dimension)))
      return refuse(
        `${knowledge.dimension(dimension)?.label ?? dimension} is narrowed twice in that. Please say it once, for example “for A and B”.`,
      );
    filters.push({ dimension, op, values: [...values] });
  }
  return { filters };
}
