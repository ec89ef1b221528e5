import type { FilePlan } from '../detect/file-plan.ts';
import type { LineContent } from '../keys/line-content.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { Decimal } from '../values/decimal.ts';
import { type Cell, cellOf } from './cell.ts';
import type { Rejection, TuplePart } from './fact-encoder.ts';
import type { TupleWriter } from './tuple-writer.ts';

/** Which currency a line is in, and what it is worth in the workspace's. */
export class Exchange {
  /** The currency the line names; null where neither line nor file names one. */
  currency: Buffer | null = null;
  /** What one unit is worth; null where the line is in the workspace's currency. */
  rate: Decimal | null = null;
  readonly #cell: Cell | null;
  readonly #own: string;
  readonly #rates = new Map<string, Decimal>();
  readonly #fallback: string;
  readonly #named: boolean;
  #last = '';
  #lastRejection: Rejection | null = null;

  /** @param own the workspace's currency */
  constructor(plan: FilePlan, own: string) {
    this.#cell = plan.binding.fields.has('currency') ? cellOf(plan, 'currency') : null;
    this.#own = own;
    this.#fallback = plan.currency;
    this.#named = plan.currencyNamed;
    for (const [code, rate] of plan.exchangeRates) this.#rates.set(code, new Decimal().parse(rate));
  }

  load(record: RecordScanner): Rejection | null {
    const code = this.#cell?.load(record) ? this.#cell.text().toUpperCase() : this.#fallback;
    if (code === this.#last) return this.#lastRejection;
    this.#last = code;
    this.#lastRejection = this.#switchTo(code);
    return this.#lastRejection;
  }

  addTo(content: LineContent, field: number): void {
    if (this.currency !== null) content.text(field, this.currency, 0, this.currency.length);
  }

  /** The columns `currency` and `exchange_rate`, where a currency is named at all. */
  parts(): TuplePart[] {
    if (!this.#named) return [];
    return [
      { column: ['currency', 'text'], write: (writer) => this.writeCurrency(writer) },
      {
        column: ['exchange_rate', 'numeric'],
        write: (writer) => (this.rate === null ? writer.null() : writer.numeric(this.rate)),
      },
    ];
  }

  writeCurrency(writer: TupleWriter): void {
    if (this.currency === null) writer.null();
    else writer.text(this.currency, 0, this.currency.length);
  }

  #switchTo(code: string): Rejection | null {
    this.currency = this.#named ? Buffer.from(code) : null;
    this.rate = code === this.#own ? null : (this.#rates.get(code) ?? null);
    if (code === this.#own || this.rate !== null) return null;
    return {
      column: this.#cell?.header ?? 'currency',
      reason: `the amount is in ${code.slice(0, 20)} and the workspace counts in ${this.#own}: give the map “exchange_rates: {${code.slice(0, 20)}: …}”`,
    };
  }
}
