import { dayNumber, monthOf } from './calendar.ts';
import type { DateOrder } from './date-format.ts';
import type { Zone } from './zone.ts';

const LONGEST = 40;
const DAY_SECONDS = 86_400;
const FIRST_DAY = dayNumber(1900, 1, 1);
const LAST_DAY = dayNumber(2200, 1, 1);
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME =
  /^(?:T|\s|,)*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$/;

const BEGINS_WITH_LETTER = /^[A-Za-z]/;

type DateParts = [year: number, month: number, day: number];

/** Reads the dates and times of one column. After `read` is true, the fields hold what was read. */
export class DateReader {
  /** Days since 1970 on the team's calendar. */
  day = 0;
  /** Month of the day, 1 to 12. */
  month = 0;
  hasTime = false;
  /** Seconds since 1970 UTC and the micros of the second, where there is a time. */
  instant = 0;
  micros = 0;

  readonly #order: DateOrder;
  readonly #zone: Zone;
  readonly #last = Buffer.alloc(LONGEST);
  #lastLength = 0;
  #lastGood = false;

  constructor(order: DateOrder, zone: Zone) {
    this.#order = order;
    this.#zone = zone;
  }

  /** False where bytes `[from, to)` are no date in this column's order, or one outside 1900 to 2199. */
  read(bytes: Buffer, from: number, to: number): boolean {
    if (to - from > LONGEST || to <= from) return false;
    // Lines of one order, one day or one minute follow each other: most dates are the one before.
    if (this.#isLast(bytes, from, to)) return this.#lastGood;
    this.#lastLength = bytes.copy(this.#last, 0, from, to);
    this.#lastGood = this.#parse(bytes.toString('latin1', from, to));
    if (this.#lastGood) this.month = monthOf(this.day);
    return this.#lastGood;
  }

  #isLast(bytes: Buffer, from: number, to: number): boolean {
    if (to - from !== this.#lastLength) return false;
    // The end differs most.
    for (let i = to - from - 1; i >= 0; i -= 1) if (bytes[from + i] !== this.#last[i]) return false;
    return true;
  }

  #parse(text: string): boolean {
    this.hasTime = false;
    this.micros = 0;
    if (this.#order === 'unix' || this.#order === 'unix_ms') return this.#epoch(text);
    const rest = this.#order === 'compact' ? this.#compact(text) : this.#separated(text);
    if (rest === null || !(this.day >= FIRST_DAY && this.day < LAST_DAY)) return false;
    return rest === '' || this.#time(rest);
  }

  #compact(text: string): string | null {
    const parts = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2}))?(?!\d)/.exec(text);
    if (!parts) return null;
    const [all, year, month, day, hour, minute, second] = parts;
    this.day = dayNumber(Number(year), Number(month), Number(day));
    const time = hour === undefined ? '' : ` ${hour}:${minute}:${second}`;
    return time + text.slice(all.length);
  }

  #separated(text: string): string | null {
    const parts =
      /^(?:[A-Za-z]{3,9},?\s+(?=\d|[A-Za-z]{3,9}\.?\s+\d))?(\d{1,4}|[A-Za-z]{3,9})\.?([-/.\s])\s*(\d{1,2}|[A-Za-z]{3,9})(?:st|nd|rd|th)?\.?,?[-/.\s]\s*(\d{4}|\d{1,2})(?!\d)/.exec(
        text,
      );
    if (!parts) return null;
    const [all, first = '', , second = '', third = ''] = parts;
    const date = inOrder(first, second, third, this.#order);
    if (date === null) return null;
    this.day = dayNumber(...date);
    return text.slice(all.length);
  }

  #epoch(text: string): boolean {
    if (!/^\d{9,14}(\.\d+)?$/.test(text)) return false;
    const value = Number(text) / (this.#order === 'unix_ms' ? 1000 : 1);
    this.hasTime = true;
    this.instant = Math.floor(value);
    this.micros = Math.round((value - this.instant) * 1000) * 1000;
    this.day = Math.floor(this.#zone.localOf(this.instant) / DAY_SECONDS);
    return this.day >= FIRST_DAY && this.day < LAST_DAY;
  }

  #time(text: string): boolean {
    const parts = TIME.exec(text);
    if (!parts) return false;
    const [, hours, minutes = '', seconds = '0', fraction = '', half, offset] = parts;
    let hour = Number(hours);
    if (half) {
      if (hour < 1 || hour > 12) return false;
      hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
    }
    if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 60) return false;
    const local = this.day * DAY_SECONDS + hour * 3600 + Number(minutes) * 60 + Number(seconds);
    this.hasTime = true;
    this.micros = Number(fraction.padEnd(6, '0').slice(0, 6));
    if (offset === undefined) this.instant = this.#zone.instantOf(local);
    else {
      this.instant = local - offsetSeconds(offset);
      this.day = Math.floor(this.#zone.localOf(this.instant) / DAY_SECONDS);
    }
    return true;
  }
}

/** Year, month and day out of three parts; null where they are none in this order. */
function inOrder(first: string, second: string, third: string, order: DateOrder): DateParts | null {
  if (BEGINS_WITH_LETTER.test(first)) return withMonthName(first, second, third, order);
  if (BEGINS_WITH_LETTER.test(second)) return withMonthName(second, first, third, order);
  if (order === 'ymd')
    return first.length === 4 && third.length <= 2 ? [Number(first), Number(second), Number(third)] : null;
  if (first.length > 2) return null;
  return order === 'dmy'
    ? [fullYear(third), Number(second), Number(first)]
    : [fullYear(third), Number(first), Number(second)];
}

/** @param other the part beside the name: the day, or the year where that comes first */
function withMonthName(name: string, other: string, third: string, order: DateOrder): DateParts | null {
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0 || /[A-Za-z]/.test(other)) return null;
  if (order === 'ymd') return other.length === 4 ? [Number(other), month, Number(third)] : null;
  return other.length <= 2 ? [fullYear(third), month, Number(other)] : null;
}

/** Two digits are of 1969 to 2068, as POSIX has it. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

function offsetSeconds(text: string): number {
  if (!/^[+-]/.test(text)) return 0;
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60;
  return text.startsWith('-') ? -seconds : seconds;
}
