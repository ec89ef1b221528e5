/** The people of the demo, each computed from the seed and a number alone. */
import type { Calendar } from './calendar.ts';
import { COLORS } from './catalog.ts';
import { type Country, PLACES } from './places.ts';
import { at, createRandom, type Random } from './random.ts';
import { STORIES } from './stories.ts';

/** What drives a person's shopping; three of them are stories. */
export type Habit = 'light' | 'medium' | 'frequent' | 'growing' | 'dying' | 'luxury';

export interface Customer {
  /** From 0. */
  readonly number: number;
  readonly id: string;
  readonly habit: Habit;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly gender: 'F' | 'M' | 'X';
  readonly age: number;
  readonly location: string;
  readonly country: string;
  readonly favoriteColor: string;
  /** `YYYY-MM-DD`, before or within the calendar. */
  readonly signupDate: string;
  readonly tenureMonths: number;
  /** Index of the day of sign-up; below 0 where it lies before the calendar. */
  readonly signupDay: number;
  readonly emailConsent: boolean;
  readonly whatsappConsent: boolean;
  readonly smsConsent: boolean;
}

/** RFC 2606: these never belong to anybody. */
const MAIL_DOMAINS = ['example.com', 'example.org', 'example.net'];
const MS_PER_DAY = 86_400_000;
const DAYS_PER_MONTH = 30.44;

/** The `number`th customer. */
export function createCustomer(seed: number, number: number, calendar: Calendar): Customer {
  const random = createRandom(seed, 2, number);
  const habit = drawHabit(random);
  const place = drawPlace(random, habit);
  const gender = at(['F', 'M', 'X'] as const, random.weighted([52, 45, 3]));
  const age = drawAge(random, habit);
  const firstName = random.pick(drawNames(random, gender, place.country));
  const lastName = random.pick(place.country.lastNames);
  const signupDay = drawSignup(random, habit, calendar);
  const signupDate = dateOf(signupDay, calendar);
  const email = random.chance(0.97)
    ? `${firstName}.${lastName}.${number + 1}@${random.pick(MAIL_DOMAINS)}`.toLowerCase()
    : null;
  const phone = random.chance(0.8) ? phoneOf(number, place.country) : null;
  return {
    number,
    id: `C${String(number + 1).padStart(6, '0')}`,
    habit,
    firstName,
    lastName,
    email,
    phone,
    gender,
    age,
    location: place.city,
    country: place.country.name,
    favoriteColor: at(COLORS, random.weighted([22, 12, 14, 18, 10, 8, 5, 4, 5, 2])),
    signupDate,
    tenureMonths: Math.floor((calendar.days.length - signupDay) / DAYS_PER_MONTH),
    signupDay,
    emailConsent: random.chance(0.74) && email !== null,
    whatsappConsent: random.chance(0.42) && phone !== null,
    smsConsent: random.chance(0.3) && phone !== null,
  };
}

function drawHabit(random: Random): Habit {
  const stories = [STORIES.growing.share, STORIES.dying.share, STORIES.luxury.share];
  const rest = 1 - stories.reduce((sum, share) => sum + share, 0);
  const habits = ['growing', 'dying', 'luxury', 'light', 'medium', 'frequent'] as const;
  return at(habits, random.weighted([...stories, rest * 0.45, rest * 0.35, rest * 0.2]));
}

function drawPlace(random: Random, habit: Habit) {
  const drawn = at(PLACES, random.weighted(PLACES.map(({ weight }) => weight)));
  const bound = habit === 'growing' || habit === 'dying' ? STORIES[habit].location : drawn.city;
  return PLACES.find(({ city }) => city === bound) ?? drawn;
}

function drawAge(random: Random, habit: Habit): number {
  if (habit === 'growing' || habit === 'dying') {
    const [youngest, oldest] = STORIES[habit].ages;
    return random.int(youngest, oldest);
  }
  if (habit === 'luxury') return random.int(30, 66);
  // The mean of three uniform draws: most are near 41, few at the ends.
  return Math.round((random.int(18, 76) + random.int(18, 70) + random.int(18, 66)) / 3);
}

function drawNames(random: Random, gender: Customer['gender'], country: Country): readonly string[] {
  if (gender === 'X') return random.chance(0.5) ? country.women : country.men;
  return gender === 'F' ? country.women : country.men;
}

/** Three in five were customers before the first day; the growing segment is larger by a factor every month. */
function drawSignup(random: Random, habit: Habit, calendar: Calendar): number {
  const length = calendar.days.length;
  if (habit === 'growing') {
    // Inverse of the share of members there are by a day; who would come before the first day is there on it.
    const months = Math.log(1 - random.next()) / Math.log(STORIES.growing.monthlyGrowth);
    const day = Math.floor(length + months * DAYS_PER_MONTH);
    return day >= 0 ? Math.min(day, length - 1) : -random.int(1, 300);
  }
  if (habit === 'dying') return -random.int(400, 1500);
  return random.chance(0.6) ? -random.int(1, 1500) : calendar.draw(random, 0, length);
}

function dateOf(dayIndex: number, calendar: Calendar): string {
  if (dayIndex >= 0) return at(calendar.days, dayIndex).date;
  const first = Date.parse(at(calendar.days, 0).date);
  return new Date(first + dayIndex * MS_PER_DAY).toISOString().slice(0, 10);
}

/** A number of the country's reserved range that nobody else has, or none once the range is used up. */
function phoneOf(number: number, country: Country): string | null {
  const { prefixes, digits } = country.phones;
  const perPrefix = 10 ** digits;
  if (number >= prefixes.length * perPrefix) return null;
  const prefix = at(prefixes, number % prefixes.length);
  return prefix + String(Math.floor(number / prefixes.length)).padStart(digits, '0');
}
