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
  readonly #entries = new Map<string, ProductEntry>();
  #queued = new Set<ProductEntry>();

  /** @param known products the workspace has already: their category wins over the file's */
  constructor(tables: RateTables, known: Iterable<{ sku: string; category: string | null }> = []) {
    this.#tables = tables;
    for (const { sku, category } of known) this.#entries.set(keyOf(sku), this.#entry(sku, null, category));
  }

  /** @param key the sku's UTF-8 bytes as latin1 */
  get(key: string): ProductEntry | undefined {
    return this.#entries.get(key);
  }

  add(key: string, name: string | null, category: string | null): ProductEntry {
    // A catalogue of millions must not fill the memory: what is forgotten is stored again, to no effect.
    if (this.#entries.size >= MOST) this.#entries.clear();
    const entry = this.#entry(Buffer.from(key, 'latin1').toString('utf8'), name, category);
    this.#entries.set(key, entry);
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

function keyOf(sku: string): string {
  return Buffer.from(sku, 'utf8').toString('latin1');
}
