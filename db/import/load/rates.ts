import type { Db } from '../../db.ts';

/** The coupons and tax rates of a workspace, and the products whose category they need. */
export interface Rates {
  readonly coupons: readonly {
    /** From 1. */
    readonly month: number;
    readonly category: string;
    readonly code: string;
    /** What a used coupon takes off, as a decimal text. */
    readonly percent: string;
  }[];
  readonly taxRates: readonly { readonly category: string; readonly rate: string }[];
  /** Those that the workspace has already: their category wins over the file's. */
  readonly products: readonly { readonly sku: string; readonly category: string | null }[];
}

export const NO_RATES: Rates = { coupons: [], taxRates: [], products: [] };

export async function readRates(db: Db, tenantId: string): Promise<Rates> {
  const coupons = await db.query<Rates['coupons'][number]>(
    `select month, category, coupon_code as code, discount_pct::text as percent from coupons where tenant_id = $1`,
    [tenantId],
  );
  const taxRates = await db.query<Rates['taxRates'][number]>(
    'select category, rate::text as rate from tax_rates where tenant_id = $1',
    [tenantId],
  );
  if (coupons.rows.length === 0 && taxRates.rows.length === 0) return NO_RATES;
  const products = await db.query<Rates['products'][number]>(
    'select product_sku as sku, category from dim_products where tenant_id = $1 limit 50000',
    [tenantId],
  );
  return { coupons: coupons.rows, taxRates: taxRates.rows, products: products.rows };
}
