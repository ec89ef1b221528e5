/** What `RecordScanner.next` found. */
export const STARVED = 0;
export const RECORD = 1;
export const MALFORMED = 2;
export type Scanned = typeof STARVED | typeof RECORD | typeof MALFORMED;

/** A record longer than this is not read: it is skipped and reported. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;
const MAX_FIELD_BYTES = 1024 * 1024;

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const EMPTY = Buffer.alloc(0);

/**
 * Finds the records and fields of delimited text (RFC 4180) in UTF-8 blocks without making an object per row
 * or field: after `next` returns RECORD, field `i` is `bytes[starts[i], ends[i])` until the next call.
 *
 * A quote inside an unquoted field is text. A quoted field that does not end where a field can end makes its
 * first line MALFORMED, and reading goes on with the next line. Blank lines are passed over.
 */
export class RecordScanner {
  bytes: Buffer = EMPTY;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** Fields in the record. */
  count = 0;
  /** The line the record begins on, from 1. */
  line = 0;
  /** Why the record is malformed. */
  problem = '';
  /** Where the record's text begins and ends, line end excluded. */
  recordStart = 0;
  recordEnd = 0;

  readonly #delimiter: number;
  /** Bytes above it neither end a field nor open a quote. */
  readonly #lastSpecial: number;
  #room = EMPTY;
  #at = 0;
  #nextLine = 1;
  #last = false;
  #skipping = false;
  /** Fields of the record that hold doubled quotes. */
  #escaped: number[] = [];
  /** Where the field read last was ended: a delimiter, a line end or the end of the bytes. */
  #fieldStop = 0;
  /** Line ends within the record's quoted fields. */
  #newlines = 0;
  /** The record as it was, where unescaping has changed it. */
  #original: Buffer | null = null;

  /** @param delimiter one ASCII byte */
  constructor(delimiter: number) {
    this.#delimiter = delimiter;
    this.#lastSpecial = Math.max(delimiter, QUOTE);
  }

