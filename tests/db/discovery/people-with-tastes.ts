/** Invented people with known tastes, and what marketers might ask of them with the answers that are right. */

/** Names of categories as shops have them, by the kind of person who buys them. */
const POOLS = {
  sport: ['Sportswear', 'Running Shoes', 'Yoga Mats', 'Cycling Gear', 'Fitness Trackers', 'Tennis Rackets'],
  fashion: ['Dresses', 'Handbags', 'Jewellery', 'High Heels', 'Scarves', 'Sneakers', 'Shirts'],
  home: ['Home Decor', 'Cushions', 'Candles', 'Table Lamps', 'Bedding'],
  cooking: ['Kitchen', 'Cookware', 'Bakeware', 'Tableware', 'Chopping Boards'],
  technology: ['Smartphones', 'Laptops', 'Headphones', 'Cameras', 'Smart Speakers'],
  gaming: ['Video Games', 'Consoles', 'Gaming Chairs'],
  family: ['Toys', 'Baby Clothes', 'Kidswear', 'Board Games'],
  garden: ['Garden Tools', 'Houseplants', 'Flower Seeds'],
  beauty: ['Skincare', 'Makeup', 'Perfume', 'Hair Care'],
  food: ['Wine', 'Coffee', 'Chocolate', 'Cheese', 'Olive Oil'],
  outdoor: ['Hiking Boots', 'Tents', 'Camping Stoves', 'Fishing Rods'],
  books: ['Books', 'Notebooks', 'Fountain Pens'],
  pets: ['Dog Food', 'Cat Litter', 'Aquariums'],
  travel: ['Suitcases', 'Travel Pillows', 'Carry-On Bags'],
  craft: ['Painting', 'Sewing Machines', 'Knitting Yarn'],
} as const;
type Pool = keyof typeof POOLS;

const COLORS = ['black', 'white', 'red', 'blue', 'green', 'grey', 'brown', 'yellow', 'pink', 'purple'];
const COUNTRIES = ['DE', 'PL', 'FR', 'GB', 'US', 'ES'];

export interface Person {
  readonly id: string;
  readonly interests: readonly string[];
  readonly colors: readonly string[];
  readonly country: string;
  readonly age: number;
  readonly spent: number;
  readonly luxury: boolean;
}

/** As `customer_profiles.profile_text` has it. */
export function profileText(person: Person): string {
  const parts = [
    `From ${person.country}, age ${person.age}, favorite color ${person.colors[0]}.`,
    `Total spent: ${person.spent.toFixed(2)}.`,
    `Primary interests: ${person.interests.join(', ').toLowerCase()}.`,
    `Preferred colors: ${person.colors.join(', ')}.`,
  ];
  if (person.luxury) parts.push('This customer likes luxury items.');
  return parts.join(' ');
}

/** `count` people of one or two kinds, with now and then something that is not like them. */
export function createPeople(count: number, random: () => number): readonly Person[] {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const some = <T>(items: readonly T[], n: number): T[] => {
    const left = [...items];
    return Array.from({ length: Math.min(n, left.length) }, () =>
      left.splice(Math.floor(random() * left.length), 1),
    ).flat();
  };
  const pools = Object.keys(POOLS) as Pool[];
  return Array.from({ length: count }, (_, index): Person => {
    const kinds = some(pools, random() < 0.5 ? 1 : 2);
    const own = kinds.flatMap((kind) => some(POOLS[kind], 2 + Math.floor(random() * 2)));
    const stray = random() < 0.4 ? [pick(POOLS[pick(pools)])] : [];
    const luxury = random() < 0.2;
    return {
      id: `p${String(index).padStart(5, '0')}`,
      interests: [...new Set([...own, ...stray])],
      colors: some(COLORS, 2),
      country: pick(COUNTRIES),
      age: 16 + Math.floor(random() * 64),
      spent: Math.round((luxury ? 800 + random() * 3000 : random() * 800) * 100) / 100,
      luxury,
    };
  });
}

type Judge = (person: Person) => boolean;
export type Query = readonly [text: string, right: Judge];
const buys =
  (...names: readonly string[]): Judge =>
  ({ interests }) =>
    names.some((name) => interests.includes(name));
const of = (pool: Pool): Judge => buys(...POOLS[pool]);
const likes =
  (...colors: readonly string[]): Judge =>
  (person) =>
    colors.some((color) => person.colors.includes(color));
const luxury: Judge = (person) => person.luxury;
const all =
  (...judges: readonly Judge[]): Judge =>
  (person) =>
    judges.every((judge) => judge(person));
const not =
  (judge: Judge): Judge =>
  (person) =>
    !judge(person);

