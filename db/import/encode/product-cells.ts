import type { FilePlan } from '../detect/file-plan.ts';
import type { ProductEntry, ProductIndex } from '../load/product-index.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { type Cell, cellOf } from './cell.ts';

/** The columns of a sales line that speak of the product. */
export class ProductCells {
  /** What the product is known by: its number, or its name where the file has no number. */
  readonly sku: Cell | null;
  /** A category without a product is kept as an attribute. */
  readonly attributeColumns: readonly { name: string; column: number }[];
  readonly #name: Cell | null;
  readonly #category: Cell | null;
  readonly #products: ProductIndex;

  constructor(plan: FilePlan, products: ProductIndex) {
    this.#products = products;
    this.#name = cellOf(plan, 'product_name');
    this.sku = cellOf(plan, 'product_sku') ?? cellOf(plan, 'product_name');
    const category = plan.binding.fields.get('category');
    this.#category = this.sku === null ? null : cellOf(plan, 'category');
    this.attributeColumns =
      this.sku === null && category !== undefined
        ? [{ name: plan.dialect.headers[category]?.trim() ?? 'category', column: category }]
        : [];
  }

  /** The product that `sku`, loaded before, names; its name and category come from the first line that has them. */
  entry(record: RecordScanner): ProductEntry | null {
    const { sku } = this;
    if (sku === null) return null;
    const known = this.#products.get(sku.bytes, sku.from, sku.to);
    if (known !== undefined) {
      const lacksName = known.name === null && this.#name?.load(record);
      const lacksCategory = known.category === null && this.#category?.load(record);
      if (lacksName || lacksCategory)
        this.#products.complete(
          known,
          lacksName ? (this.#name?.text() ?? null) : null,
          lacksCategory ? (this.#category?.text() ?? null) : null,
        );
      return known;
    }
    const name = this.#name?.load(record) ? this.#name.text() : null;
    const category = this.#category?.load(record) ? this.#category.text() : null;
    return this.#products.add(sku.bytes, sku.from, sku.to, name, category);
  }
}
