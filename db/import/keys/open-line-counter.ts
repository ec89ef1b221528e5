import type { LineCounter } from './line-counter.ts';
import { Occurrences } from './occurrences.ts';

const SHORTEST_LINE = 80;

/** The counter of a file's lines. */
export async function openLineCounter(file: { readonly sizeBytes: number }): Promise<LineCounter> {
  return new Occurrences(Math.min(file.sizeBytes / SHORTEST_LINE, 2_000_000));
}
