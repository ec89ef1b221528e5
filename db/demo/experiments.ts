/** The demo's A/B tests: who was sent which variation, and what each person did with it. */
import type { SqlValue } from '../db.ts';
import type { Calendar } from './calendar.ts';
import type { Customer } from './customers.ts';
import { instant } from './keys.ts';
import { at, createRandom, type Random } from './random.ts';
import { type Arm, STORIES, type TestStory } from './stories.ts';

export const RESULT_COLUMNS = ['variation_id', 'user_id', 'event_type', 'timestamp'] as const;

export interface Experiment {
  readonly name: string;
  readonly channel: 'email';
  readonly messageKind: string;
  readonly metric: string;
  /** Relative: 0.1 is 10% more. */
  readonly smallestEffect: number;
  readonly variations: readonly object[];
  /** Instants in ISO form. */
  readonly startDate: string;
  readonly endDate: string;
  readonly plannedDays: number;
  readonly status: 'running';
  /** Rows of `RESULT_COLUMNS`; iterating again gives them again. */
  readonly results: Iterable<readonly SqlValue[]>;
}

/** Nobody needs more for a verdict, and a million people would. */
const MOST_PEOPLE = 20_000;
const REACTIONS = ['opened', 'clicked', 'converted'] as const;
const ARM_NAMES: Readonly<Record<Arm, string>> = { control: 'Control', b: 'Variation B' };

/** The planted tests over the customers who consent to e-mail; `audience` must be iterable again and again. */
export function createExperiments(
  seed: number,
  calendar: Calendar,
  audience: Iterable<Customer>,
): readonly Experiment[] {
  return STORIES.tests.map((story, number) => ({
    name: story.name,
    channel: 'email',
    messageKind: story.messageKind,
    metric: story.metric,
    smallestEffect: story.smallestEffect,
    variations: (['control', 'b'] as const).map((arm) => ({
      id: arm,
      name: ARM_NAMES[arm],
      content: story.subjects[arm],
      weight: 0.5,
    })),
    startDate: instant(at(calendar.days, calendar.indexOf(story.startDaysAgo)), 0),
    endDate: instant(at(calendar.days, calendar.indexOf(story.endDaysAgo)), 0),
    plannedDays: story.startDaysAgo - story.endDaysAgo,
    status: 'running',
    results: {
      [Symbol.iterator]: () => resultsOf(story, createRandom(seed, 5, number), calendar, audience),
    },
  }));
}

function* resultsOf(
  story: TestStory,
  random: Random,
  calendar: Calendar,
  audience: Iterable<Customer>,
): Generator<readonly SqlValue[]> {
  const quotas = { control: createQuota(random), b: createQuota(random) };
  let people = 0;
  for (const customer of audience) {
    if (!customer.emailConsent) continue;
    if (people >= MOST_PEOPLE) return;
    people += 1;
    const arm: Arm = random.chance(story.shareB) ? 'b' : 'control';
    const day = random.int(calendar.indexOf(story.startDaysAgo), calendar.indexOf(story.endDaysAgo) - 1);
    let second = 9 * 3600 + random.int(0, 3600);
    const row = (type: string) => [arm, customer.id, type, instant(at(calendar.days, day), second)];
    yield row('sent');
    const depth = quotas[arm](story.rates[arm]);
    for (const reaction of REACTIONS.slice(0, depth)) {
      second += random.int(300, 14_000);
      yield row(reaction);
    }
  }
}

/**
 * How far each next person of an arm goes (0 nothing, 1 opened, 2 clicked, 3 converted), so that the arm
 * keeps its rates almost exactly: a story must not depend on the luck of a seed.
 */
function createQuota(random: Random): (rates: TestStory['rates'][Arm]) => number {
  let place = random.next();
  return (rates) => {
    // Steps of the golden ratio fill [0, 1) evenly, whatever the number of steps.
    place = (place + 0.618_033_988_749_895) % 1;
    if (place < rates.converted) return 3;
    if (place < rates.clicked) return 2;
    return place < rates.opened ? 1 : 0;
  };
}
