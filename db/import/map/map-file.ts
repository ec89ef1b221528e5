import { readFile } from 'node:fs/promises';
import { distance } from 'fastest-levenshtein';
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { DELIMITERS } from '../detect/delimiter.ts';
import { ENCODINGS } from '../detect/encoding.ts';
import { ImportError } from '../import-error.ts';
import { IMPORTABLE } from '../report.ts';
import { parseDatePattern } from '../values/date-format.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'is not a currency code such as EUR');

/** A file beside the data that says what cannot be told from the data: `walker import FILE --map map.yml`. */
export const mapFile = z.strictObject({
  /** What the file is. */
  dataset: z.enum(IMPORTABLE).optional(),
  /** Our field: their header, or the number of the column from 1. */
  columns: z.record(z.string(), z.union([z.string(), z.number().int().positive()])).default({}),
  /** Columns that are not to be kept as attributes. */
  ignore: z.array(z.string()).default([]),
  /** Values for fields that the file has no column for. */
  constants: z.record(z.string(), scalar).default({}),
  /** `DD/MM/YYYY`, `MM/DD/YYYY`, `YYYY-MM-DD`, `YYYYMMDD`, `unix` or `unix_ms`; a time may follow. */
  date_format: z
    .string()
    .refine(
      (text) => parseDatePattern(text) !== null,
      'names no order of day, month and year, such as DD/MM/YYYY',
    )
    .optional(),
  /** The zone that times without one are in; the workspace's by default. */
  timezone: z.string().refine(isTimezone, 'is not an IANA timezone such as Europe/Berlin').optional(),
  /** What stands before the fraction. */
  decimal: z.enum(['.', ',']).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  encoding: z.enum(ENCODINGS).optional(),
  /** False where the first line is data; columns are then named by number. */
  header: z.boolean().optional(),
  /** What one unit of another currency is worth in the workspace's. */
  exchange_rates: z.record(currencyCode, z.number().positive()).default({}),
  /** Field → value in the file → value to store. */
  recode: z.record(z.string(), z.record(z.string(), scalar)).default({}),
  /** Invoice numbers that begin with this are returns; false where none are. */
  return_prefix: z.union([z.string().min(1).max(10), z.literal(false)]).optional(),
  /** Header of an amount → channel, for spend with a column per channel. */
  channels: z.record(z.string(), z.string()).default({}),
});
export type MapFile = z.infer<typeof mapFile>;
/** A map as written, before defaults. */
export type MapFileInput = z.input<typeof mapFile>;

const KEYS = Object.keys(mapFile.shape);

/** Reads a map file. Throws `ImportError('bad_map')` that says what to mend. */
export async function readMapFile(path: string): Promise<MapFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ImportError(
      'bad_map',
      `The map file ${path} cannot be read (${error.code ?? error.message}).`,
      {
        cause: error,
      },
    );
  });
  try {
    return parseMap(parseYaml(text) ?? {}, path);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line;
    throw new ImportError(
      'bad_map',
      `The map file ${path} is not YAML${line ? `: see line ${line}` : ''} (${error.message.split('\n')[0]}).`,
      { cause: error },
    );
  }
}

/** Checks a map. Throws `ImportError('bad_map')` with every problem in it. */
export function parseMap(input: unknown, name = 'the map'): MapFile {
  const parsed = mapFile.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const place = issue.path.join('.');
    if (issue.code === 'unrecognized_keys') return issue.keys.map(unknownKey).join('; ');
    return place ? `“${place}” ${sentence(issue.message)}` : sentence(issue.message);
  });
  throw new ImportError('bad_map', `${name} needs mending: ${problems.join('; ')}.`);
}

function unknownKey(key: string): string {
  const close = nearest(key, KEYS);
  return `“${key}” is not a key of a map${close ? ` (did you mean “${close}”?)` : ` (they are ${KEYS.join(', ')})`}`;
}

/** The candidate that is at most three typing errors away, or null. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best && best.far <= 3 ? best.candidate : null;
}

function sentence(message: string): string {
  return /^(is|names|has)\b/.test(message) ? message : `is wrong: ${message}`;
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
