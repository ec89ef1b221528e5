import type { Dataset } from '../report.ts';
import { DATASETS } from './fields.ts';
import { type Binding, matchHeaders, missingFields } from './match-headers.ts';

/** More particular kinds first: of two that fit equally well, the earlier is taken. */
const ORDER: readonly Dataset[] = [
  'coupons',
  'tax_rates',
  'events',
  'spend',
  'sales',
  'products',
  'customers',
];

/** A file is taken for tax rates or coupons only if it holds little else. */
const SMALL: ReadonlySet<Dataset> = new Set(['coupons', 'tax_rates']);

export interface Recognition {
  /** The dataset whose columns are all there, best first; null where there is none. */
  readonly binding: Binding | null;
  /** The dataset the file comes closest to. */
  readonly nearest: Binding | null;
}

/** Tells what a file is by its headers alone. */
export function recognise(headers: readonly string[]): Recognition {
  const scored = ORDER.map((dataset) => {
    const binding = matchHeaders(headers, dataset);
    return { binding, score: score(binding), complete: missingFields(binding).length === 0 };
  }).filter(
    ({ binding, score: points }) => points > 0 && (!SMALL.has(binding.dataset) || fitsSmall(binding)),
  );
  const best = (candidates: typeof scored) =>
    candidates.reduce<(typeof scored)[number] | null>(
      (top, next) => (top === null || next.score > top.score ? next : top),
      null,
    )?.binding ?? null;
  return { binding: best(scored.filter(({ complete }) => complete)), nearest: best(scored) };
}

function score(binding: Binding): number {
  const { fields } = DATASETS[binding.dataset];
  let points = binding.channels.length * 2;
  for (const field of binding.fields.keys()) points += fields[field]?.telling ? 2 : 1;
  return points;
}

function fitsSmall(binding: Binding): boolean {
  return binding.extras.length <= 1;
}
