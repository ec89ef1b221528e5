/** A change in words: the direction is said, not only coloured or signed. */
import type { Change } from '../../../cards/card.ts';
import { formatChange } from '../../../cards/format.ts';

export function changeInWords(change: Change): string {
  const { difference, good } = change;
  if (!(difference > 0 || difference < 0)) return formatChange(change);
  const direction = difference > 0 ? '▲ up' : '▼ down';
  const ratio = change.ratio === null ? null : Math.abs(change.ratio);
  // The word says which way, so the signs would say it twice.
  const size = formatChange({ ...change, difference: Math.abs(difference), ratio })
    .replace(/^\+/, '')
    .replace('(+', '(');
  // That more is better goes without saying; that less is better does not.
  const verdict = good === 'down' ? (difference < 0 ? ', better' : ', worse') : '';
  return `${direction} ${size}${verdict}`;
}
