/**
 * What words mean by convention, in ids of the semantic model. A model that lacks one of these simply has no
 * such convention: the question is then asked back.
 */
export const CONVENTIONS = {
  /** “how much did we sell”, “top customers”, “how did Chicago do”. */
  money: 'revenue',
  /** “how many did we sell”. */
  pieces: 'units',
  people: 'customers',
  orders: 'orders',
  /** “how much did we spend”. */
  marketing: 'spend',
  peopleOnFile: 'customer_base',
  newPeople: 'new_customers',
  returningPeople: 'returning_customers',
  customer: 'customer',
  product: 'product',
  location: 'location',
  customerType: 'customer_type',
  month: 'month_name',
  couponCode: 'coupon_code',
  couponStatus: 'coupon_status',
  /** The value of `couponStatus` where the coupon took something off. */
  couponUsed: 'Used',
  /** Months that a customer has been with the team; years are twelve of them. */
  tenure: 'tenure_months',
  age: 'age_years',
  /** The value of `customerType` for those who had bought before. */
  returning: 'Returning',
  /** Numeric dimensions that a threshold on a person or an order narrows by. */
  orderValue: 'order_value',
  customerRevenue: 'customer_revenue',
  customerOrders: 'customer_orders',
} as const;

/** Numbers that say that something is there at all, tried in this order. */
export const PRESENCE: readonly string[] = ['orders', 'spend', 'events', 'customer_base'];

/** Names that two metrics share in everyday use. */
export const TWO_METRICS: Readonly<Record<string, readonly string[]>> = {
  'basket size': ['average_order_value', 'units_per_order'],
  'average basket size': ['average_order_value', 'units_per_order'],
  'avg basket size': ['average_order_value', 'units_per_order'],
  returned: ['value_returned', 'units_returned'],
  refunded: ['value_returned', 'units_returned'],
  'sent back': ['units_returned', 'value_returned'],
  'coupon use': ['coupon_orders', 'coupon_use_rate'],
  'coupon usage': ['coupon_orders', 'coupon_use_rate'],
};

/** What may be meant by an average that does not say of what. */
export const AVERAGES: Readonly<Record<string, readonly string[]>> = {
  revenue: ['average_order_value', 'revenue_per_customer'],
  units: ['units_per_order'],
  orders: ['orders_per_customer'],
  delivery: ['delivery_per_order'],
  discount: ['discount_rate', 'discount_per_order'],
  tax: ['tax_per_order'],
};

/** Dimensions with too many values to list without a limit. */
export const DEFAULT_LIMIT = 10;
