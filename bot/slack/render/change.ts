/** A change in words: the direction is said, not only coloured or signed. */
import type { Change } from '../../../cards/card.ts';
import { formatChange } from '../../../cards/format.ts';

export function changeInWords(change: Change): string {
  const { difference, good } = change;
  if (!(difference > 0 || difference < 0)) return formatChange(change);
  const direction = difference > 0 ? '▲ up' : '▼ down';
  // That more is better goes without saying; that less is better does not.
  const verdict = good === 'down' ? (difference < 0 ? ', better' : ', worse') : '';
  return `${direction} ${formatChange(change)}${verdict}`;
}
