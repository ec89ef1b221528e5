import type { Transaction } from '../../db.ts';
import type { FoundProduct } from './product-index.ts';

/** Stores products that sales lines named. What the workspace knows of a product already stays. */
export async function storeProducts(
  tx: Transaction,
  tenantId: string,
  importId: string,
  products: readonly FoundProduct[],
): Promise<void> {
  if (products.length === 0) return;
  const sorted = [...products].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  await tx.query(
    `insert into dim_products as known (tenant_id, product_sku, product_name, category, gst_rate, import_id)
     select $1, p.sku, p.name, p.category, p.rate::numeric, $2
     from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as p (sku, name, category, rate)
     on conflict (tenant_id, product_sku) do update set
       product_name = coalesce(known.product_name, excluded.product_name),
       category = coalesce(known.category, excluded.category),
       gst_rate = coalesce(known.gst_rate, excluded.gst_rate)
     where (known.product_name is null and excluded.product_name is not null)
        or (known.category is null and excluded.category is not null)
        or (known.gst_rate is null and excluded.gst_rate is not null)`,
    [
      tenantId,
      importId,
      sorted.map(({ sku }) => sku),
      sorted.map(({ name }) => name),
      sorted.map(({ category }) => category),
      sorted.map(({ taxRate }) => taxRate),
    ],
  );
}
