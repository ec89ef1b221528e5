import type { FilePlan } from '../detect/file-plan.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { Decimal } from '../values/decimal.ts';
import { type NumberFormat, readNumber } from '../values/read-number.ts';
import { type Cell, cellOf } from './cell.ts';

const ABSENT = 0;
const PRESENT = 1;
export const UNREADABLE = 2;
export type Presence = typeof ABSENT | typeof PRESENT | typeof UNREADABLE;

/** A column of numbers and the number of the record at hand. */
export class Amount {
  readonly cell: Cell;
  readonly value = new Decimal();
  present = false;
  readonly #format: NumberFormat;

  constructor(cell: Cell, format: NumberFormat) {
    this.cell = cell;
    this.#format = format;
  }

  load(record: RecordScanner): Presence {
    const { cell } = this;
    this.present = false;
    if (!cell.load(record)) return ABSENT;
    if (!readNumber(cell.bytes, cell.from, cell.to, this.#format, this.value)) return UNREADABLE;
    this.present = true;
    return PRESENT;
  }
}

export function amountOf(plan: FilePlan, field: string): Amount | null {
  const cell = cellOf(plan, field);
  const column = plan.binding.fields.get(field) ?? -1;
  return cell && new Amount(cell, plan.numbers.get(column) ?? { decimal: '.' });
}
