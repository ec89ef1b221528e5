import { ByteMap } from '../keys/byte-map.ts';
import type { Decimal } from '../values/decimal.ts';

/** What the sales lines of an import need to know of a product. */
export interface ProductEntry {
  readonly sku: string;
  name: string | null;
  category: string | null;
  /** By month from 1: what a used coupon takes off, as a fraction, and its code. */
  coupons: readonly (CouponEntry | undefined)[];
  taxRate: Decimal | null;
}

export interface CouponEntry {
  readonly code: Buffer;
  readonly fraction: Decimal;
}

/** The coupons and tax rates of a workspace, by category. */
export interface RateTables {
  readonly coupons: ReadonlyMap<string, readonly (CouponEntry | undefined)[]>;
  readonly taxRates: ReadonlyMap<string, Decimal>;
}

const NO_COUPONS: readonly undefined[] = [];
const MOST = 100_000;

/** The products met in an import; those not met before are queued to be stored with the batch. */
export class ProductIndex {
  readonly #tables: RateTables;
  readonly #entries = new ByteMap<ProductEntry>();
  #queued = new Set<ProductEntry>();

  /** @param known products the workspace has already: their category wins over the file's */
  constructor(tables: RateTables, known: Iterable<{ sku: string; category: string | null }> = []) {
    this.#tables = tables;
    for (const { sku, category } of known) {
      const key = Buffer.from(sku);
      this.#entries.add(key, 0, key.length, this.#entry(sku, null, category));
    }
  }

  get hasTaxRates(): boolean {
    return this.#tables.taxRates.size > 0;
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
      entry.coupons = this.#tables.coupons.get(category) ?? NO_COUPONS;
      entry.taxRate = this.#tables.taxRates.get(category) ?? null;
    }
    this.#queued.add(entry);
  }

  takeQueued(): ProductEntry[] {
    const queued = [...this.#queued];
    this.#queued = new Set();
    return queued;
  }

  #entry(sku: string, name: string | null, category: string | null): ProductEntry {
    return {
      sku,
      name,
      category,
      coupons: (category === null ? undefined : this.#tables.coupons.get(category)) ?? NO_COUPONS,
      taxRate: (category === null ? undefined : this.#tables.taxRates.get(category)) ?? null,
    };
  }
}
