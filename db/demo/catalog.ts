/** What the demo shop sells, and its coupons. */
import { at, createRandom } from './random.ts';

// biome-ignore format: one line reads better
export const COLORS = ['black', 'white', 'red', 'blue', 'green', 'grey', 'brown', 'yellow', 'pink', 'purple'] as const;

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly group: string;
  readonly color: string;
  /** Whole cents. */
  readonly priceCents: number;
  readonly taxRate: number;
  readonly line: 'everyday' | 'luxury';
  /** Typical people put more than one into the cart. */
  readonly small: boolean;
}

export interface Category {
  readonly name: string;
  readonly group: string;
  /** How often it is bought against the others. */
  readonly popularity: number;
  readonly taxRate: number;
  readonly everyday: readonly Product[];
  readonly luxury: readonly Product[];
  readonly couponPrefix: string;
}

export interface Catalog {
  readonly categories: readonly Category[];
  readonly products: readonly Product[];
  /** The coupon of a month (1–12) and category. */
  coupon(month: number, category: Category): { readonly code: string; readonly percent: number };
}

interface Blueprint {
  readonly name: string;
  readonly group: string;
  readonly popularity: number;
  readonly taxRate: number;
  /** Everyday prices from … to. */
  readonly prices: readonly [number, number];
  readonly luxuryPrices?: readonly [number, number];
  readonly small?: boolean;
  readonly kinds: readonly string[];
}

// biome-ignore format: a table
const BLUEPRINTS: readonly Blueprint[] = [
  { name: 'Socks', group: 'Footwear', popularity: 12, taxRate: 0.1, prices: [5, 16], small: true, kinds: ['Ankle Socks', 'Crew Socks', 'Wool Socks', 'Running Socks'] },
  { name: 'Sneakers', group: 'Footwear', popularity: 5, taxRate: 0.1, prices: [42, 110], kinds: ['Court Sneakers', 'Runner Sneakers', 'High-Top Sneakers', 'Canvas Sneakers'] },
  { name: 'Shoes', group: 'Footwear', popularity: 5, taxRate: 0.1, prices: [45, 120], luxuryPrices: [260, 620], kinds: ['Derby Shoes', 'Loafers', 'Chelsea Boots', 'Sandals'] },
  { name: 'Jackets', group: 'Clothing', popularity: 3, taxRate: 0.1, prices: [55, 160], luxuryPrices: [380, 950], kinds: ['Rain Jacket', 'Denim Jacket', 'Down Jacket', 'Wool Coat'] },
  { name: 'Shirts', group: 'Clothing', popularity: 10, taxRate: 0.1, prices: [12, 42], kinds: ['T-Shirt', 'Oxford Shirt', 'Linen Shirt', 'Polo Shirt'] },
  { name: 'Trousers', group: 'Clothing', popularity: 6, taxRate: 0.1, prices: [24, 68], kinds: ['Chinos', 'Jeans', 'Shorts', 'Pleated Trousers'] },
  { name: 'Dresses', group: 'Clothing', popularity: 4, taxRate: 0.1, prices: [28, 85], luxuryPrices: [320, 840], kinds: ['Summer Dress', 'Wrap Dress', 'Evening Dress', 'Shirt Dress'] },
  { name: 'Knitwear', group: 'Clothing', popularity: 4, taxRate: 0.1, prices: [28, 75], luxuryPrices: [220, 480], kinds: ['Crewneck Jumper', 'Cardigan', 'Roll-Neck Jumper', 'Scarf'] },
  { name: 'Sportswear', group: 'Clothing', popularity: 6, taxRate: 0.1, prices: [14, 52], kinds: ['Running Tights', 'Training Top', 'Yoga Trousers', 'Hoodie'] },
  { name: 'Bags', group: 'Accessories', popularity: 4, taxRate: 0.18, prices: [22, 95], luxuryPrices: [340, 1250], kinds: ['Backpack', 'Tote Bag', 'Shoulder Bag', 'Weekender'] },
  { name: 'Watches', group: 'Accessories', popularity: 2, taxRate: 0.18, prices: [38, 140], luxuryPrices: [480, 1950], kinds: ['Field Watch', 'Chronograph', 'Dress Watch', 'Diver Watch'] },
  { name: 'Jewellery', group: 'Accessories', popularity: 4, taxRate: 0.18, prices: [12, 70], luxuryPrices: [290, 1500], kinds: ['Necklace', 'Bracelet', 'Earrings', 'Ring'] },
  { name: 'Sunglasses', group: 'Accessories', popularity: 4, taxRate: 0.18, prices: [14, 58], luxuryPrices: [190, 390], kinds: ['Round Sunglasses', 'Aviator Sunglasses', 'Square Sunglasses', 'Sport Sunglasses'] },
  { name: 'Home', group: 'Living', popularity: 9, taxRate: 0.1, prices: [8, 55], small: true, kinds: ['Cushion', 'Throw', 'Vase', 'Table Lamp'] },
  { name: 'Kitchen', group: 'Living', popularity: 9, taxRate: 0.1, prices: [6, 48], small: true, kinds: ['Mug', 'Chopping Board', 'Storage Jar', 'Tea Towel'] },
  { name: 'Beauty', group: 'Care', popularity: 11, taxRate: 0.05, prices: [5, 32], small: true, kinds: ['Hand Cream', 'Shampoo Bar', 'Face Oil', 'Bath Salt'] },
];

