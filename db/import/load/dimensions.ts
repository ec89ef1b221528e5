import type { Dataset } from '../report.ts';

/** How a stored value is read out of a cell. */
export type DimensionValue =
  | 'text'
  | 'id'
  | 'integer'
  | 'number'
  | 'percent'
  | 'fraction'
  | 'date'
  | 'flag'
  | 'month';

export interface DimensionColumn {
  readonly name: string;
  readonly value: DimensionValue;
  /** Given with a new row and never changed after. */
  readonly onlyWhenNew?: boolean;
}

/** A table with one row per key, which an import adds to and changes. */
export interface Dimension {
  readonly table: string;
  readonly key: readonly DimensionColumn[];
  readonly columns: readonly DimensionColumn[];
  readonly hasAttributes: boolean;
}

const column = (name: string, value: DimensionValue): DimensionColumn => ({ name, value });
const consent = (name: string): DimensionColumn => ({ name, value: 'flag', onlyWhenNew: true });

export const DIMENSIONS: Readonly<Record<Exclude<Dataset, 'sales' | 'spend' | 'events'>, Dimension>> = {
  customers: {
    table: 'dim_customer',
    key: [column('customer_id', 'id')],
    columns: [
      column('first_name', 'text'),
      column('last_name', 'text'),
      column('email', 'text'),
      column('phone', 'text'),
      column('gender', 'text'),
      column('age', 'integer'),
      column('location', 'text'),
      column('country', 'text'),
      column('favorite_color', 'text'),
      column('customer_tenure_months', 'integer'),
      column('customer_segment', 'text'),
      column('signup_date', 'date'),
      consent('email_consent'),
      consent('whatsapp_consent'),
      consent('sms_consent'),
    ],
    hasAttributes: true,
  },
  products: {
    table: 'dim_products',
    key: [column('product_sku', 'text')],
    columns: [
      column('product_name', 'text'),
      column('category', 'text'),
      column('product_group', 'text'),
      column('color', 'text'),
      column('price', 'number'),
      column('gst_rate', 'fraction'),
    ],
    hasAttributes: true,
  },
  coupons: {
    table: 'coupons',
    key: [column('month', 'month'), column('category', 'text')],
    columns: [column('coupon_code', 'text'), column('discount_pct', 'percent')],
    hasAttributes: false,
  },
  tax_rates: {
    table: 'tax_rates',
    key: [column('category', 'text')],
    columns: [column('rate', 'fraction')],
    hasAttributes: false,
  },
};
