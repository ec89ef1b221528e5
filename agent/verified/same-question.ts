/** Whether two questions ask the same: every word that matters must be there, in its place. Precision comes first. */
import type { Call } from '../../cards/card.ts';
import type { Item } from './signature.ts';

export interface Comparison {
  readonly saved: readonly Item[];
  readonly asked: readonly Item[];
  /** The call of the saved question: a metric may go by another name only where the call agrees with the semantic model. */
  readonly call: Call;
}

/**
 * True only where nobody could mean different things by them. Nearness of vectors does not decide it: those of “revenue last
 * month” and “orders this month” are near, and so are dogs and cats (docs/verified.md has the figures).
 */
export function sameQuestion({ saved, asked, call }: Comparison): boolean {
  // One word is a name for many questions: “revenue” how, when, of what?
  if (saved.length !== asked.length || saved.length < 2) return false;
  return saved.every((item, index) => sameItem(item, asked[index], call));
}

function sameItem(saved: Item, asked: Item | undefined, { args: { metrics } }: Call): boolean {
  if (saved.literal === asked?.literal) return true;
  return (
    Array.isArray(metrics) && saved.metrics.some((id) => asked?.metrics.includes(id) && metrics.includes(id))
  );
}
