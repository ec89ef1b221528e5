import type { FilePlan } from '../detect/file-plan.ts';
import type { RecordScanner } from '../read/record-scanner.ts';

const NULL_WORDS = new Set(['null', 'nan', 'n/a', 'na', '#n/a', 'none', '\\n', 'nil', '-']);
const MAY_BEGIN = new Uint8Array(256);
for (const letter of 'nN#\\-') MAY_BEGIN[letter.charCodeAt(0)] = 1;
const LONGEST_NULL_WORD = 4;
const BLANK = 32;

/** One field of the record at hand: its column, or the constant that stands for it, recoded where the map says so. */
export class Cell {
  readonly header: string;
  /** The value, after `load` was true. */
  bytes: Buffer = Buffer.alloc(0);
  from = 0;
  to = 0;
  readonly #column: number;
  readonly #constant: Buffer | null;
  readonly #recode: ReadonlyMap<string, string> | null;

  constructor(
    header: string,
    column: number,
    constant: string | undefined = undefined,
    recode: ReadonlyMap<string, string> | undefined = undefined,
  ) {
    this.header = header;
    this.#column = column;
    this.#constant = constant === undefined ? null : Buffer.from(constant);
    this.#recode = recode ?? null;
  }

  /** True where the record has a value: not blank, and no word for nothing (NULL, NaN, N/A). */
  load(record: RecordScanner): boolean {
    if (this.#column < 0) return this.#fallBack();
    const { bytes } = record;
    let from = record.starts[this.#column] as number;
    let to = record.ends[this.#column] as number;
    while (from < to && (bytes[from] as number) <= BLANK) from += 1;
    while (to > from && (bytes[to - 1] as number) <= BLANK) to -= 1;
    if (from === to || (to - from <= LONGEST_NULL_WORD && isNullWord(bytes, from, to)))
      return this.#fallBack();
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    if (this.#recode !== null) this.#recodeWith(this.#recode);
    return true;
  }

  text(): string {
    return this.bytes.toString('utf8', this.from, this.to);
  }

  /** The value for a message, cut short. */
  quoted(): string {
    const text = this.text();
    return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
  }

  #fallBack(): boolean {
    if (this.#constant === null) return false;
    this.#set(this.#constant);
    return true;
  }

  #recodeWith(recode: ReadonlyMap<string, string>): void {
    const stored = recode.get(this.text());
    if (stored !== undefined) this.#set(Buffer.from(stored));
  }

  #set(value: Buffer): void {
    this.bytes = value;
    this.from = 0;
    this.to = value.length;
  }
}

function isNullWord(bytes: Buffer, from: number, to: number): boolean {
  return (
    MAY_BEGIN[bytes[from] as number] === 1 && NULL_WORDS.has(bytes.toString('latin1', from, to).toLowerCase())
  );
}

/** The cell of a field of the plan; null where the file has neither column nor constant for it. */
export function cellOf(plan: FilePlan, field: string): Cell | null {
  const column = plan.binding.fields.get(field) ?? -1;
  const constant = plan.constants.get(field);
  if (column < 0 && constant === undefined) return null;
  const header = plan.dialect.headers[column]?.trim() ?? field;
  return new Cell(header, column, constant, plan.recode.get(field));
}

/** Ids that a spreadsheet has made numbers (`17850.0`) lose the fraction again. */
export function trimIdFraction(cell: Cell): void {
  const { bytes, from, to } = cell;
  if (to - from < 3 || bytes[to - 1] !== 48 || bytes[to - 2] !== 46) return;
  for (let i = from; i < to - 2; i += 1) if ((bytes[i] as number) < 48 || (bytes[i] as number) > 57) return;
  cell.to = to - 2;
}
