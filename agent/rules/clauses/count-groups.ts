/** “how many locations”, “how many categories have revenue over 100,000”: the members of a list, counted. */
import type { Reading } from '../clause.ts';
import { type Item, is } from '../item.ts';
import { boundAt } from './bound.ts';
import { isPair, takeAxis } from './breakdown.ts';

/**
 * Takes the thing at `at` as what is counted. `named` is the metric that the model has for its number (categories
 * sold), which stands where no condition picks some of them. False where it is no list.
 */
export function countGroups(reading: Reading, at: number, named: string | null): boolean {
  const { items, draft } = reading;
  const item = items[at];
  if (!item || isPair(item) || item.values.length > 0 || !isList(reading, item)) return false;
  const conditional = items.some(
    (other, place) => place > at && (is(other, 'change') || boundAt(reading, place) !== null),
  );
  if (named !== null && !conditional) return false;
  if (!takeAxis(reading, at)) return false;
  draft.count = true;
  return true;
}

function isList({ knowledge }: Reading, item: Item): boolean {
  if (item.grain?.form === 'plural' && item.dimensions.length === 0) return true;
  const dimension = item.dimensions.find((id) => knowledge.dimension(id)?.kind !== 'number');
  return dimension !== undefined && !knowledge.dimension(dimension)?.personal;
}