const EVERYDAY_LINES = ['Alder', 'Brook', 'Fjord', 'Linden', 'Marlow', 'Sparrow', 'Tansy', 'Wicket'];
const LUXURY_LINES = ['Orrendale Atelier', 'Casa Velluno', 'Halvorsen & Daughters'];
const EVERYDAY_PER_CATEGORY = 16;
const LUXURY_PER_CATEGORY = 6;
const COUPON_PERCENTS = [10, 20, 30];

/** About 300 products; they depend on nothing but the seed. */
export function createCatalog(seed: number): Catalog {
  const random = createRandom(seed, 1);
  const categories = BLUEPRINTS.map((blueprint, position): Category => {
    const { name, group, popularity, taxRate, kinds, prices, luxuryPrices, small = false } = blueprint;
    const make = (line: Product['line'], count: number, [low, high]: readonly [number, number]) => {
      const names = line === 'luxury' ? LUXURY_LINES : EVERYDAY_LINES;
      const products: Product[] = [];
      for (let n = 0; n < count; n += 1) {
        // Kind, colour and line run at different speeds, so that no two products share a name.
        const color = at(COLORS, (n * 3 + position) % COLORS.length);
        const kind = at(kinds, n % kinds.length);
        const collection = at(names, Math.floor(n / kinds.length + position) % names.length);
        products.push({
          sku: `${name.slice(0, 3).toUpperCase()}-${line === 'luxury' ? 'L' : ''}${String(n + 1).padStart(3, '0')}`,
          name: `${collection} ${kind}, ${color}`,
          category: name,
          group,
          color,
          priceCents:
            Math.round(low + (high - low) * (n / (count - 1))) * 100 - (random.chance(0.6) ? 10 : 50),
          taxRate,
          line,
          small,
        });
      }
      return products;
    };
    return {
      name,
      group,
      popularity,
      taxRate,
      everyday: make('everyday', EVERYDAY_PER_CATEGORY, prices),
      luxury: luxuryPrices ? make('luxury', LUXURY_PER_CATEGORY, luxuryPrices) : [],
      couponPrefix: name.slice(0, 4).toUpperCase(),
    };
  });
  return {
    categories,
    products: categories.flatMap((category) => [...category.everyday, ...category.luxury]),
    coupon(month, category) {
      const offset = category.name.length;
      const percent = at(COUPON_PERCENTS, (month + offset) % COUPON_PERCENTS.length);
      return { code: `${category.couponPrefix}${percent}`, percent };
    },
  };
}