/** What is typed, and who is meant by it. Written before anything was tried on them. */
export const QUERIES: readonly Query[] = [
  ['high-end shoppers', luxury],
  ['people with expensive taste', luxury],
  ['customers who love designer fashion', all(luxury, of('fashion'))],
  ['fitness enthusiasts', of('sport')],
  ['folks who work out a lot', of('sport')],
  ['runners', buys('Running Shoes')],
  ['yoga lovers', buys('Yoga Mats')],
  ['cyclists', buys('Cycling Gear')],
  ['home cooks', of('cooking')],
  ['people who like to bake', buys('Bakeware')],
  ['tech geeks', of('technology')],
  ['gadget lovers', of('technology')],
  ['photographers', buys('Cameras')],
  ['gamers', of('gaming')],
  ['parents of small children', of('family')],
  ['plant parents', buys('Houseplants', 'Flower Seeds')],
  ['people with green fingers', of('garden')],
  ['skincare addicts', buys('Skincare')],
  ['make-up fans', buys('Makeup')],
  ['perfume buyers', buys('Perfume')],
  ['wine connoisseurs', buys('Wine')],
  ['coffee drinkers', buys('Coffee')],
  ['people with a sweet tooth', buys('Chocolate')],
  ['campers and hikers', of('outdoor')],
  ['bookworms', buys('Books')],
  ['dog owners', buys('Dog Food')],
  ['cat people', buys('Cat Litter')],
  ['globetrotters', of('travel')],
  ['interior design enthusiasts', of('home')],
  ['people who want a cosy living room', of('home')],
  ['sporty customers who are not into luxury', all(of('sport'), not(luxury))],
  ['luxury shoppers who do not care about fashion', all(luxury, not(of('fashion')))],
  ['foodies, but no wine', all(of('food'), not(buys('Wine')))],
  ['beauty but not perfume', all(of('beauty'), not(buys('Perfume')))],
  ['tech fans without gaming', all(of('technology'), not(of('gaming')))],
  ['red handbags', all(likes('red'), buys('Handbags'))],
  ['customers who prefer dark colours', likes('black', 'grey')],
  ['a luxury red-themed fashion campaign', all(luxury, likes('red'), of('fashion'))],
  ['young gamers', all(of('gaming'), ({ age }) => age < 30)],
  ['retired gardeners', all(of('garden'), ({ age }) => age >= 60)],
  ['French wine lovers', all(buys('Wine'), ({ country }) => country === 'FR')],
  ['sneekers', buys('Sneakers')],
  ['jewelery', buys('Jewellery')],
  ['arts and crafts', of('craft')],
  ['people who love pets', of('pets')],
  ['accessories for stylish women', buys('Handbags', 'Jewellery', 'Scarves')],
  ['gift ideas for coffee lovers', buys('Coffee')],
  ['green home decor lovers', all(likes('green'), of('home'))],
  ['cheese', buys('Cheese')],
  ['olive oil', buys('Olive Oil')],
];

/** The same, written after the lexicon was made and never used to change it. */
export const HELD_OUT: readonly Query[] = [
  ['big spenders with a taste for the exclusive', luxury],
  ['VIP clients', luxury],
  ['upscale home lovers', all(luxury, of('home'))],
  ['athletic types', of('sport')],
  ['joggers', buys('Running Shoes')],
  ['people who ride bikes', buys('Cycling Gear')],
  ['racket sports', buys('Tennis Rackets')],
  ['mums and dads', of('family')],
  ['families with toddlers', of('family')],
  ['horticulture hobbyists', of('garden')],
  ['cosmetics shoppers', of('beauty')],
  ['fragrance lovers', buys('Perfume')],
  ['shampoo and conditioner', buys('Hair Care')],
  ['gourmets', of('food')],
  ['espresso drinkers', buys('Coffee')],
  ['chocoholics', buys('Chocolate')],
  ['anglers', buys('Fishing Rods')],
  ['people going trekking', buys('Hiking Boots', 'Tents', 'Camping Stoves')],
  ['keen readers', buys('Books')],
  ['office supplies', buys('Notebooks', 'Fountain Pens')],
  ['puppy parents', buys('Dog Food')],
  ['holidaymakers', of('travel')],
  ['handmade hobbies such as sewing', of('craft')],
  ['mobile phone upgraders', buys('Smartphones')],
  ['music listeners', buys('Headphones')],
  ['smart home fans', buys('Smart Speakers')],
  ['bedroom makeover', buys('Bedding', 'Cushions')],
  ['gamers who are not techies', all(of('gaming'), not(of('technology')))],
  ['home but no candles', all(of('home'), not(buys('Candles')))],
  ['thrifty cooks', of('cooking')],
  ['pink makeup', all(likes('pink'), buys('Makeup'))],
  ['blue sneakers', all(likes('blue'), buys('Sneakers'))],
  ['German tech buyers', all(of('technology'), ({ country }) => country === 'DE')],
  ['senior travellers', all(of('travel'), ({ age }) => age >= 60)],
  ['dreses', buys('Dresses')],
];
