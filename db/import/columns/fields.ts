/**
 * The columns that each kind of file may have, and the headers they are known by. Case, blanks, underscores
 * and accents do not matter. Earlier names win over later ones; a column that no name fits is kept as an
 * attribute. docs/import.md shows this table (a test keeps the two alike).
 */
import type { Dataset } from '../report.ts';

type ValueKind = 'text' | 'id' | 'number' | 'integer' | 'date' | 'flag' | 'month';

export interface FieldDefinition {
  readonly kind: ValueKind;
  readonly names: readonly string[];
  /** Names too common to tell what kind of file it is; they count once that is known. */
  readonly weakNames?: readonly string[];
  /** Speaks for this kind of file over another that has the same columns. */
  readonly telling?: boolean;
}

export interface DatasetDefinition {
  /** Each entry must be there; of an entry with several, one. */
  readonly required: readonly (readonly string[])[];
  readonly fields: Readonly<Record<string, FieldDefinition>>;
}

/** Names in the order of their rank. */
const list = (names: string): readonly string[] => names.split(/,\s+/);

const CUSTOMER_ID = list(
  'customer id, customer number, customer no, customer code, cust id, client id, user id, buyer id, member id, shopper id, account id, contact id, customer, client',
);
const SKU = list(
  'product sku, sku, stock code, product id, product code, item id, item code, item number, article number, article id, variant sku, upc, ean, asin',
);
const PRODUCT_NAME = list(
  'product name, product description, item name, item description, product title, product, item, article',
);
const CATEGORY = list('product category, category, item category, category name, department, product type');
const CHANNEL = list('channel, sales channel, order channel, marketing channel, source channel');
const CURRENCY = list('currency, currency code, iso currency');

