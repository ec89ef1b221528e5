import type { FilePlan } from '../detect/file-plan.ts';
import type { LineContent } from '../keys/line-content.ts';
import type { RecordScanner } from '../read/record-scanner.ts';
import { Decimal } from '../values/decimal.ts';
import { type Amount, amountOf, UNREADABLE } from './amount.ts';
import type { Rejection, TuplePart } from './fact-encoder.ts';

const PRICE_PLACES = 6;
const MONEY_PLACES = 4;

/**
 * The amounts of a sales line, exact: gross = quantity · price, revenue = gross - discount, tax = revenue · rate,
 * where the line does not give them itself.
 */
export class SaleAmounts {
  readonly quantity = new Decimal();
  readonly unitPrice = new Decimal();
  readonly gross = new Decimal();
  readonly discount = new Decimal();
  readonly total = new Decimal();
  readonly tax = new Decimal();
  readonly delivery = new Decimal();

  readonly #quantity: Amount | null;
  readonly #price: Amount | null;
  readonly #gross: Amount | null;
  readonly #total: Amount | null;
  readonly #discount: Amount | null;
  readonly #tax: Amount | null;
  readonly #delivery: Amount | null;
  /** With the place of each in a line's content. */
  readonly #all: readonly { amount: Amount; place: number }[];
  readonly #discountIsRate: boolean;

  constructor(plan: FilePlan) {
    this.#quantity = amountOf(plan, 'quantity');
    this.#price = amountOf(plan, 'unit_price');
    this.#gross = amountOf(plan, 'gross_amount');
    this.#total = amountOf(plan, 'total_amount');
    this.#discount = amountOf(plan, 'discount_amount');
    this.#tax = amountOf(plan, 'tax_amount');
    this.#delivery = amountOf(plan, 'delivery_amount');
    this.#all = [
      this.#quantity,
      this.#price,
      this.#gross,
      this.#total,
      this.#discount,
      this.#tax,
      this.#delivery,
    ].flatMap((amount, place) => (amount === null ? [] : [{ amount, place }]));
    this.#discountIsRate = plan.fractions.has('discount_amount');
  }

  /** Reads the line's own numbers. */
  load(record: RecordScanner): Rejection | null {
    for (const { amount } of this.#all)
      if (amount.load(record) === UNREADABLE)
        return { column: amount.cell.header, reason: `${amount.cell.quoted()} is no number` };
    const discount = this.#discount;
    if (this.#discountIsRate && discount?.present && !isFraction(discount.value))
      return {
        column: discount.cell.header,
        reason: `${discount.cell.quoted()} is no fraction, as the discounts before it are`,
      };
    if (this.#price?.present || this.#total?.present || this.#gross?.present) return null;
    const column = this.#price ?? this.#total ?? this.#gross;
    return { column: column?.cell.header ?? '', reason: 'the amount is missing' };
  }

  /** Makes the line's own numbers part of its content. @param first number of the first field */
  addTo(content: LineContent, first: number): void {
    for (const { amount, place } of this.#all)
      if (amount.present) content.decimal(first + place, amount.value);
  }

  /**
   * Works out what the line leaves open.
   * @param returned the invoice number says that the line is a return
   * @param couponFraction what a used coupon takes off the gross amount
   * @param taxRate of the product's category
   * @param exchangeRate worth of one unit in the workspace's currency
   */
  settle(
    returned: boolean,
    couponFraction: Decimal | null,
    taxRate: Decimal | null,
    exchangeRate: Decimal | null,
  ): void {
    if (this.#quantity?.present) this.quantity.copy(this.#quantity.value);
    else this.quantity.set(1, 0);
    this.#settleGross();
    this.#settleDiscount(couponFraction);
    if (this.#total?.present) this.total.copy(this.#total.value);
    else this.total.sum(this.gross, this.discount, -1);
    if (returned && !this.quantity.isNegative() && !this.total.isNegative()) this.#turnBack();
    if (this.#tax?.present) this.tax.copy(this.#tax.value);
    else if (taxRate === null) this.tax.set(0, 0);
    else this.tax.product(this.total, taxRate);
    if (this.#delivery?.present) this.delivery.copy(this.#delivery.value);
    else this.delivery.set(0, 0);
    if (exchangeRate !== null) this.#convert(exchangeRate);
  }

  /** The columns from `quantity` to `delivery_amount`; those that are zero throughout are left out. */
  parts(may: { readonly coupons: boolean; readonly taxRates: boolean }): TuplePart[] {
    const part = (name: string, value: Decimal): TuplePart => ({
      column: [name, 'numeric'],
      write: (writer) => writer.numeric(value),
    });
    return [
      part('quantity', this.quantity),
      part('unit_price', this.unitPrice),
      part('gross_amount', this.gross),
      ...(this.#discount || this.#total || may.coupons ? [part('discount_amount', this.discount)] : []),
      part('total_amount', this.total),
      ...(this.#tax || may.taxRates ? [part('tax_amount', this.tax)] : []),
      ...(this.#delivery ? [part('delivery_amount', this.delivery)] : []),
    ];
  }

  #settleGross(): void {
    if (this.#gross?.present) this.gross.copy(this.#gross.value);
    else if (this.#price?.present) this.gross.product(this.quantity, this.#price.value);
    else if (this.#total?.present) this.#grossFromTotal(this.#total.value);
    if (this.#price?.present) this.unitPrice.copy(this.#price.value);
    else if (this.quantity.isZero()) this.unitPrice.set(0, 0);
    else if (this.quantity.mantissa === 1 && this.quantity.scale === 0) this.unitPrice.copy(this.gross);
    else this.unitPrice.quotient(this.gross, this.quantity, PRICE_PLACES);
  }

  #grossFromTotal(total: Decimal): void {
    if (!this.#discount?.present) this.gross.copy(total);
    else if (!this.#discountIsRate) this.gross.sum(total, this.#discount.value, 1);
    else {
      const rest = new Decimal().sum(new Decimal().set(1, 0), this.#discount.value, -1);
      if (rest.isZero()) this.gross.copy(total);
      else this.gross.quotient(total, rest, MONEY_PLACES);
    }
  }

  #settleDiscount(couponFraction: Decimal | null): void {
    const { discount, gross } = this;
    if (this.#discount?.present) {
      if (!this.#discountIsRate) discount.copy(this.#discount.value);
      else if (this.#total?.present && !this.#price?.present) discount.sum(gross, this.#total.value, -1);
      else discount.product(gross, this.#discount.value);
      // A discount reduces the line, whatever sign the file gives it.
      if (!discount.isZero() && discount.isNegative() !== gross.isNegative()) discount.negate();
    } else if (this.#total?.present) {
      discount.sum(gross, this.#total.value, -1);
      // A total above the gross amount holds tax or delivery: that is no discount.
      if (discount.isNegative() !== gross.isNegative()) discount.set(0, 0);
    } else if (couponFraction !== null) discount.product(gross, couponFraction);
    else discount.set(0, 0);
  }

  #turnBack(): void {
    this.quantity.negate();
    this.gross.negate();
    this.discount.negate();
    this.total.negate();
  }

  #convert(rate: Decimal): void {
    for (const amount of [this.unitPrice, this.gross, this.discount, this.total, this.tax, this.delivery])
      amount.product(amount, rate).trim();
  }
}

/** From -1 to 1. */
function isFraction({ big, mantissa, scale }: Decimal): boolean {
  return big === null && Math.abs(mantissa) <= 10 ** scale;
}
