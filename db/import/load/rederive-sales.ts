import type { Db } from '../../db.ts';

/**
 * Works out again what follows from coupons and tax rates, for the sales lines whose files did not give it
 * themselves. Returns how many lines changed.
 */
export async function rederiveSales(db: Db, tenantId: string): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.query(
      `update dim_products p set gst_rate = r.rate from tax_rates r
       where p.tenant_id = $1 and r.tenant_id = $1 and r.category = p.category and p.gst_rate is distinct from r.rate`,
      [tenantId],
    );
    const { rowCount } = await tx.query(
      `with rule as (
         select import_id, mapping -> 'derived' ? 'discount' as discount, mapping -> 'derived' ? 'coupon_code' as code,
                mapping -> 'derived' ? 'tax' as tax
         from imports where tenant_id = $1),
       priced as (
         select s.line_key, s.gross_amount, rule.tax, s.tax_amount, r.rate,
                case when not rule.discount then s.discount_amount
                     when c.discount_pct is null then 0
                     else s.gross_amount * c.discount_pct * 0.01 end as discount,
                case when not rule.discount then s.total_amount
                     when c.discount_pct is null then s.gross_amount
                     else s.gross_amount - s.gross_amount * c.discount_pct * 0.01 end as total,
                case when rule.code then c.coupon_code else s.coupon_code end as code
         from fct_sales s
         join rule on rule.import_id = s.import_id
         left join dim_products p on p.tenant_id = $1 and p.product_sku = s.product_sku
         left join coupons c on c.tenant_id = $1 and c.category = p.category
           and c.month = extract(month from s.transaction_date)
           and lower(s.coupon_status) in ('used', 'yes', 'true', '1', 'y', 'redeemed', 'applied')
         left join tax_rates r on r.tenant_id = $1 and r.category = p.category
         where s.tenant_id = $1),
       fresh as (
         select line_key, discount, total, code,
                case when not tax then tax_amount when rate is null then 0 else total * rate end as tax
         from priced)
       update fct_sales s
       set discount_amount = fresh.discount, total_amount = fresh.total, tax_amount = fresh.tax,
           coupon_code = fresh.code
       from fresh
       where s.tenant_id = $1 and s.line_key = fresh.line_key
         and (s.discount_amount, s.total_amount, s.tax_amount, s.coupon_code)
             is distinct from (fresh.discount, fresh.total, fresh.tax, fresh.code)`,
      [tenantId],
    );
    return rowCount;
  });
}
