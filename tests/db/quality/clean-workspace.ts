import type { Db } from '../../../db/db.ts';
import { createTenant } from '../harness.ts';

/** The instant at which the clean workspace is in order: its newest day is yesterday. */
export const NOW = new Date('2026-03-18T12:00:00Z');

/**
 * A workspace in which every check passes and none is idle: 4 customers who each order one thing on each of
 * 30 days, 4 products in 2 categories, their coupons, spend on 2 channels, and the events of every order.
 */
export async function createCleanWorkspace(db: Db): Promise<string> {
  const { tenantId } = await createTenant(db);
  for (const statement of STATEMENTS) await db.query(statement, [tenantId]);
  return tenantId;
}

const DAYS = `generate_series(timestamp '2026-02-16', timestamp '2026-03-17', interval '1 day') with ordinality as d (day, n)`;

const STATEMENTS = [
  `insert into dim_customer (tenant_id, customer_id, first_name, last_name, email, phone, gender, age, location, country,
     customer_tenure_months, signup_date, email_consent, whatsapp_consent, sms_consent, first_order_date, last_order_date)
   select $1, 'C' || i, 'Ada', 'Falk', 'c' || i || '@example.com', '+44770090000' || i,
     case when i % 2 = 0 then 'F' else 'M' end, 30 + i, 'London', 'United Kingdom', 12, date '2025-03-01' + i,
     true, true, true, date '2026-02-16', date '2026-03-17'
   from generate_series(1, 4) i`,
  `insert into dim_products (tenant_id, product_sku, product_name, category, color, price, gst_rate)
   select $1, 'P' || i, 'Product ' || i, case when i <= 2 then 'Socks' else 'Bags' end, 'red', 10 * i, 0.1
   from generate_series(1, 4) i`,
  `insert into coupons (tenant_id, month, category, coupon_code, discount_pct)
   select $1, month, category, upper(category) || 10, 10 from generate_series(1, 12) month,
     (values ('Socks'), ('Bags')) c (category)`,
  `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, product_sku, transaction_date, transaction_at,
     quantity, unit_price, gross_amount, discount_amount, total_amount, tax_amount, delivery_amount,
     coupon_status, coupon_code, channel, currency, exchange_rate)
   select $1, gen_random_uuid(), 'T' || n || '-' || i, 'C' || i, 'P' || i, day::date, day at time zone 'UTC' + interval '12 hours',
     2, 10 * i, 20 * i, case when n % 2 = 0 then 2 * i else 0 end, case when n % 2 = 0 then 18 * i else 20 * i end,
     case when n % 2 = 0 then 1.8 * i else 2 * i end, 5,
     case when n % 2 = 0 then 'Used' else 'Not Used' end,
     case when n % 2 = 0 then case when i <= 2 then 'SOCKS10' else 'BAGS10' end end, 'Email', 'USD', 1
   from ${DAYS}, generate_series(1, 4) i`,
  // One thing comes back.
  `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, product_sku, transaction_date, quantity,
     unit_price, gross_amount, discount_amount, total_amount, tax_amount, currency)
   values ($1, gen_random_uuid(), 'T1-1', 'C1', 'P1', '2026-03-10', -1, 10, -10, 0, -10, -1, 'USD')`,
  `insert into fct_marketing_spend (tenant_id, line_key, spend_date, channel, campaign, amount, impressions, clicks,
     conversions, currency)
   select $1, gen_random_uuid(), day::date, channel, 'Always on', 10, 1000, 50, 5, 'USD'
   from ${DAYS}, (values ('Email'), ('Search')) c (channel)`,
  `insert into fct_events (tenant_id, line_key, customer_id, session_id, event_type, event_at, event_date, product_sku,
     page, device, channel, properties)
   select $1, gen_random_uuid(), 'C' || i, 'S' || n || '-' || i, type,
     day at time zone 'UTC' + interval '12 hours' + step * interval '1 minute', day::date,
     case when type in ('product_view', 'add_to_cart') then 'P' || i end, '/' || type, 'mobile', 'Email',
     case when type = 'purchase' then jsonb_build_object('transaction_id', 'T' || n || '-' || i) else '{}' end
   from ${DAYS}, generate_series(1, 4) i,
     unnest(array['page_view', 'product_view', 'add_to_cart', 'checkout_started', 'purchase'])
       with ordinality steps (type, step)`,
];
