import { DATASETS } from '../columns/fields.ts';
import { type Binding, matchHeaders, missingFields } from '../columns/match-headers.ts';
import { recognise } from '../columns/recognise.ts';
import { ImportError } from '../import-error.ts';
import { bindMap, listed } from '../map/bind-map.ts';
import type { MapFile } from '../map/map-file.ts';
import type { Dataset } from '../report.ts';

/**
 * Decides what a file is and which column is what: as told (`as`, the map), or by its headers. Throws
 * `ImportError` that lists what was found and what is needed, with a map to start from.
 */
export function chooseBinding(
  fileName: string,
  headers: readonly string[],
  map: MapFile,
  as: Dataset | undefined,
): Binding {
  if (headers.some((header) => CONTROL.test(header))) throw noText(fileName, headers);
  const told = as ?? map.dataset;
  if (told !== undefined) return completeOrThrow(fileName, headers, bindTo(headers, told, map), map);
  const { binding, nearest } = recognise(headers);
  if (binding) return completeOrThrow(fileName, headers, bindTo(headers, binding.dataset, map, false), map);
  if (nearest && nearest.fields.size + nearest.channels.length >= 3)
    return completeOrThrow(fileName, headers, nearest, map);
  throw new ImportError(
    'not_recognised',
    `${fileName} was not recognised. It has the columns ${listed(headers)}. Say what it is with --as sales, customers, products, spend or events, and with --map where the names differ.`,
  );
}

/** No header that somebody wrote has one; nearly every other kind of file does, and a terminal may obey them. */
const CONTROL = /[^\P{Cc}\t\r\n]/u;

function noText(fileName: string, [first = '']: readonly string[]): ImportError {
  const what = first.startsWith('PK') ? 'an Excel workbook or an archive' : 'no text file';
  return new ImportError(
    'not_text',
    `${fileName} is ${what}. Save it as CSV (in Excel: “CSV UTF-8”) and import that.`,
  );
}

function bindTo(headers: readonly string[], dataset: Dataset, map: MapFile, weak = true): Binding {
  const bound = bindMap(map, dataset, headers);
  const channelColumns = bound.channels.map(({ column }) => column);
  const binding = matchHeaders(headers, dataset, {
    named: bound.named,
    ignored: new Set([...bound.ignored, ...channelColumns]),
    weak,
  });
  return { ...binding, channels: [...binding.channels, ...bound.channels] };
}

function completeOrThrow(
  fileName: string,
  headers: readonly string[],
  binding: Binding,
  map: MapFile,
): Binding {
  const missing = missingFields(binding, new Set(Object.keys(map.constants)));
  if (missing.length === 0) return binding;
  throw new ImportError('missing_column', missingSentence(fileName, headers, binding, missing));
}

function missingSentence(
  fileName: string,
  headers: readonly string[],
  { dataset, fields }: Binding,
  missing: readonly (readonly string[])[],
): string {
  const needs = missing.map((alternatives) => alternatives.map(spoken).join(' or ')).join(', and ');
  const found = [...fields].map(([field, column]) => `${spoken(field)} (“${headers[column]?.trim()}”)`);
  const snippet = [
    `dataset: ${dataset}`,
    'columns:',
    ...missing.map(
      ([field = '']) => `  ${field === '*_spend' ? 'amount' : field}: "the header of that column"`,
    ),
  ];
  return [
    `${fileName} looks like ${dataset}, but has no column for ${needs}.`,
    found.length > 0 ? `Found: ${found.join(', ')}.` : '',
    `The file has: ${listed(headers)}.`,
    `If it is there under another name, save this as map.yml, edit it and add --map map.yml:\n${snippet.join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** `transaction_date` as people say it. */
function spoken(field: string): string {
  if (field === '*_spend') return 'an amount per channel';
  const kind = Object.values(DATASETS).find(({ fields }) => fields[field])?.fields[field]?.kind;
  const words = field.replaceAll('_', ' ').replace(/ at$/, ' time');
  return kind === 'date' && !/date|time/.test(words) ? `${words} date` : words;
}
