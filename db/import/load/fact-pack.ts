import type { FactsBlock } from '../facts/facts-job.ts';
import type { FoundProduct } from './product-index.ts';

/** Tuples that go into one transaction, and the products they name. */
export class FactPack {
  readonly pieces: Buffer[] = [];
  rows = 0;
  bytes = 0;
  readonly #products = new Map<string, FoundProduct>();

  get products(): readonly FoundProduct[] {
    return [...this.#products.values()];
  }

  add({ rows, pieces, products }: Pick<FactsBlock, 'rows' | 'pieces' | 'products'>): void {
    this.rows += rows;
    for (const piece of pieces) {
      this.pieces.push(piece);
      this.bytes += piece.length;
    }
    // A statement stores a product once: what is said of it later completes what was said first.
    for (const product of products) {
      const known = this.#products.get(product.sku);
      this.#products.set(product.sku, {
        sku: product.sku,
        name: known?.name ?? product.name,
        category: known?.category ?? product.category,
        taxRate: known?.taxRate ?? product.taxRate,
      });
    }
  }
}
