import { basename } from 'node:path';
import { DATASETS } from '../columns/fields.ts';
import type { Binding } from '../columns/match-headers.ts';
import { recognise } from '../columns/recognise.ts';
import { ImportError } from '../import-error.ts';
import type { MapFile } from '../map/map-file.ts';
import { type Dataset, IMPORTABLE } from '../report.ts';
import { type NumberFormat, plainNumber } from '../values/read-number.ts';
import { chooseBinding } from './choose-binding.ts';
import { delimiterName } from './delimiter.ts';
import { encodingName } from './encoding.ts';
import type { FilePlan } from './file-plan.ts';
import { detectCurrency, detectNumberFormat } from './number-format.ts';
import { readSample, type Sample } from './read-sample.ts';
import { settleDates } from './settle-dates.ts';

export interface PlanFor {
  readonly path: string;
  readonly as?: Dataset | undefined;
  readonly map: MapFile;
  readonly timezone: string;
  /** The workspace's. */
  readonly currency: string;
}

/** Columns that may be written as 15 or as 0.15. */
const RATES = new Set(['gst_rate', 'rate', 'discount_pct', 'discount_amount']);
const MONEY = new Set(['unit_price', 'total_amount', 'gross_amount', 'amount', 'price', 'discount_amount']);

/** Settles everything about a file before its first row is read. Throws `ImportError`. */
export async function makePlan({ path, as, map, timezone, currency }: PlanFor): Promise<FilePlan> {
  const fileName = basename(path);
  const sample = await readSample(path, fileName, map);
  const { dialect } = sample;
  const binding = chooseBinding(fileName, dialect.headers, map, as);
  const dates = await settleDates(path, fileName, sample, binding, map);
  const numbers = numberFormats(sample, binding, map);
  const own = currencyOf(sample, binding, map, currency);
  const returnPrefix = returnPrefixOf(sample, binding, map);
  const fractions = fractionsIn(sample, binding, numbers);
  assertConstants(map, binding.dataset);
  return {
    path,
    fileName,
    dialect,
    binding,
    dates: dates.orders,
    numbers,
    timezone: map.timezone ?? timezone,
    currency: own ?? currency,
    currencyNamed: own !== null || binding.fields.has('currency'),
    exchangeRates: new Map(Object.entries(map.exchange_rates).map(([code, rate]) => [code, plain(rate)])),
    constants: new Map(Object.entries(map.constants)),
    recode: new Map(
      Object.entries(map.recode).map(([field, pairs]) => [field, new Map(Object.entries(pairs))]),
    ),
    returnPrefix,
    fractions,
    bytesPerRow: sample.bytesPerRow,
    sentences: [
      `Read as ${encodingName(dialect.encoding)} with ${delimiterName(dialect.delimiter)} between the columns.`,
      ...columnSentences(binding, dialect.headers),
      ...otherKindSentences(binding, dialect.headers),
      ...dates.sentences,
      ...numberSentences(numbers, dialect.headers),
      ...(own ? [`Amounts are in ${own}.`] : []),
      ...returnSentences(sample, binding, returnPrefix),
      ...(fractions.has('discount_amount')
        ? ['Discounts are fractions of the gross amount: none is above 1.']
        : []),
    ],
  };
}

function numberFormats(sample: Sample, binding: Binding, map: MapFile): Map<number, NumberFormat> {
  const columns = [...binding.channels.map(({ column }) => column)];
  for (const [field, column] of binding.fields) {
    const kind = DATASETS[binding.dataset].fields[field]?.kind;
    if (kind === 'number' || kind === 'integer') columns.push(column);
  }
  return new Map(
    columns.map((column) => [
      column,
      map.decimal ? { decimal: map.decimal } : detectNumberFormat(valuesOf(sample, column)),
    ]),
  );
}

function currencyOf(sample: Sample, binding: Binding, map: MapFile, own: string): string | null {
  const told = map.constants.currency;
  if (told) return told.toUpperCase();
  if (binding.fields.has('currency')) return null;
  for (const [field, column] of binding.fields) {
    const found = MONEY.has(field) ? detectCurrency(valuesOf(sample, column), own) : null;
    if (found) return found;
  }
  return null;
}