  /** Adds the next bytes; `last` says that no more follow. What was not consumed stays. */
  feed(block: Buffer, last: boolean): void {
    const rest = this.bytes.length - this.#at;
    const length = rest + block.length;
    // The bytes that are left move to the front of one buffer, which is used again and again.
    const room =
      length <= this.#room.length ? this.#room : Buffer.allocUnsafe(Math.max(length, this.#room.length * 2));
    this.bytes.copy(room, 0, this.#at);
    block.copy(room, rest);
    this.#room = room;
    this.bytes = room.subarray(0, length);
    this.#at = 0;
    this.#last = last;
  }

  /** The record as the file has it. */
  original(): string {
    return this.#original === null
      ? this.bytes.toString('utf8', this.recordStart, this.recordEnd)
      : this.#original.toString('utf8');
  }

  text(field: number): string {
    return this.bytes.toString('utf8', this.starts[field], this.ends[field]);
  }

  next(): Scanned {
    if (this.#skipping && !this.#skipRestOfLine()) return STARVED;
    this.#passBlankLines();
    this.count = 0;
    this.#original = null;
    this.line = this.#nextLine;
    this.recordStart = this.#at;
    if (this.#at >= this.bytes.length) return STARVED;
    const found = this.#record();
    if (found === STARVED && this.bytes.length - this.recordStart > MAX_RECORD_BYTES)
      return this.#giveUpLine(`the line is longer than ${MAX_RECORD_BYTES / 1024 / 1024} MB`);
    return found;
  }

  #record(): Scanned {
    const { bytes } = this;
    const end = bytes.length;
    if (this.#escaped.length > 0) this.#escaped = [];
    this.#newlines = 0;
    let isClosed = this.#plainFields();
    let at = this.#fieldStop;
    while (!isClosed) {
      let start = at;
      while (start < end && bytes[start] === SPACE) start += 1;
      const found = start < end && bytes[start] === QUOTE ? this.#quotedField(start) : this.#plainField(at);
      if (found !== RECORD) return found;
      at = this.#fieldStop;
      isClosed = at >= end || bytes[at] === LF;
      if (!isClosed) at += 1;
    }
    this.recordEnd = bytes[at - 1] === CR && at > this.recordStart ? at - 1 : at;
    this.#at = Math.min(at + 1, end);
    this.#nextLine = this.line + this.#newlines + 1;
    if (this.#escaped.length > 0) this.#unescape();
    return RECORD;
  }

  /**
   * Reads the record's fields up to the first that needs more care: one with a quote, or without an end yet. False
   * where there is such a field; `#fieldStop` is its beginning then, and else the record's line end.
   */
  #plainFields(): boolean {
    const { bytes, recordStart } = this;
    const end = bytes.length;
    const delimiter = this.#delimiter;
    const lastSpecial = this.#lastSpecial;
    let { starts, ends } = this;
    let count = 0;
    let start = recordStart;
    let at = recordStart;
    let isClosed = false;
    for (; at < end && !isClosed; at += 1) {
      const byte = bytes[at] as number;
      if (byte > lastSpecial) continue;
      if (byte === QUOTE) break;
      isClosed = byte === LF;
      if (byte !== delimiter && !isClosed) continue;
      if (count === starts.length) {
        this.#makeRoom();
        starts = this.starts;
        ends = this.ends;
      }
      starts[count] = start;
      ends[count] = isClosed && at > start && bytes[at - 1] === CR ? at - 1 : at;
      count += 1;
      start = at + 1;
    }
    // No field of a short record is too long.
    if (at - recordStart > MAX_FIELD_BYTES) {
      this.#fieldStop = recordStart;
      return false;
    }
    this.count = count;
    this.#fieldStop = isClosed ? at - 1 : start;
    return isClosed;
  }

  #plainField(start: number): Scanned {
    const { bytes } = this;
    const end = bytes.length;
    const delimiter = this.#delimiter;
    let at = start;
    let byte = LF;
    // Never reads past the end: that would slow the loop by half.
    while (at < end) {
      byte = bytes[at] as number;
      if (byte === delimiter || byte === LF) break;
      at += 1;
    }
    if (at === end) {
      if (!this.#last) return STARVED;
      byte = LF;
    }
    const closesRecord = byte === LF && byte !== delimiter;
    return this.#keepField(start, closesRecord && at > start && bytes[at - 1] === CR ? at - 1 : at, at);
  }

  /** @param open where the opening quote is */
  #quotedField(open: number): Scanned {
    const { bytes } = this;
    const end = bytes.length;
    const close = this.#closingQuote(open + 1);
    if (close < 0) return this.#last ? this.#giveUpLine('a quote is opened and never closed') : STARVED;
    let stop = close + 1;
    while (bytes[stop] === SPACE) stop += 1;
    if (bytes[stop] === CR && (stop + 1 >= end || bytes[stop + 1] === LF)) stop += 1;
    if (stop >= end && !this.#last) return STARVED;
    if (stop < end && bytes[stop] !== this.#delimiter && bytes[stop] !== LF)
      return this.#giveUpLine('there is text after a closing quote');
    for (let i = bytes.indexOf(LF, open); i >= 0 && i < close; i = bytes.indexOf(LF, i + 1))
      this.#newlines += 1;
    return this.#keepField(open + 1, close, stop);
  }

  #keepField(start: number, end: number, stop: number): Scanned {
    if (end - start > MAX_FIELD_BYTES)
      return this.#giveUpLine(`a field is longer than ${MAX_FIELD_BYTES / 1024 / 1024} MB`);
    if (this.count === this.starts.length) this.#makeRoom();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count += 1;
    this.#fieldStop = stop;
    return RECORD;
  }

  #makeRoom(): void {
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
  }

  /** Where the quoted field that begins at `from` closes, or -1. Notes doubled quotes. */
  #closingQuote(from: number): number {
    const { bytes } = this;
    let doubled = false;
    let at = bytes.indexOf(QUOTE, from);
    while (at >= 0 && bytes[at + 1] === QUOTE) {
      doubled = true;
      at = bytes.indexOf(QUOTE, at + 2);
    }
    // At the very end of what is known, the quote's twin may still come.
    if (at === bytes.length - 1 && !this.#last) return -1;
    if (at >= 0 && doubled) this.#escaped.push(this.count);
    return at;
  }

  #unescape(): void {
    this.#original = Buffer.from(this.bytes.subarray(this.recordStart, this.recordEnd));
    for (const field of this.#escaped) {
      let to = this.starts[field] as number;
      const end = this.ends[field] as number;
      for (let from = to; from < end; from += 1) {
        this.bytes[to] = this.bytes[from] as number;
        to += 1;
        if (this.bytes[from] === QUOTE) from += 1;
      }
      this.ends[field] = to;
    }
    this.#escaped = [];
  }

  /** Takes the line the record began on for malformed and goes on after it. */
  #giveUpLine(problem: string): Scanned {
    this.problem = problem;
    this.#escaped = [];
    const newline = this.bytes.indexOf(LF, this.recordStart);
    if (newline < 0) {
      this.recordEnd = this.bytes.length;
      this.#at = this.bytes.length;
      if (!this.#last) this.#skipping = true;
    } else {
      this.recordEnd = newline;
      this.#at = newline + 1;
    }
    this.#nextLine = this.line + 1;
    return MALFORMED;
  }

  /** True once the line that was given up has ended. */
  #skipRestOfLine(): boolean {
    const newline = this.bytes.indexOf(LF, this.#at);
    this.#at = newline < 0 ? this.bytes.length : newline + 1;
    if (newline < 0 && !this.#last) return false;
    this.#skipping = false;
    return true;
  }

  #passBlankLines(): void {
    const { bytes } = this;
    for (;;) {
      if (bytes[this.#at] === LF) this.#at += 1;
      else if (bytes[this.#at] === CR && bytes[this.#at + 1] === LF) this.#at += 2;
      else return;
      this.#nextLine += 1;
    }
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
