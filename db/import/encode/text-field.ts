import { ByteMap } from '../keys/byte-map.ts';
import type { LineContent } from '../keys/line-content.ts';
import type { CustomerDays } from '../load/customer-days.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { type Cell, trimIdFraction } from './cell.ts';
import type { TuplePart } from './fact-encoder.ts';
import type { TupleWriter } from './tuple-writer.ts';

const LONGEST_WORD = 8;
const MOST_WORDS = 1000;

/** A text of a line that may be missing: part of its content, and a column of its tuple. */
export class TextField {
  present = false;
  readonly #cell: Cell | null;
  readonly #number: number;
  readonly #isId: boolean;
  readonly #words = new ByteMap<boolean>();

  /** @param number of the field in the line's content */
  constructor(cell: Cell | null, number: number, kind: 'text' | 'id' = 'text') {
    this.#cell = cell;
    this.#number = number;
    this.#isId = kind === 'id';
  }

  /** False where the file has neither a column nor a constant for it. */
  get isGiven(): boolean {
    return this.#cell !== null;
  }

  load(record: RecordScanner, content: LineContent): void {
    const cell = this.#cell;
    this.present = cell?.load(record) ?? false;
    if (!this.present || cell === null) return;
    if (this.#isId) trimIdFraction(cell);
    content.text(this.#number, cell.bytes, cell.from, cell.to);
  }

  write(writer: TupleWriter): void {
    const cell = this.#cell;
    if (this.present && cell !== null) writer.text(cell.bytes, cell.from, cell.to);
    else writer.null();
  }

  /** The column, if the file has it. */
  parts(column: string): TuplePart[] {
    return this.#cell === null ? [] : [{ column: [column, 'text'], write: (writer) => this.write(writer) }];
  }

  /** Adds the customer that the value names. */
  see(customers: CustomerDays, day: number): void {
    const cell = this.#cell;
    if (cell !== null) customers.add(cell.bytes, cell.from, cell.to, day);
  }

  /** True where the value, in whatever case, is one of the words. The words met are remembered. */
  isOneOf(words: ReadonlySet<string>): boolean {
    const cell = this.#cell;
    if (!this.present || cell === null || cell.to - cell.from > LONGEST_WORD) return false;
    const known = this.#words.get(cell.bytes, cell.from, cell.to);
    if (known !== undefined) return known;
    const found = words.has(cell.text().toLowerCase());
    if (this.#words.size < MOST_WORDS) this.#words.add(cell.bytes, cell.from, cell.to, found);
    return found;
  }

  /** True where the value is `prefix` and then a digit, as in `C536379`. */
  isNumberAfter(prefix: Buffer): boolean {
    const cell = this.#cell;
    if (!this.present || cell === null || cell.to - cell.from <= prefix.length) return false;
    for (let i = 0; i < prefix.length; i += 1) if (cell.bytes[cell.from + i] !== prefix[i]) return false;
    const next = cell.bytes[cell.from + prefix.length] as number;
    return next >= 48 && next <= 57;
  }
}
