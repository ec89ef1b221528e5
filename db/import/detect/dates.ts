import { DATE_ORDERS, type DateOrder } from '../values/date-format.ts';
import { DateReader } from '../values/date-reader.ts';
import { Zone } from '../values/zone.ts';

export type DateVerdict =
  | { readonly kind: 'settled'; readonly order: DateOrder; readonly evidence: string | null }
  /** Every value reads both as day/month and as month/day, and not as the same day. */
  | { readonly kind: 'ambiguous'; readonly example: string }
  /** No order reads most of the values. */
  | { readonly kind: 'unknown'; readonly example: string }
  | { readonly kind: 'empty' };

/** Gathers evidence, value by value, for the order a column writes its dates in. */
export class DateEvidence {
  readonly #readers = DATE_ORDERS.map((order) => ({ order, reader: new DateReader(order, new Zone('UTC')) }));
  readonly #hits = new Map<DateOrder, number>(DATE_ORDERS.map((order) => [order, 0]));
  #values = 0;
  #example = '';
  #misfit = '';
  /** The first value that only one of day/month and month/day can read. */
  #evidence: { text: string; order: DateOrder } | null = null;
  /** A value that they read as different days. */
  #twofold = '';
  /** The value before, and the orders that read it: lines of one day follow each other. */
  #last = '';
  #lastOrders: readonly DateOrder[] = [];

  add(value: string): void {
    const text = value.trim();
    if (text === '') return;
    this.#values += 1;
    if (text !== this.#last) this.#read(text);
    for (const order of this.#lastOrders) this.#hits.set(order, (this.#hits.get(order) ?? 0) + 1);
  }

  #read(text: string): void {
    const bytes = Buffer.from(text);
    this.#example ||= text;
    const days = new Map<DateOrder, number>();
    for (const { order, reader } of this.#readers)
      if (reader.read(bytes, 0, bytes.length)) days.set(order, reader.day);
    this.#last = text;
    this.#lastOrders = [...days.keys()];
    if (days.size === 0) this.#misfit ||= text;
    const [dayFirst, monthFirst] = [days.get('dmy'), days.get('mdy')];
    if ((dayFirst === undefined) !== (monthFirst === undefined))
      this.#evidence ??= { text, order: dayFirst === undefined ? 'mdy' : 'dmy' };
    // With dots only day.month.year is in use anywhere.
    else if (dayFirst !== monthFirst && /^\d{1,2}\.\d{1,2}\.\d/.test(text))
      this.#evidence ??= { text, order: 'dmy' };
    else if (dayFirst !== monthFirst) this.#twofold ||= text;
  }

  verdict(): DateVerdict {
    if (this.#values === 0) return { kind: 'empty' };
    const [order, hits] = [...this.#hits].reduce((best, next) => (next[1] > best[1] ? next : best));
    if (hits < this.#values / 2) return { kind: 'unknown', example: this.#misfit || this.#example };
    if (order !== 'dmy' && order !== 'mdy') return { kind: 'settled', order, evidence: null };
    if (this.#evidence === null && this.#twofold !== '') return { kind: 'ambiguous', example: this.#twofold };
    const [dayFirst, monthFirst] = [this.#hits.get('dmy') ?? 0, this.#hits.get('mdy') ?? 0];
    if (dayFirst === monthFirst && this.#evidence !== null)
      return { kind: 'settled', order: this.#evidence.order, evidence: this.#evidence.text };
    const winner = dayFirst >= monthFirst ? 'dmy' : 'mdy';
    return {
      kind: 'settled',
      order: winner,
      evidence: this.#evidence?.order === winner ? this.#evidence.text : null,
    };
  }
}
