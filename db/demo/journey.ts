/** What one customer does in the shop: visits, and the orders some of them end in. */
import type { Calendar } from './calendar.ts';
import { type Cart, fillCart } from './cart.ts';
import type { Catalog } from './catalog.ts';
import type { Customer, Habit } from './customers.ts';
import { at, createRandom, type Random } from './random.ts';
import { type Device, STORIES } from './stories.ts';
import { createTaste, type Taste } from './taste.ts';

export interface Visit {
  readonly day: number;
  /** Seconds after midnight. */
  readonly second: number;
  readonly device: Device;
  readonly channel: string;
  /** How far the visit went. */
  readonly reached: 'browsed' | 'carted' | 'checkout' | 'purchase';
  /** What was looked at (`browsed`) or put into the cart. */
  readonly cart: Cart;
}

export interface World {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly catalog: Catalog;
}

export const CHANNELS = [
  { name: 'Organic', weight: 23 },
  { name: 'Direct', weight: 19 },
  { name: 'Paid search', weight: 20 },
  { name: 'Email', weight: 15 },
  { name: 'Paid social', weight: 13 },
  { name: 'Affiliates', weight: 6 },
  { name: 'Display', weight: 4 },
] as const;
const CHANNEL_WEIGHTS = CHANNELS.map(({ weight }) => weight);

const DEVICES: readonly Device[] = ['mobile', 'desktop', 'tablet'];
/** Checkouts begun per year of membership. */
const CHECKOUTS_PER_YEAR: Readonly<Record<Habit, number>> = {
  light: 2.2,
  medium: 7,
  frequent: 18,
  growing: STORIES.growing.ordersPerYear,
  dying: STORIES.dying.ordersPerYear,
  luxury: STORIES.luxury.ordersPerYear,
};
/** Visits that end before the checkout, for each that reaches it. */
const BROWSES_PER_CHECKOUT = 1.1;
/** Part of those that leave something in the cart. */
const CARTED = 0.3;
const DAYS_PER_YEAR = 365;

/** Every visit of `customer` in the order in which it happened. */
export function createJourney(customer: Customer, world: World): readonly Visit[] {
  const { calendar } = world;
  const random = createRandom(world.seed, 3, customer.number);
  const taste = createTaste(customer, world.catalog, random);
  const from = Math.max(customer.signupDay, 0);
  const to = lastDayOf(customer, random, calendar);
  if (to <= from) return [];

  const visits: Visit[] = [];
  // Whoever signs up within the calendar does so with a first purchase.
  if (customer.signupDay >= 0) visits.push(visitOn(from, 'purchase', taste, random, world));
  const years = calendar.days.length / DAYS_PER_YEAR;
  const checkouts = CHECKOUTS_PER_YEAR[customer.habit] * years * calendar.share(from, to);
  for (let left = random.poisson(checkouts); left > 0; left -= 1)
    visits.push(...attemptCheckout(calendar.draw(random, from, to), taste, random, world));
  for (let left = random.poisson(checkouts * BROWSES_PER_CHECKOUT); left > 0; left -= 1)
    visits.push(
      visitOn(
        calendar.draw(random, from, to),
        random.chance(CARTED) ? 'carted' : 'browsed',
        taste,
        random,
        world,
      ),
    );
  return visits.sort((one, other) => one.day - other.day || one.second - other.second);
}

/** The day after the last on which the customer may come. */
function lastDayOf(customer: Customer, random: Random, calendar: Calendar): number {
  if (customer.habit !== 'dying') return calendar.days.length;
  const [latest, earliest] = STORIES.dying.lastOrderDaysAgo;
  return calendar.indexOf(random.int(latest, earliest)) + 1;
}

/** One visit that reaches the checkout, and the second try where the first failed on a broken phone page. */
function attemptCheckout(day: number, taste: Taste, random: Random, world: World): readonly Visit[] {
  const { mobileCheckout } = STORIES;
  const visit = visitOn(day, 'checkout', taste, random, world);
  const broken = visit.device === 'mobile' && day >= world.calendar.indexOf(mobileCheckout.daysAgo);
  const completion = broken ? mobileCheckout.brokenMobileCompletion : mobileCheckout.completion[visit.device];
  if (random.chance(completion)) return [{ ...visit, reached: 'purchase' }];
  if (!broken || !random.chance(mobileCheckout.retriesOnDesktop)) return [visit];
  const reached = random.chance(mobileCheckout.completion.desktop) ? 'purchase' : 'checkout';
  return [visit, { ...visit, device: 'desktop', second: visit.second + random.int(600, 3600), reached }];
}

function visitOn(day: number, reached: Visit['reached'], taste: Taste, random: Random, world: World): Visit {
  const { month } = at(world.calendar.days, day);
  return {
    day,
    second: drawSecond(random),
    device: at(DEVICES, random.weighted([48, 42, 10])),
    channel: at(CHANNELS, random.weighted(CHANNEL_WEIGHTS)).name,
    reached,
    cart: fillCart({ taste, month, browsing: reached === 'browsed', catalog: world.catalog, random }),
  };
}

/** Between 7 and 21 o'clock, half of it in the evening, so that a second try stays on the day. */
function drawSecond(random: Random): number {
  const hour = random.chance(0.45) ? random.int(17, 20) : random.int(7, 20);
  return hour * 3600 + random.int(0, 3599);
}