/** Invoices are plain numbers as a rule: then a C before one marks a return, as shops' exports have it. */
function returnPrefixOf(sample: Sample, binding: Binding, map: MapFile): string | null {
  if (map.return_prefix !== undefined) return map.return_prefix || null;
  const column = binding.dataset === 'sales' ? binding.fields.get('transaction_id') : undefined;
  if (column === undefined || !binding.fields.has('quantity')) return null;
  const ids = valuesOf(sample, column);
  const plainNumbers = ids.filter((id) => /^\d+$/.test(id)).length;
  return ids.length > 0 && plainNumbers >= ids.length * 0.6 && ids.some((id) => /^C\d+$/.test(id))
    ? 'C'
    : null;
}

function returnSentences(sample: Sample, { fields }: Binding, prefix: string | null): string[] {
  const column = fields.get('transaction_id');
  if (prefix === null || column === undefined) return [];
  return valuesOf(sample, column).some((id) => id.startsWith(prefix))
    ? [`Invoice numbers that begin with “${prefix}” are returns.`]
    : [];
}

/** Rates of which none is above 1 are fractions. */
function fractionsIn(
  sample: Sample,
  binding: Binding,
  numbers: ReadonlyMap<number, NumberFormat>,
): ReadonlySet<string> {
  const fractions = new Set<string>();
  for (const [field, column] of binding.fields) {
    if (!RATES.has(field)) continue;
    const format = numbers.get(column) ?? { decimal: '.' };
    const texts = valuesOf(sample, column);
    const values = texts.map((text) => Number(plainNumber(text, format) ?? Number.NaN));
    const small = values.every((value) => value >= 0 && value <= 1) && values.some((value) => value > 0);
    if (small && !texts.some((text) => text.includes('%'))) fractions.add(field);
  }
  return fractions;
}

function assertConstants(map: MapFile, dataset: Dataset): void {
  for (const [field, value] of Object.entries(map.constants)) {
    const kind = DATASETS[dataset].fields[field]?.kind;
    if (kind === 'text' || kind === 'id') continue;
    throw new ImportError(
      'bad_map',
      `The map gives ${field} the constant “${value}”, but only texts such as currency or channel can be constant.`,
    );
  }
}

/** A file with hundreds of columns must not fill the screen with their names. */
const MOST_ATTRIBUTES = 30;

function columnSentences(binding: Binding, headers: readonly string[]): string[] {
  const pairs = [...binding.fields].map(([field, column]) => `${headers[column]?.trim()} → ${field}`);
  for (const { channel, column } of binding.channels)
    pairs.push(`${headers[column]?.trim()} → amount of channel “${channel}”`);
  const extras = binding.extras.map(({ name }) => name);
  return [
    `Columns: ${pairs.join(', ')}.`,
    ...(extras.length > 0 ? [`Kept as attributes: ${listed(extras)}.`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_ATTRIBUTES;
  const shown = names.slice(0, more > 1 ? MOST_ATTRIBUTES : names.length).join(', ');
  return more > 1 ? `${shown} and ${more.toLocaleString('en')} more` : shown;
}

/** Said where somebody named a kind and the attributes are columns of the kind that the headers tell of. */
function otherKindSentences({ dataset, extras }: Binding, headers: readonly string[]): string[] {
  const { binding: told } = recognise(headers);
  if (told === null || told.dataset === dataset) return [];
  const known = new Set([...told.fields.values(), ...told.channels.map(({ column }) => column)]);
  const foreign = extras.filter(({ column }) => known.has(column)).length;
  if (foreign < 2) return [];
  const kind = told.dataset.replaceAll('_', ' ');
  const mend = isImportable(told.dataset) ? `with --as ${told.dataset}` : 'without --as';
  return [
    `Careful: ${foreign} of these attributes look like columns of ${kind}. If this is a file of ${kind}, import it ${mend}.`,
  ];
}

const isImportable = (dataset: Dataset): boolean => IMPORTABLE.some((each) => each === dataset);

function numberSentences(numbers: ReadonlyMap<number, NumberFormat>, headers: readonly string[]): string[] {
  const commas = [...numbers]
    .filter(([, { decimal }]) => decimal === ',')
    .map(([column]) => headers[column]?.trim());
  return commas.length > 0
    ? [`Numbers in ${commas.join(', ')} have a comma before the fraction (1.234,56).`]
    : [];
}

function valuesOf(sample: Sample, column: number): string[] {
  return sample.rows.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
}

/** A rate as plain digits: a small one must not become 1e-7. */
function plain(rate: number): string {
  return rate.toFixed(12).replace(/\.?0+$/, '');
}
