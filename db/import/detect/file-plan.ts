import type { Binding } from '../columns/match-headers.ts';
import type { DateOrder } from '../values/date-format.ts';
import type { NumberFormat } from '../values/read-number.ts';
import type { Delimiter } from './delimiter.ts';
import type { Encoding } from './encoding.ts';

/** How the bytes of a file become records. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Lines end with a carriage return alone, as on old Macs. */
  readonly loneCarriageReturns: boolean;
  readonly headers: readonly string[];
  /** Records before the first row: the header, and Excel's `sep=;` line. */
  readonly preamble: number;
}

/** Everything that must be known to read a file, settled before its first row. */
export interface FilePlan {
  readonly path: string;
  readonly fileName: string;
  readonly dialect: Dialect;
  readonly binding: Binding;
  /** By field. */
  readonly dates: ReadonlyMap<string, DateOrder>;
  /** By column. */
  readonly numbers: ReadonlyMap<number, NumberFormat>;
  /** The zone that times without one are in. */
  readonly timezone: string;
  /** The currency of all amounts where no column says otherwise; the workspace's if the file names none. */
  readonly currency: string;
  /** True where the file or the map names a currency. */
  readonly currencyNamed: boolean;
  /** Worth of one unit in the workspace's currency, as a decimal text. */
  readonly exchangeRates: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<string, string>;
  readonly recode: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Invoice numbers that begin with this are returns. */
  readonly returnPrefix: string | null;
  /** Discounts, rates or percentages are fractions of one. */
  readonly fractions: ReadonlySet<string>;
  /** Bytes a row takes on average, judged by the first. */
  readonly bytesPerRow: number;
  /** What was detected, in sentences. */
  readonly sentences: readonly string[];
}
