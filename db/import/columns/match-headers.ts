import type { Dataset } from '../report.ts';
import { DATASETS, type FieldDefinition } from './fields.ts';

/** Which column holds which field, and what else the file has. */
export interface Binding {
  readonly dataset: Dataset;
  /** Field → column index. */
  readonly fields: ReadonlyMap<string, number>;
  /** Columns of the wide form of spend: one amount per channel. */
  readonly channels: readonly { readonly channel: string; readonly column: number }[];
  /** Columns kept as attributes. */
  readonly extras: readonly { readonly name: string; readonly column: number }[];
}

/** `Product_Category ` and `product category` are the same header. */
export function normalHeader(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/%/g, 'pct')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/**
 * Matches the headers of a file to the fields of a dataset.
 * @param named fields that a map file binds, by column
 * @param ignored columns that a map file leaves out
 * @param weak whether names too common to tell the kind of file count
 */
export function matchHeaders(
  headers: readonly string[],
  dataset: Dataset,
  options: {
    readonly named?: ReadonlyMap<string, number>;
    readonly ignored?: ReadonlySet<number>;
    readonly weak?: boolean;
  } = {},
): Binding {
  const fields = new Map(options.named);
  const taken = new Set([...fields.values(), ...(options.ignored ?? [])]);
  const candidates = candidatesFor(headers, dataset, options.weak ?? false);
  for (const { field, column } of candidates) {
    if (fields.has(field) || taken.has(column)) continue;
    fields.set(field, column);
    taken.add(column);
  }
  const channels = dataset === 'spend' && !fields.has('amount') ? spendChannels(headers, taken) : [];
  for (const { column } of channels) taken.add(column);
  return { dataset, fields: inOrder(fields, dataset), channels, extras: extraColumns(headers, taken) };
}

/** The fields in the order of their definition, for people to read. */
function inOrder(fields: ReadonlyMap<string, number>, dataset: Dataset): Map<string, number> {
  const order = Object.keys(DATASETS[dataset].fields);
  return new Map([...fields].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

/** Every column that a field could be, the best name first. */
function candidatesFor(headers: readonly string[], dataset: Dataset, weak: boolean) {
  const candidates: { field: string; column: number; rank: number }[] = [];
  for (const [field, definition] of Object.entries(DATASETS[dataset].fields)) {
    const names = namesOf(definition, weak);
    for (const [column, header] of headers.entries()) {
      const rank = names.indexOf(normalHeader(header));
      if (rank >= 0) candidates.push({ field, column, rank });
    }
  }
  return candidates.sort((a, b) => a.rank - b.rank);
}

function namesOf(definition: FieldDefinition, weak: boolean): string[] {
  return [...definition.names, ...(weak ? (definition.weakNames ?? []) : [])].map(normalHeader);
}

const WIDE_SPEND = /^(.+?)[\s_-]*(?:spend|spent|cost|costs)$|^(?:spend|cost)[\s_-]+(?:on[\s_-]+)?(.+)$/i;

function spendChannels(headers: readonly string[], taken: ReadonlySet<number>) {
  return headers.flatMap((header, column) => {
    const parts = WIDE_SPEND.exec(header.trim());
    const channel = (parts?.[1] ?? parts?.[2])?.replace(/[_\s]+/g, ' ').trim();
    return channel && !taken.has(column) ? [{ channel, column }] : [];
  });
}

/** Columns without a name are left out; a name that comes twice is numbered. */
function extraColumns(headers: readonly string[], taken: ReadonlySet<number>) {
  const used = new Map<string, number>();
  const extras: { name: string; column: number }[] = [];
  for (const [column, header] of headers.entries()) {
    const name = header.trim();
    if (name === '' || taken.has(column)) continue;
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    extras.push({ name: count === 1 ? name : `${name} (${count})`, column });
  }
  return extras.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Requirements that the binding does not meet; each is met by any of its fields. */
export function missingFields(
  binding: Binding,
  constants: ReadonlySet<string> = new Set(),
): (readonly string[])[] {
  return DATASETS[binding.dataset].required.filter(
    (alternatives) =>
      !alternatives.some(
        (field) =>
          binding.fields.has(field) ||
          constants.has(field) ||
          (field === '*_spend' && binding.channels.length > 0),
      ),
  );
}
