/** Filters as SQL conditions. Values are parameters; names come from the model. */

import type { Parameters } from '../audience/parameters.ts';
import type { Dimension } from './model.ts';
import type { PlannedFilter } from './plan.ts';

/** Stands for the values that a row does not have: in results, and so in filters. */
export const NOT_RECORDED = '(not recorded)';

/**
 * The condition of a filter on a computed `expression`.
 * `not_in` keeps rows whose value is unknown: a sale with no location is not a sale in California.
 */
export function filterCondition(filter: PlannedFilter, expression: string, params: Parameters): string {
  if (filter.dimension.kind === 'number') return numberCondition(filter, expression, params);
  const values = filter.values.filter((value) => value !== NOT_RECORDED);
  const unknown = values.length < filter.values.length;
  const list = (): string => params.add([...values], 'text[]');
  switch (filter.op) {
    case 'not_in': {
      const outside = `${expression} <> all(${list()})`;
      return unknown ? outside : `(${expression} is null or ${outside})`;
    }
    case 'contains': {
      const patterns = params.add(
        values.map((value) => `%${value.replace(/[\\%_]/g, '\\$&')}%`),
        'text[]',
      );
      return `${expression} ilike any(${patterns})`;
    }
    default:
      return unknown
        ? `(${expression} is null or ${expression} = any(${list()}))`
        : `${expression} = any(${list()})`;
  }
}

function numberCondition(filter: PlannedFilter, expression: string, params: Parameters): string {
  const [first = 0, second = first] = filter.values.map(Number);
  switch (filter.op) {
    case 'between':
      return `${expression} between ${params.add(first, 'numeric')} and ${params.add(second, 'numeric')}`;
    case 'in':
    case 'contains':
      return `${expression} = any(${params.add(filter.values.map(Number), 'numeric[]')})`;
    case 'not_in':
      return `(${expression} is null or ${expression} <> all(${params.add(filter.values.map(Number), 'numeric[]')}))`;
    default:
      return `${expression} ${filter.op} ${params.add(first, 'numeric')}`;
  }
}

/** True for a filter on an aggregate per key (order value), which needs a subquery. */
export function isPerKey(dimension: Dimension): dimension is Dimension & { per: string } {
  return dimension.per !== null;
}
