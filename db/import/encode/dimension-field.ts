import type { FilePlan } from '../detect/file-plan.ts';
import type { DimensionColumn } from '../load/dimensions.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { DateReader } from '../values/date-reader.ts';
import { Decimal } from '../values/decimal.ts';
import { readNumber } from '../values/read-number.ts';
import { Zone } from '../values/zone.ts';
import { type Cell, trimIdFraction } from './cell.ts';
import type { ColumnType } from './decode-tuples.ts';
import type { TupleWriter } from './tuple-writer.ts';

/** One column of a dimension: reads its value out of the record and writes it into the staging tuple. */
export interface DimensionField {
  readonly header: string;
  /** In the staging table. */
  readonly type: ColumnType;
  present: boolean;
  /** Null, or why the value cannot be read. */
  load(record: RecordScanner): string | null;
  write(writer: TupleWriter): void;
}

/** What a kind of value does with a filled cell: `read` is false where it cannot, `write` puts it out. */
interface Reader {
  readonly type: ColumnType;
  readonly expected: string;
  read(cell: Cell): boolean;
  write(writer: TupleWriter, cell: Cell): void;
}

export function dimensionField(plan: FilePlan, column: DimensionColumn, cell: Cell): DimensionField {
  const reader = readerFor(plan, column);
  const field: DimensionField = {
    header: cell.header,
    type: reader.type,
    present: false,
    load: (record) => {
      field.present = cell.load(record);
      return !field.present || reader.read(cell) ? null : `${cell.quoted()} is no ${reader.expected}`;
    },
    write: (writer) => reader.write(writer, cell),
  };
  return field;
}

function readerFor(plan: FilePlan, { name, value }: DimensionColumn): Reader {
  switch (value) {
    case 'text':
    case 'id':
      return textReader(value === 'id');
    case 'date':
      return dateReader(plan, name);
    case 'flag':
      return wordReader('yes or no', FLAGS);
    case 'month':
      return wordReader('month', MONTHS);
    default:
      return numberReader(plan, name, value);
  }
}

function textReader(isId: boolean): Reader {
  return {
    type: 'text',
    expected: 'text',
    read: (cell) => {
      if (isId) trimIdFraction(cell);
      return true;
    },
    write: (writer, cell) => writer.text(cell.bytes, cell.from, cell.to),
  };
}

function dateReader(plan: FilePlan, name: string): Reader {
  const dates = new DateReader(plan.dates.get(name) ?? 'ymd', new Zone(plan.timezone));
  return {
    type: 'date',
    expected: 'date',
    read: (cell) => dates.read(cell.bytes, cell.from, cell.to),
    write: (writer) => writer.date(dates.day),
  };
}

/** Numbers as PostgreSQL's numeric; per cent and fractions as the column wants them. */
function numberReader(
  plan: FilePlan,
  name: string,
  kind: 'integer' | 'number' | 'percent' | 'fraction',
): Reader {
  const format = plan.numbers.get(plan.binding.fields.get(name) ?? -1) ?? { decimal: '.' };
  const number = new Decimal();
  const isFraction = plan.fractions.has(name);
  const factor = new Decimal();
  if (kind === 'percent' && isFraction) factor.set(100, 0);
  else if (kind === 'fraction' && !isFraction) factor.set(1, 2);
  else factor.set(1, 0);
  return {
    type: 'numeric',
    expected: kind === 'integer' ? 'whole number' : 'number',
    read: (cell) => {
      if (!readNumber(cell.bytes, cell.from, cell.to, format, number)) return false;
      number.product(number, factor).trim();
      return (
        kind !== 'integer' ||
        (number.scale === 0 && number.big === null && Math.abs(number.mantissa) < 2 ** 31)
      );
    },
    write: (writer) => writer.numeric(number),
  };
}

/** Words that stand for a value. */
function wordReader(expected: string, words: ReadonlyMap<string, string>): Reader {
  let found: Buffer = Buffer.alloc(0);
  return {
    type: 'text',
    expected,
    read: (cell) => {
      const stored = words.get(cell.text().toLowerCase());
      if (stored === undefined) return false;
      found = Buffer.from(stored);
      return true;
    },
    write: (writer) => writer.text(found, 0, found.length),
  };
}

const words = (value: string, names: string): [string, string][] =>
  names.split(' ').map((name) => [name, value]);

const FLAGS = new Map([
  ...words('true', 'yes y true t 1 on subscribed opted-in opt-in granted given'),
  ...words('false', 'no n false f 0 off unsubscribed opted-out opt-out denied withdrawn'),
]);

const MONTH_NAMES =
  'january february march april may june july august september october november december'.split(' ');

const MONTHS = new Map(
  MONTH_NAMES.flatMap((name, index) => {
    const number = String(index + 1);
    return words(number, `${name} ${name.slice(0, 3)} ${number} ${number.padStart(2, '0')}`);
  }),
);
