import type { Db } from '../../db.ts';
import { Decimal } from '../values/decimal.ts';
import { type CouponEntry, ProductIndex, type RateTables } from './product-index.ts';

const HUNDREDTH = new Decimal().set(1, 2);

/** The workspace's coupons and tax rates, and the products whose category they need. */
export async function openProductIndex(db: Db, tenantId: string): Promise<ProductIndex> {
  const tables = await readRates(db, tenantId);
  if (tables.coupons.size === 0 && tables.taxRates.size === 0) return new ProductIndex(tables);
  const { rows } = await db.query<{ sku: string; category: string | null }>(
    'select product_sku as sku, category from dim_products where tenant_id = $1 limit 50000',
    [tenantId],
  );
  return new ProductIndex(tables, rows);
}

async function readRates(db: Db, tenantId: string): Promise<RateTables> {
  const coupons = new Map<string, (CouponEntry | undefined)[]>();
  const found = await db.query<{ month: number; category: string; code: string; pct: string }>(
    `select month, category, coupon_code as code, discount_pct::text as pct from coupons where tenant_id = $1`,
    [tenantId],
  );
  for (const { month, category, code, pct } of found.rows) {
    const months = coupons.get(category) ?? [];
    const fraction = new Decimal().product(new Decimal().parse(pct), HUNDREDTH).trim();
    months[Number(month)] = { code: Buffer.from(code), fraction };
    coupons.set(category, months);
  }
  const rates = await db.query<{ category: string; rate: string }>(
    'select category, rate::text as rate from tax_rates where tenant_id = $1',
    [tenantId],
  );
  const taxRates = new Map(rates.rows.map(({ category, rate }) => [category, new Decimal().parse(rate)]));
  return { coupons, taxRates };
}
