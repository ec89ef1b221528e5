/** What a customer likes to buy. */
import type { Catalog } from './catalog.ts';
import type { Customer } from './customers.ts';
import { at, type Random } from './random.ts';
import { STORIES } from './stories.ts';

export interface Taste {
  /** One weight per category of the catalogue. */
  readonly categories: readonly number[];
  readonly favoriteColor: string;
  /** Part of the lines, where the category has any, that are of a luxury line. */
  readonly luxury: number;
  /** Part of the lines on which a coupon is used. */
  readonly coupons: number;
}

const FAVOURITES = 3;
const FAVOURITE_FACTOR = 5;
const LUXURY_BY_CHANCE = 0.004;

/** Draws the taste of `customer`; the stories have theirs given. */
export function createTaste(customer: Customer, catalog: Catalog, random: Random): Taste {
  const { categories } = catalog;
  const weights = categories.map(({ popularity }) => popularity);
  for (let n = 0; n < FAVOURITES; n += 1) {
    const favourite = random.weighted(weights);
    weights[favourite] = at(weights, favourite) * FAVOURITE_FACTOR;
  }
  const { growing, dying } = STORIES;
  if (customer.habit === 'growing') {
    const index = categories.findIndex(({ name }) => name === growing.category);
    const others = weights.reduce((sum, weight) => sum + weight, 0) - at(weights, index);
    weights[index] = (others * growing.categoryShare) / (1 - growing.categoryShare);
  }
  const wanted: readonly string[] = dying.categories;
  const fits = (index: number) => {
    const category = at(categories, index);
    if (customer.habit === 'dying') return wanted.includes(category.name) ? 14 : 1;
    if (customer.habit === 'luxury') return category.luxury.length > 0 ? 4 : 1;
    return 1;
  };
  return {
    categories: weights.map((weight, index) => weight * fits(index)),
    favoriteColor: customer.favoriteColor,
    luxury: customer.habit === 'luxury' ? STORIES.luxury.lineShare : LUXURY_BY_CHANCE,
    coupons: random.chance(0.3) ? 0.6 : 0.22,
  };
}
