/** What lies in a cart, with prices in whole cents so that every total adds up. */
import type { Catalog, Category, Product } from './catalog.ts';
import { at, type Random } from './random.ts';
import type { Taste } from './taste.ts';

export interface Line {
  readonly product: Product;
  readonly quantity: number;
  readonly discountPercent: number;
  readonly couponStatus: 'Used' | 'Clicked' | 'Not Used';
  readonly couponCode: string | null;
  /** Days until it was sent back; null where it was kept. */
  readonly returnedAfter: number | null;
}

export type Cart = readonly Line[];

export interface Amounts {
  readonly gross: number;
  readonly discount: number;
  readonly total: number;
  readonly tax: number;
}

const RETURN_RATE = 0.045;
const FAVORITE_COLOR_RATE = 0.35;

/** One to six different products (one or two where somebody only looks). */
export function fillCart(order: {
  readonly taste: Taste;
  readonly month: number;
  readonly browsing: boolean;
  readonly catalog: Catalog;
  readonly random: Random;
}): Cart {
  const { taste, month, catalog, random } = order;
  const wanted = order.browsing ? random.int(0, 1) : 1 + Math.min(random.poisson(2), 5);
  const lines: Line[] = [];
  for (let n = 0; n < wanted; n += 1) {
    const category = at(catalog.categories, random.weighted(taste.categories));
    const product = drawProduct(category, taste, random);
    if (lines.some((line) => line.product === product)) continue;
    const coupon = catalog.coupon(month, category);
    const used = random.chance(taste.coupons);
    const clicked = used || random.chance(0.4);
    lines.push({
      product,
      quantity: drawQuantity(product, random),
      discountPercent: used ? coupon.percent : 0,
      couponStatus: used ? 'Used' : clicked ? 'Clicked' : 'Not Used',
      couponCode: clicked ? coupon.code : null,
      returnedAfter: random.chance(RETURN_RATE) ? random.int(3, 20) : null,
    });
  }
  return lines;
}

function drawProduct(category: Category, taste: Taste, random: Random): Product {
  const luxury = category.luxury.length > 0 && random.chance(taste.luxury);
  const shelf = luxury ? category.luxury : category.everyday;
  if (random.chance(FAVORITE_COLOR_RATE)) {
    const matching = shelf.filter(({ color }) => color === taste.favoriteColor);
    if (matching.length > 0) return random.pick(matching);
  }
  // Shelves are sorted by price, and the cheap end is asked for more.
  return at(shelf, Math.floor(shelf.length * random.next() ** 2));
}

function drawQuantity(product: Product, random: Random): number {
  if (product.small) return 1 + random.poisson(0.8);
  return product.line === 'luxury' || random.chance(0.93) ? 1 : 2;
}

/** The amounts of `quantity` pieces in cents; negative for a return. */
export function amountsOf(line: Line, quantity: number): Amounts {
  const gross = line.product.priceCents * quantity;
  const discount = Math.sign(gross) * Math.round((Math.abs(gross) * line.discountPercent) / 100);
  const total = gross - discount;
  const tax = Math.sign(total) * Math.round(Math.abs(total) * line.product.taxRate);
  return { gross, discount, total, tax };
}
