/** A message has one size limit for everything in it; parts take from what the parts before them left. */
import type { types } from '@slack/bolt';

export type Block = types.KnownBlock;

/** Characters that blocks take in a message. */
export function sizeOf(blocks: readonly Block[]): number {
  return JSON.stringify(blocks).length;
}

/** As many leading items as `build` can make blocks of within `budget`. */
export function leadingThatFit<T>(
  items: readonly T[],
  budget: number,
  build: (items: readonly T[]) => Block[],
): readonly T[] {
  if (sizeOf(build(items)) <= budget) return items;
  let low = 0;
  let high = items.length;
  while (low < high - 1) {
    const middle = Math.floor((low + high) / 2);
    if (sizeOf(build(items.slice(0, middle))) <= budget) low = middle;
    else high = middle;
  }
  return items.slice(0, low);
}
