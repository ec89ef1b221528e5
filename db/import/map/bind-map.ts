import { DATASETS } from '../columns/fields.ts';
import { normalHeader } from '../columns/match-headers.ts';
import { ImportError } from '../import-error.ts';
import type { Dataset } from '../report.ts';
import { type MapFile, nearest } from './map-file.ts';

export interface MapBinding {
  readonly named: ReadonlyMap<string, number>;
  readonly ignored: ReadonlySet<number>;
  readonly channels: readonly { readonly channel: string; readonly column: number }[];
}

/** Finds the columns that a map names. Throws `ImportError('bad_map')` where it names a field or column that is not there. */
export function bindMap(map: MapFile, dataset: Dataset, headers: readonly string[]): MapBinding {
  const fields = Object.keys(DATASETS[dataset].fields);
  for (const [place, names] of Object.entries({
    columns: map.columns,
    constants: map.constants,
    recode: map.recode,
  })) {
    for (const field of Object.keys(names))
      if (!fields.includes(field)) throw unknownField(field, place, dataset, fields);
  }
  return {
    named: new Map(
      Object.entries(map.columns).map(([field, column]) => [
        field,
        typeof column === 'number' ? byNumber(column, field, headers) : byHeader(column, field, headers),
      ]),
    ),
    ignored: new Set(map.ignore.map((header) => byHeader(header, 'ignore', headers))),
    channels: Object.entries(map.channels).map(([header, channel]) => ({
      channel,
      column: byHeader(header, 'channels', headers),
    })),
  };
}

function byNumber(number: number, field: string, headers: readonly string[]): number {
  if (number > headers.length)
    throw new ImportError(
      'bad_map',
      `The map gives ${field} column ${number}, but the file has only ${headers.length} columns.`,
    );
  return number - 1;
}

function byHeader(header: string, field: string, headers: readonly string[]): number {
  const exact = headers.findIndex((candidate) => candidate.trim() === header.trim());
  const column =
    exact >= 0 ? exact : headers.findIndex((candidate) => normalHeader(candidate) === normalHeader(header));
  if (column >= 0) return column;
  const close = nearest(header, headers);
  throw new ImportError(
    'bad_map',
    `The map speaks of a column “${header}” (${field}), but the file has none of that name${
      close ? `; did you mean “${close.trim()}”?` : `. It has: ${listed(headers)}.`
    }`,
  );
}

function unknownField(
  field: string,
  place: string,
  dataset: Dataset,
  fields: readonly string[],
): ImportError {
  const close = nearest(field, fields);
  return new ImportError(
    'bad_map',
    `The map’s ${place} name “${field}”, which is no field of ${dataset}${
      close ? `; did you mean “${close}”?` : `. They are: ${fields.join(', ')}.`
    }`,
  );
}

export function listed(headers: readonly string[]): string {
  return headers.map((header) => `“${header.trim()}”`).join(', ');
}
