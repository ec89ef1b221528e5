import type { FilePlan } from '../detect/file-plan.ts';
import type { LineCounter } from '../keys/line-counter.ts';
import type { CustomerDays } from '../load/customer-days.ts';
import type { CouponEntry, ProductIndex } from '../load/product-index.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { Attributes } from './attributes.ts';
import { cellOf } from './cell.ts';
import { DateField } from './date-field.ts';
import { Exchange } from './exchange.ts';
import type { FactEncoder, TuplePart } from './fact-encoder.ts';
import { FactKeys } from './fact-keys.ts';
import { ProductCells } from './product-cells.ts';
import { SaleAmounts } from './sale-amounts.ts';
import { TextField } from './text-field.ts';

/** What each value is in a line's content; the numbers are part of every line key and never change. */
const F = {
  transaction: 1,
  customer: 2,
  product: 3,
  /** and 5, the instant */
  day: 4,
  /** to 12 */
  amounts: 6,
  couponStatus: 13,
  couponCode: 14,
  channel: 15,
  currency: 16,
  attributes: 17,
} as const;

export interface SalesContext {
  readonly tenantId: string;
  readonly importId: string;
  /** The workspace's. */
  readonly currency: string;
  readonly counter: LineCounter;
  readonly products: ProductIndex;
  /** Gathers the customers met and their days. */
  readonly customers: CustomerDays;
}

/** Turns the records of a sales file into tuples of `fct_sales`. docs/import.md states the rules. */
export function createSalesEncoder(plan: FilePlan, context: SalesContext): FactEncoder {
  const keys = new FactKeys(context.tenantId, context.importId, context.counter);
  const date = new DateField(plan, 'transaction_date');
  const transaction = new TextField(cellOf(plan, 'transaction_id'), F.transaction, 'id');
  const customer = new TextField(cellOf(plan, 'customer_id'), F.customer, 'id');
  const product = new ProductCells(plan, context.products);
  const sku = new TextField(product.sku, F.product);
  const couponStatus = new TextField(cellOf(plan, 'coupon_status'), F.couponStatus);
  const couponCode = new TextField(cellOf(plan, 'coupon_code'), F.couponCode);
  const channel = new TextField(cellOf(plan, 'channel'), F.channel);
  const texts = [transaction, customer, sku, couponStatus, couponCode, channel];
  const exchange = new Exchange(plan, context.currency);
  const amounts = new SaleAmounts(plan);
  const attributes = new Attributes(plan, product.attributeColumns);
  const returnPrefix = plan.returnPrefix === null ? null : Buffer.from(plan.returnPrefix);
  const { content } = keys;
  let coupon: CouponEntry | undefined;

  const settle = (record: RecordScanner) => {
    content.clear();
    for (const text of texts) text.load(record, content);
    date.addTo(content, F.day);
    amounts.addTo(content, F.amounts);
    exchange.addTo(content, F.currency);
    attributes.load(record).addTo(content, F.attributes);
    keys.settle(date.day);
    const entry = sku.present ? product.entry(record) : null;
    coupon = couponStatus.isOneOf(USED_WORDS) ? entry?.coupons[date.month] : undefined;
    const returned = returnPrefix !== null && transaction.isNumberAfter(returnPrefix);
    amounts.settle(returned, coupon?.fraction ?? null, entry?.taxRate ?? null, exchange.rate);
  };

  const couponPart: TuplePart = {
    column: ['coupon_code', 'text'],
    write: (writer) => {
      if (couponCode.present || coupon === undefined) couponCode.write(writer);
      else writer.text(coupon.code, 0, coupon.code.length);
    },
  };
  // Columns that the file has nothing for are left to their defaults: fewer bytes, and no JSON to parse.
  const mayHaveCoupon = sku.isGiven && couponStatus.isGiven && context.products.hasCoupons;
  const parts: TuplePart[] = [
    { column: ['tenant_id', 'uuid'], write: (writer) => writer.uuid(keys.tenantId) },
    { column: ['line_key', 'uuid'], write: (writer) => writer.uuid(keys.key) },
    {
      column: ['transaction_id', 'text'],
      // Without a number of its own every line is an order.
      write: (writer) => (transaction.present ? transaction.write(writer) : writer.hex(keys.key)),
    },
    ...customer.parts('customer_id'),
    ...sku.parts('product_sku'),
    { column: ['transaction_date', 'date'], write: (writer) => date.writeDay(writer) },
    { column: ['transaction_at', 'timestamptz'], write: (writer) => date.writeInstant(writer) },
    ...amounts.parts({ coupons: mayHaveCoupon, taxRates: context.products.hasTaxRates }),
    ...couponStatus.parts('coupon_status'),
    ...(couponCode.isGiven || mayHaveCoupon ? [couponPart] : []),
    ...channel.parts('channel'),
    ...exchange.parts(),
    ...attributes.parts('attributes'),
    { column: ['import_id', 'uuid'], write: (writer) => writer.uuid(keys.importId) },
  ];

  return {
    target: {
      table: 'fct_sales',
      day: 'transaction_date',
      columns: parts.map(({ column }) => column),
    },
    days: () => keys.days(),
    encode: (record, writer) => {
      const rejection = date.load(record) ?? exchange.load(record) ?? amounts.load(record);
      if (rejection) return rejection;
      settle(record);
      if (customer.present) customer.see(context.customers, date.day);
      writer.begin(parts.length);
      for (const part of parts) part.write(writer);
      return null;
    },
  };
}

const USED_WORDS = new Set(['used', 'yes', 'true', '1', 'y', 'redeemed', 'applied']);
