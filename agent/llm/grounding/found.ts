/** What a reader of texts finds in them. */

export type NumberUnit = 'currency' | 'percent' | 'points' | 'times' | 'ordinal' | null;

interface FoundAt {
  /** As it is written, and where: an offset in the text that was read. */
  readonly text: string;
  readonly at: number;
}

export interface FoundNumber extends FoundAt {
  readonly kind: 'number';
  /** As meant: “1.5 million” is 1500000, “12%” is 12. */
  readonly value: number;
  /** Half a unit of the last digit that is shown. */
  readonly tolerance: number;
  /** A unit of the last digit that is not zero: how far “about 470,000” may be off. */
  readonly coarse: number;
  readonly unit: NumberUnit;
  /** A sign that was written. */
  readonly sign: '+' | '-' | null;
  /** A word right before that says that it is rounded, and how. */
  readonly rounded: 'about' | 'over' | 'under' | null;
  /** Follows a word of lists (“top”, “the first”). */
  readonly listed: boolean;
  /** Followed by things (“3 places”). */
  readonly ofThings: boolean;
  /** Counts days, weeks, months, quarters or years. */
  readonly ofTime: boolean;
}

/** A day, a month or a year; `day` and `month` are null where they were not said. */
export interface FoundDate extends FoundAt {
  readonly kind: 'date';
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  /** First and last month of a quarter or a half. */
  readonly months: readonly [number, number] | null;
}

/** Digits in which no number could be read. */
interface FoundCode extends FoundAt {
  readonly kind: 'code';
}

export type Found = FoundNumber | FoundDate | FoundCode;
