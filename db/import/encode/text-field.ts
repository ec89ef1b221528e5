import type { LineContent } from '../keys/line-content.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { type Cell, trimIdFraction } from './cell.ts';
import type { TupleWriter } from './tuple-writer.ts';

/** A text of a line that may be missing: part of its content, and a column of its tuple. */
export class TextField {
  present = false;
  readonly #cell: Cell | null;
  readonly #number: number;
  readonly #isId: boolean;

  /** @param number of the field in the line's content */
  constructor(cell: Cell | null, number: number, kind: 'text' | 'id' = 'text') {
    this.#cell = cell;
    this.#number = number;
    this.#isId = kind === 'id';
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

  /** The value in lower case where it is at most `longest` bytes; null otherwise. */
  word(longest: number): string | null {
    const cell = this.#cell;
    if (!this.present || cell === null || cell.to - cell.from > longest) return null;
    return cell.bytes.toString('latin1', cell.from, cell.to).toLowerCase();
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
