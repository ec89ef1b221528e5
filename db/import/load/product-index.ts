import { ByteMap } from '../keys/byte-map.ts';
import { Decimal } from '../values/decimal.ts';
import type { Rates } from './rates.ts';

/** What the sales lines of an import need to know of a product. */
export interface ProductEntry {
  readonly sku: string;
  name: string | null;
  category: string | null;
  /** By month from 1: what a used coupon takes off, as a fraction, and its code. */
  coupons: MonthlyCoupons;
  taxRate: Decimal | null;
}

export interface CouponEntry {
  readonly code: Buffer;
  readonly fraction: Decimal;
}

/** A product as sales lines name it, to be stored. */
export interface FoundProduct {
  readonly sku: string;
  readonly name: string | null;
  readonly category: string | null;
  readonly taxRate: string | null;
}

type MonthlyCoupons = readonly (CouponEntry | undefined)[];

const NO_COUPONS: MonthlyCoupons = [];
const MOST = 100_000;
const HUNDREDTH = new Decimal().set(1, 2);

/** The products met in an import; those not met before are queued to be stored with the batch. */
export class ProductIndex {
  readonly #coupons: ReadonlyMap<string, MonthlyCoupons>;
  readonly #taxRates: ReadonlyMap<string, Decimal>;
  readonly #entries = new ByteMap<ProductEntry>();
  readonly #queued = new Set<ProductEntry>();

  constructor({ coupons, taxRates, products }: Rates) {
    this.#coupons = byCategory(coupons);
    this.#taxRates = new Map(taxRates.map(({ category, rate }) => [category, new Decimal().parse(rate)]));
    for (const { sku, category } of products) {
      const key = Buffer.from(sku);
      this.#entries.add(key, 0, key.length, this.#entry(sku, null, category));
    }
  }

  get hasCoupons(): boolean {
    return this.#coupons.size > 0;
  }

  get hasTaxRates(): boolean {
    return this.#taxRates.size > 0;
  }

  get(bytes: Uint8Array, from: number, to: number): ProductEntry | undefined {
    return this.#entries.get(bytes, from, to);
  }

  add(bytes: Buffer, from: number, to: number, name: string | null, category: string | null): ProductEntry {
    // A catalogue of millions must not fill the memory: what is forgotten is stored again, to no effect.
    if (this.#entries.size >= MOST) this.#entries.clear();
    const entry = this.#entry(bytes.toString('utf8', from, to), name, category);
    this.#entries.add(bytes, from, to, entry);
    this.#queued.add(entry);
    return entry;
  }

  /** Fills in what an earlier line left open. */
  complete(entry: ProductEntry, name: string | null, category: string | null): void {
    entry.name ??= name;
    if (entry.category === null && category !== null) {
      entry.category = category;
      entry.coupons = this.#coupons.get(category) ?? NO_COUPONS;
      entry.taxRate = this.#taxRates.get(category) ?? null;
    }
    this.#queued.add(entry);
  }

  takeQueued(): FoundProduct[] {
    const queued = [...this.#queued];
    this.#queued.clear();
    return queued.map(({ sku, name, category, taxRate }) => ({
      sku,
      name,
      category,
      taxRate: taxRate?.toString() ?? null,
    }));
  }

  #entry(sku: string, name: string | null, category: string | null): ProductEntry {
    return {
      sku,
      name,
      category,
      coupons: (category === null ? undefined : this.#coupons.get(category)) ?? NO_COUPONS,
      taxRate: (category === null ? undefined : this.#taxRates.get(category)) ?? null,
    };
  }
}

function byCategory(coupons: Rates['coupons']): ReadonlyMap<string, MonthlyCoupons> {
  const all = new Map<string, (CouponEntry | undefined)[]>();
  for (const { month, category, code, percent } of coupons) {
    const months = all.get(category) ?? [];
    const fraction = new Decimal().product(new Decimal().parse(percent), HUNDREDTH).trim();
    months[month] = { code: Buffer.from(code), fraction };
    all.set(category, months);
  }
  return all;
}