export const DATASETS: Readonly<Record<Dataset, DatasetDefinition>> = {
  sales: {
    required: [['transaction_date'], ['unit_price', 'total_amount', 'gross_amount']],
    fields: {
      transaction_id: {
        kind: 'id',
        telling: true,
        names: list(
          'transaction id, order id, order number, order no, invoice, invoice no, invoice number, invoice id, receipt number, receipt no, receipt id, basket id, sale id, bill no, transaction number, transaction, order',
        ),
      },
      customer_id: { kind: 'id', names: CUSTOMER_ID },
      product_sku: { kind: 'text', names: SKU },
      product_name: { kind: 'text', names: [...PRODUCT_NAME, ...list('description, lineitem name')] },
      category: { kind: 'text', names: CATEGORY },
      transaction_date: {
        kind: 'date',
        names: list(
          'transaction date, order date, invoice date, purchase date, sale date, sales date, date of purchase, order timestamp, order time, transaction time, purchased at, ordered at, order purchase timestamp, date, datetime, date time, timestamp, created at, day',
        ),
      },
      quantity: {
        kind: 'number',
        telling: true,
        names: list(
          'quantity, qty, units, quantity sold, quantity ordered, units sold, no of items, items, pieces, lineitem quantity',
        ),
      },
      unit_price: {
        kind: 'number',
        telling: true,
        names: list(
          'unit price, price, avg price, average price, price each, item price, price per unit, selling price, sales price, lineitem price',
        ),
      },
      gross_amount: { kind: 'number', names: list('gross amount, gross sales, gross revenue, subtotal') },
      total_amount: {
        kind: 'number',
        telling: true,
        names: list(
          'total amount, revenue, net sales, net amount, net revenue, sales, sales amount, line total, total price, order value, order total, order amount, purchase amount, amount paid, total, amount, total spent, turnover',
        ),
      },
      discount_amount: {
        kind: 'number',
        names: list('discount amount, discount, discounts, discount value'),
      },
      tax_amount: {
        kind: 'number',
        names: list('tax amount, tax, sales tax, vat amount, gst amount, taxes'),
      },
      delivery_amount: {
        kind: 'number',
        names: list(
          'delivery charges, delivery amount, delivery, delivery fee, delivery cost, shipping, shipping cost, shipping fee, shipping amount, freight, freight value, postage',
        ),
      },
      coupon_status: { kind: 'text', names: list('coupon status, coupon used, coupon applied') },
      coupon_code: {
        kind: 'text',
        names: list('coupon code, coupon, voucher, voucher code, promo code, discount code'),
      },
      channel: { kind: 'text', names: CHANNEL },
      currency: { kind: 'text', names: CURRENCY },
    },
  },
  customers: {
    required: [['customer_id']],
    fields: {
      customer_id: { kind: 'id', names: CUSTOMER_ID, weakNames: list('id') },
      first_name: {
        kind: 'text',
        telling: true,
        names: list('first name, given name, firstname, forename'),
      },
      last_name: { kind: 'text', telling: true, names: list('last name, surname, family name, lastname') },
      email: { kind: 'text', telling: true, names: list('email, email address, e-mail, mail') },
      phone: {
        kind: 'text',
        telling: true,
        names: list('phone, phone number, mobile, mobile number, telephone, whatsapp, whatsapp number'),
      },
      gender: { kind: 'text', telling: true, names: list('gender, sex') },
      age: { kind: 'integer', telling: true, names: list('age, customer age') },
      location: {
        kind: 'text',
        telling: true,
        names: list('location, city, region, state, town, customer city, customer location'),
      },
      country: { kind: 'text', names: list('country, country code, customer country') },
      favorite_color: {
        kind: 'text',
        telling: true,
        names: list('favorite color, favourite colour, preferred color'),
      },
      customer_tenure_months: {
        kind: 'integer',
        telling: true,
        names: list('customer tenure months, tenure months, tenure, months as customer'),
      },
      customer_segment: { kind: 'text', names: list('customer segment, segment, customer group') },
      signup_date: {
        kind: 'date',
        telling: true,
        names: list(
          'signup date, sign up date, registration date, registered at, join date, joined at, customer since, start date, date joined, created at, signup',
        ),
      },
      email_consent: {
        kind: 'flag',
        telling: true,
        names: list(
          'email consent, email opt in, accepts marketing, accepts email marketing, marketing consent, newsletter, opt in',
        ),
      },
      whatsapp_consent: { kind: 'flag', telling: true, names: list('whatsapp consent, whatsapp opt in') },
      sms_consent: {
        kind: 'flag',
        telling: true,
        names: list('sms consent, sms opt in, accepts sms marketing, text consent'),
      },
    },
  },
  products: {
    required: [['product_sku']],
    fields: {
      product_sku: { kind: 'text', names: SKU, weakNames: list('id, code, article, handle') },
      product_name: { kind: 'text', names: PRODUCT_NAME, weakNames: list('name, title, description') },
      category: { kind: 'text', names: CATEGORY },
      product_group: {
        kind: 'text',
        telling: true,
        names: list('product group, group, brand, collection, product line, family'),
      },
      color: { kind: 'text', telling: true, names: list('color, colour, product color') },
      price: {
        kind: 'number',
        names: list('price, unit price, list price, retail price, rrp, variant price'),
      },
      gst_rate: { kind: 'number', names: list('gst rate, gst, tax rate, vat rate, vat') },
    },
  },
  spend: {
    required: [['spend_date'], ['amount', '*_spend']],
    fields: {
      spend_date: {
        kind: 'date',
        names: list('spend date, date, day, reporting date, report date, reporting starts, week, date start'),
      },
      channel: { kind: 'text', names: [...CHANNEL, ...list('platform, medium, network, publisher, source')] },
      campaign: {
        kind: 'text',
        names: list('campaign, campaign name, campaign id, xyz campaign id, utm campaign'),
      },
      amount: {
        kind: 'number',
        telling: true,
        names: list(
          'spend, spent, amount spent, ad spend, marketing spend, media spend, cost, costs, spend amount, budget spent',
        ),
        weakNames: list('amount, total, value'),
      },
      impressions: { kind: 'integer', telling: true, names: list('impressions, impr, views') },
      clicks: { kind: 'integer', telling: true, names: list('clicks, link clicks') },
      conversions: {
        kind: 'number',
        names: list('conversions, approved conversion, total conversion, results, purchases'),
      },
      currency: { kind: 'text', names: CURRENCY },
    },
  },
  events: {
    required: [['event_type'], ['event_at']],
    fields: {
      event_type: {
        kind: 'text',
        telling: true,
        names: list('event type, event, event name, action, activity'),
        weakNames: list('type'),
      },
      event_at: {
        kind: 'date',
        telling: true,
        names: list(
          'event time, event at, event timestamp, event date, occurred at, timestamp, time, datetime, created at, date',
        ),
      },
      customer_id: {
        kind: 'id',
        names: [...CUSTOMER_ID, ...list('visitor id, cookie id, anonymous id, device id, client')],
      },
      session_id: {
        kind: 'text',
        telling: true,
        names: list('session id, visit id, session, user session, visit'),
      },
      product_sku: { kind: 'text', names: SKU },
      page: {
        kind: 'text',
        names: list('page, page id, url, page url, page path, path, page name, screen'),
      },
      device: { kind: 'text', names: list('device, device type, device category, platform') },
      channel: {
        kind: 'text',
        names: [...CHANNEL, ...list('utm source, traffic source, source, medium, referrer')],
      },
    },
  },
  coupons: {
    required: [['month'], ['category'], ['discount_pct']],
    fields: {
      month: { kind: 'month', names: list('month, month name') },
      category: { kind: 'text', names: CATEGORY },
      coupon_code: { kind: 'text', telling: true, names: list('coupon code, coupon, code') },
      discount_pct: {
        kind: 'number',
        telling: true,
        names: list('discount pct, discount percent, discount percentage, discount %, discount'),
      },
    },
  },
  tax_rates: {
    required: [['category'], ['rate']],
    fields: {
      category: { kind: 'text', names: CATEGORY },
      rate: {
        kind: 'number',
        telling: true,
        names: list('gst, gst rate, vat, vat rate, tax rate, sales tax rate, tax'),
      },
    },
  },
};
