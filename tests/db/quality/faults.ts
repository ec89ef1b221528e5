/**
 * One fault for every check of checks.yml: SQL that plants it in the clean workspace, and the other checks
 * that must see it too because one thing follows from the other.
 */
export interface Fault {
  readonly plant: readonly string[];
  readonly also?: readonly string[];
}

const customer = (set: string, who = `customer_id = 'C1'`) => `update dim_customer set ${set} where ${who}`;
const product = (set: string) => `update dim_products set ${set} where product_sku = 'P1'`;
const coupon = (set: string) => `update coupons set ${set} where month = 3 and category = 'Socks'`;
/** An order without discount, of one line: 2 × 10, tax 2, delivery 5. */
const sale = (set: string, which = `transaction_id = 'T3-1'`) => `update fct_sales set ${set} where ${which}`;
const spend = (set: string) =>
  `update fct_marketing_spend set ${set} where spend_date = '2026-03-01' and channel = 'Email'`;
const event = (set: string, type = 'page_view') =>
  `update fct_events set ${set} where session_id = 'S3-1' and event_type = '${type}'`;

export const FAULTS: Readonly<Record<string, Fault>> = {
  customer_id_present: {
    plant: [
      `insert into dim_customer (tenant_id, customer_id, location, country, age, email, email_consent, first_order_date)
       select tenant_id, '', 'London', 'UK', 30, 'x@example.com', true, '2026-03-01' from tenants`,
    ],
  },
  customer_id_trimmed: {
    plant: [
      `insert into dim_customer (tenant_id, customer_id, location, country, age, email, email_consent, first_order_date)
       select tenant_id, ' C5', 'London', 'UK', 30, 'x@example.com', true, '2026-03-01' from tenants`,
    ],
  },
  customer_id_case: {
    plant: [
      `insert into dim_customer (tenant_id, customer_id, location, country, age, email, email_consent, first_order_date)
       select tenant_id, 'c1', 'London', 'UK', 30, 'x@example.com', true, '2026-03-01' from tenants`,
    ],
  },
  customer_email_wellformed: { plant: [customer(`email = 'ada at example.com'`)] },
  customer_email_unique: {
    plant: [customer(`email = 'C2@example.com '`)],
    also: ['customer_email_wellformed'],
  },
  customer_email_present: { plant: [customer('email = null, email_consent = false')] },
  customer_phone_wellformed: { plant: [customer(`phone = 'ask her'`)] },
  customer_phone_unique: { plant: [customer(`phone = '+44 7700 900002'`)] },
  customer_age_plausible: { plant: [customer('age = 999')] },
  customer_age_present: { plant: [customer('age = null', `customer_id in ('C1', 'C2')`)] },
  customer_gender_known_words: { plant: [customer(`gender = 'yes'`)] },
  customer_gender_one_spelling: { plant: [customer(`gender = 'male'`)] },
  customer_location_present: { plant: [customer(`location = ' '`)] },
  customer_country_present: { plant: [customer('country = null')] },
  customer_tenure_plausible: { plant: [customer('customer_tenure_months = -3')] },
  customer_signup_not_in_future: {
    plant: [customer(`signup_date = '2026-12-01'`)],
    also: ['customer_signup_before_first_order'],
  },
  customer_signup_not_ancient: { plant: [customer(`signup_date = '1970-01-01'`)] },
  customer_signup_before_first_order: { plant: [customer(`signup_date = '2026-03-01'`)] },
  customer_orders_in_order: {
    plant: [customer(`first_order_date = '2026-03-17', last_order_date = '2026-02-16'`)],
    also: ['customer_order_dates_fresh'],
  },
  customer_order_dates_fresh: { plant: [customer(`last_order_date = '2026-03-01'`)] },
  customer_has_orders: {
    plant: [
      `insert into dim_customer (tenant_id, customer_id, location, country, age, email, email_consent)
       select tenant_id, 'C5', 'London', 'UK', 30, 'x@example.com', true from tenants`,
    ],
  },
  customer_email_consent_has_address: { plant: [customer('email = null')], also: ['customer_email_present'] },
  customer_whatsapp_consent_has_phone: { plant: [customer('phone = null, sms_consent = false')] },
  customer_sms_consent_has_phone: { plant: [customer('phone = null, whatsapp_consent = false')] },
  customer_email_consent_known: { plant: [customer('email_consent = null')] },
  customer_name_no_placeholder: { plant: [customer(`first_name = 'N/A'`)] },

  product_sku_present: {
    plant: [
      `insert into dim_products (tenant_id, product_sku, product_name, category, price, gst_rate)
       select tenant_id, ' ', 'Blank', 'Socks', 10, 0.1 from tenants`,
    ],
    also: ['product_sku_trimmed'],
  },
  product_sku_trimmed: {
    plant: [
      `insert into dim_products (tenant_id, product_sku, product_name, category, price, gst_rate)
       select tenant_id, 'P5 ', 'Padded', 'Socks', 10, 0.1 from tenants`,
    ],
  },
  product_sku_case: {
    plant: [
      `insert into dim_products (tenant_id, product_sku, product_name, category, price, gst_rate)
       select tenant_id, 'p1', 'Small', 'Socks', 10, 0.1 from tenants`,
    ],
  },
  product_name_present: { plant: [product('product_name = null')] },
  product_name_one_sku: { plant: [product(`product_name = 'Product 2'`)] },
  product_category_present: { plant: [product('category = null')] },
  product_category_one_spelling: {
    plant: [product(`category = 'socks '`)],
    also: ['coupon_covers_categories'],
  },
  product_price_positive: { plant: [product('price = 0')] },
  product_price_plausible: { plant: [product('price = 1999000')] },
  product_tax_is_a_fraction: { plant: [product('gst_rate = 18')], also: ['sales_tax_follows_rate'] },
  product_sold: {
    plant: [
      `insert into dim_products (tenant_id, product_sku, product_name, category, price, gst_rate)
       select tenant_id, 'P' || i, 'Product ' || i, 'Socks', 10, 0.1 from tenants, generate_series(5, 6) i`,
    ],
  },

  coupon_month_valid: {
    plant: [`insert into coupons select tenant_id, 13, 'Socks', 'SOCKS10', 10 from tenants`],
  },
  coupon_code_present: { plant: [coupon(`coupon_code = ''`)] },
  coupon_percent_valid: { plant: [coupon(`discount_pct = 110, coupon_code = 'S110'`)] },
  coupon_percent_not_fraction: { plant: [coupon(`discount_pct = 0.1, coupon_code = 'S01'`)] },
  coupon_code_one_percent: { plant: [coupon('discount_pct = 20')] },
  coupon_category_known: {
    plant: [`update coupons set category = 'Socks ' where category = 'Socks'`],
    also: ['coupon_covers_categories'],
  },
  coupon_covers_categories: { plant: [product(`category = 'Hats'`)] },
  coupon_year_complete: { plant: [`delete from coupons where month = 3 and category = 'Socks'`] },

  sales_transaction_present: {
    plant: [sale(`transaction_id = ''`)],
    also: ['event_purchase_has_sale'],
  },
  sales_customer_present: { plant: [sale('customer_id = null', `transaction_date < '2026-02-18'`)] },
  sales_customer_known: { plant: [sale(`customer_id = 'C9'`)] },
  sales_sku_present: { plant: [sale('product_sku = null', `transaction_date = '2026-02-18'`)] },
  sales_sku_known: { plant: [sale(`product_sku = 'P9'`)] },
  sales_date_not_in_future: {
    plant: [
      sale(`transaction_date = '2026-03-18', transaction_at = '2026-03-18T12:00:00Z'`),
      sale(`transaction_date = '2026-03-19', transaction_at = '2026-03-19T12:00:00Z'`),
    ],
    also: ['customer_order_dates_fresh', 'sales_calendar_complete', 'spend_covers_sales'],
  },
  sales_date_not_ancient: {
    plant: [sale(`transaction_date = '1999-12-31', transaction_at = '1999-12-31T12:00:00Z'`)],
    also: ['customer_order_dates_fresh', 'sales_calendar_complete', 'spend_covers_sales'],
  },
  sales_time_fits_day: { plant: [sale(`transaction_at = '2026-02-17T23:30:00Z'`)] },
  sales_quantity_not_zero: {
    plant: [sale('quantity = 0, gross_amount = 0, total_amount = 0, tax_amount = 0')],
  },
  sales_quantity_plausible: {
    plant: [sale('quantity = 200000, gross_amount = 2000000, total_amount = 2000000, tax_amount = 200000')],
  },
  sales_price_not_negative: {
    plant: [sale('unit_price = -10, gross_amount = -20, total_amount = -20, tax_amount = -2')],
  },
  sales_price_not_zero: {
    plant: [
      sale(
        'unit_price = 0, gross_amount = 0, total_amount = 0, tax_amount = 0',
        `transaction_date = '2026-02-18'`,
      ),
    ],
  },
  sales_gross_reconciles: {
    plant: [sale('gross_amount = 25, total_amount = 25, tax_amount = 2.5')],
  },
  sales_total_reconciles: { plant: [sale('total_amount = 25, tax_amount = 2.5')] },
  sales_discount_sign: {
    plant: [sale(`discount_amount = -2, total_amount = 22, tax_amount = 2.2, coupon_status = 'Used'`)],
  },
  sales_discount_within_gross: {
    plant: [sale(`discount_amount = 30, total_amount = -10, tax_amount = -1, coupon_status = 'Used'`)],
  },
  sales_tax_sign: { plant: [sale('tax_amount = -2')] },
  sales_tax_plausible: { plant: [sale('tax_amount = 15')] },
  sales_tax_follows_rate: {
    plant: [sale('tax_amount = 1', `transaction_date = '2026-02-18' and customer_id <> 'C4'`)],
  },
  sales_delivery_not_negative: { plant: [sale('delivery_amount = -5')] },
  sales_coupon_status_known: { plant: [sale(`coupon_status = 'maybe'`)] },
  sales_coupon_used_gives_discount: { plant: [sale(`coupon_status = 'Used'`)] },
  sales_discount_has_reason: { plant: [sale('discount_amount = 2, total_amount = 18, tax_amount = 1.8')] },
  sales_coupon_known: { plant: [sale(`coupon_code = 'FREE99'`)] },
  sales_order_one_customer: {
    plant: [sale(`transaction_id = 'T3-2'`)],
    also: ['event_purchase_has_sale'],
  },
  sales_order_one_day: {
    plant: [sale(`transaction_id = 'T4-1'`)],
    also: ['event_purchase_has_sale'],
  },
  sales_line_once: {
    plant: [
      `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, product_sku, transaction_date, quantity,
         unit_price, gross_amount, total_amount, tax_amount)
       select tenant_id, gen_random_uuid(), transaction_id, customer_id, product_sku, transaction_date, quantity,
         unit_price, gross_amount, total_amount, tax_amount from fct_sales where transaction_id = 'T3-1'`,
    ],
  },
  sales_return_has_sale: {
    plant: [sale(`product_sku = 'P2'`, 'quantity < 0')],
  },
  sales_returns_share: {
    plant: [
      `insert into fct_sales (tenant_id, line_key, transaction_id, customer_id, product_sku, transaction_date, quantity,
         unit_price, gross_amount, total_amount, tax_amount)
       select tenant_id, gen_random_uuid(), transaction_id, customer_id, product_sku, '2026-03-17', -1,
         10, -10, -10, -1 from fct_sales where quantity > 0`,
    ],
  },
  sales_currency_one: {
    plant: [sale(`currency = 'EUR', exchange_rate = null`)],
    also: ['sales_currency_mixed'],
  },
  sales_currency_mixed: { plant: [sale(`currency = 'EUR', exchange_rate = 1.1`)] },
  sales_rate_positive: { plant: [sale('exchange_rate = 0')] },
  sales_calendar_complete: {
    plant: [`delete from fct_sales where transaction_date = '2026-02-20'`],
    also: ['spend_days_have_revenue', 'event_purchase_has_sale'],
  },
  sales_fresh: {
    plant: [
      `delete from fct_sales where transaction_date > '2026-03-10'`,
      `delete from fct_events where event_date > '2026-03-10' and event_type = 'purchase'`,
    ],
    also: ['spend_days_have_revenue'],
  },

  spend_date_not_in_future: {
    plant: [spend(`spend_date = '2026-03-19'`)],
    also: ['spend_days_have_revenue', 'spend_calendar_complete'],
  },
  spend_date_not_ancient: {
    plant: [spend(`spend_date = '1970-01-01'`)],
    also: ['spend_calendar_complete', 'spend_days_have_revenue'],
  },
  spend_not_negative: { plant: [spend('amount = -10')] },
  spend_channel_present: { plant: [spend(`channel = ''`)] },
  spend_channel_one_spelling: { plant: [spend(`channel = 'email'`)] },
  spend_once: { plant: [spend(`channel = 'Search'`)] },
  spend_clicks_within_impressions: { plant: [spend('clicks = 5000')] },
  spend_conversions_within_clicks: { plant: [spend('conversions = 60')] },
  spend_counts_not_negative: { plant: [spend('conversions = -1')] },
  spend_clicks_are_paid: {
    plant: [`update fct_marketing_spend set amount = 0 where spend_date < '2026-02-18'`],
  },
  spend_currency_one: { plant: [spend(`currency = 'EUR'`)] },
  spend_calendar_complete: {
    plant: [`delete from fct_marketing_spend where spend_date = '2026-02-20'`],
    also: ['spend_covers_sales'],
  },
  spend_days_have_revenue: {
    plant: [
      `insert into fct_marketing_spend (tenant_id, line_key, spend_date, channel, campaign, amount)
       select tenant_id, gen_random_uuid(), '2026-02-15', 'Email', 'Always on', 10 from tenants`,
    ],
  },
  spend_covers_sales: { plant: [`delete from fct_marketing_spend where spend_date < '2026-02-20'`] },

  event_type_present: { plant: [event(`event_type = ''`)], also: ['event_type_wellformed'] },
  event_type_wellformed: { plant: [event(`event_type = 'Page View'`)] },
  event_customer_known: { plant: [`update fct_events set customer_id = 'C9' where session_id = 'S3-1'`] },
  event_customer_present: { plant: [`update fct_events set customer_id = null where customer_id <> 'C1'`] },
  event_sku_known: { plant: [event(`product_sku = 'P9'`, 'product_view')] },
  event_product_named: { plant: [event('product_sku = null', 'product_view')] },
  event_not_in_future: { plant: [event(`event_date = '2026-03-19', event_at = '2026-03-19T12:00:00Z'`)] },
  event_not_ancient: { plant: [event(`event_date = '1970-01-01', event_at = '1970-01-01T12:00:00Z'`)] },
  event_time_fits_day: { plant: [event(`event_at = '2026-02-17T23:30:00Z'`)] },
  event_session_present: {
    plant: [`update fct_events set session_id = null where session_id in ('S3-1', 'S3-2')`],
  },
  event_session_one_customer: { plant: [event(`customer_id = 'C2'`)] },
  event_once: {
    plant: [
      `insert into fct_events (tenant_id, line_key, customer_id, session_id, event_type, event_at, event_date, page)
       select tenant_id, gen_random_uuid(), customer_id, session_id, event_type, event_at, event_date, page
       from fct_events where event_type = 'page_view' and event_date = '2026-02-20'`,
    ],
  },
  event_device_known_words: { plant: [event(`device = 'fridge'`)] },
  event_purchase_has_sale: { plant: [event(`properties = '{"transaction_id": "T99"}'`, 'purchase')] },
  event_purchase_after_checkout: {
    plant: [`delete from fct_events where event_type = 'checkout_started' and event_date = '2026-02-20'`],
  },
  event_fresh: { plant: [`delete from fct_events where event_date > '2026-03-10'`] },
};
