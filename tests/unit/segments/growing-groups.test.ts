import { describe, expect, it } from 'vitest';
import { type Activity, laterThan, othersOf } from '../../../statistics/activity-centre.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';
import { findGrowingGroup } from '../../../tools/segments/find-growing-groups.ts';
import type { GroupActivity } from '../../../tools/segments/read-group-activity.ts';

const PERIODS = 12;
const CITIES = ['Paris', 'Rome', 'Oslo'];
const BANDS = ['18-24', '25-34', '35-44'] as const;

interface Person {
  readonly location: string;
  readonly band: (typeof BANDS)[number];
  readonly gender: string;
  /** Periods with a purchase, the oldest 0. */
  readonly periods: readonly number[];
}

/** Who join at any time and then buy in every other period; `joins` alters when somebody does. */
function people(
  seed: number,
  joins: (person: Omit<Person, 'periods'>, random: () => number) => number = (_, random) =>
    random() < 0.6 ? 0 : random() * PERIODS,
): Person[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: 900 }, () => {
    const who = { location: pick(CITIES), band: pick(BANDS), gender: pick(['F', 'M']) };
    const from = joins(who, random);
    const rate = 0.15 + 0.5 * random();
    const periods = Array.from({ length: PERIODS }, (_, at) => at).filter(
      (at) => at >= from && random() < rate,
    );
    return { ...who, periods };
  }).filter(({ periods }) => periods.length > 0);
}

function activityOf(list: readonly Person[]): Activity & { buyers: number[] } {
  const sum = (of: (a: number, b: number) => number) =>
    list.reduce(
      (total, { periods }) =>
        total +
        of(
          periods.length,
          periods.reduce((x, y) => x + y, 0),
        ),
      0,
    );
  return {
    people: list.length,
    a: sum((a) => a),
    b: sum((_, b) => b),
    aa: sum((a) => a * a),
    ab: sum((a, b) => a * b),
    bb: sum((_, b) => b * b),
    buyers: Array.from(
      { length: PERIODS },
      (_, back) => list.filter(({ periods }) => periods.includes(PERIODS - 1 - back)).length,
    ),
  };
}

/** As the query groups them: everybody, and each trait and pair of traits. */
function groupsOf(list: readonly Person[]): GroupActivity[] {
  const cells: Pick<GroupActivity, 'location' | 'band' | 'gender'>[] = [];
  for (const location of [null, ...CITIES])
    for (const band of [null, ...BANDS])
      for (const gender of [null, 'F', 'M'])
        if ([location, band, gender].filter((trait) => trait !== null).length < 3)
          cells.push({ location, band, gender });
  return cells.map((cell) => ({
    category: 'Shoes',
    ...cell,
    ...activityOf(
      list.filter(
        (person) =>
          (cell.location === null || person.location === cell.location) &&
          (cell.band === null || person.band === cell.band) &&
          (cell.gender === null || person.gender === cell.gender),
      ),
    ),
  }));
}

describe('groups that take to something', () => {
  it('are rare where who buys when has nothing to do with who they are', () => {
    const shops = 150;
    let wrong = 0;
    for (let seed = 1; seed <= shops; seed += 1) {
      const list = people(seed * 6151);
      if (findGrowingGroup(groupsOf(list), activityOf(list))) wrong += 1;
    }
    expect(wrong / shops).toBeLessThanOrEqual(0.02);
  });

  const late = (person: Omit<Person, 'periods'>, random: () => number) =>
    person.location === 'Rome' && person.band === '18-24'
      ? PERIODS * Math.sqrt(random())
      : random() < 0.6
        ? 0
        : random() * PERIODS;

  it('are found as narrow as they are, corrected for how many were looked at', () => {
    const list = people(5, late);
    const found = findGrowingGroup(groupsOf(list), activityOf(list));
    expect(found).toMatchObject({ category: 'Shoes', location: 'Rome', band: '18-24', gender: null });
    expect(found?.growth).toBeGreaterThan(1.2);
    expect(found?.adjusted).toBeGreaterThanOrEqual(found?.later.pValue ?? 1);
  });

  it('are not those who stay while others leave', () => {
    // Everybody but the young buys only in the first half: the young are late beside them, and no more than they were.
    const list = people(6, () => 0).map((person) =>
      person.band === '18-24'
        ? person
        : { ...person, periods: person.periods.filter((at) => at < PERIODS / 2) },
    );
    const stayed = list.filter(({ periods }) => periods.length > 0);
    expect(findGrowingGroup(groupsOf(stayed), activityOf(stayed))).toBeNull();
  });
});

describe('comparing when two groups were active', () => {
  const at = (periods: number[], count: number): Person[] =>
    Array.from({ length: count }, () => ({ location: 'Rome', band: '18-24', gender: 'F', periods }));

  it('counts a person once, however often they were active', () => {
    const mixed = [...at([0, 11], 20), ...at([4, 5, 6], 20), ...at([2, 9], 20)];
    const once = laterThan(activityOf([...at([6], 5), ...at([8], 5)]), activityOf(mixed));
    const often = laterThan(activityOf([...at([6, 6, 6, 6], 5), ...at([8, 8, 8, 8], 5)]), activityOf(mixed));
    expect(often?.pValue).toBeCloseTo(once?.pValue ?? 0, 10);
  });

  it('has no opinion of single people, and leaves the others without the group', () => {
    const all = activityOf(at([3, 4], 10));
    expect(laterThan(activityOf(at([3], 1)), all)).toBeNull();
    expect(othersOf(all, activityOf(at([3, 4], 4)))).toMatchObject({ people: 6, a: 12 });
  });
});
