import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acrossStrata, type StratifiedArm } from '../../../../statistics/experiments/across-strata.ts';
import { chancesOfMeans, thompsonAllocation } from '../../../../statistics/experiments/best-arm.ts';
import { compareArms } from '../../../../statistics/experiments/compare-arms.ts';
import { type Sample, sampleOfCount } from '../../../../statistics/experiments/sample.ts';
import { seededRandom } from '../../../../statistics/seeded-random.ts';

/** Of people and how many did it, stratum by stratum. */
const armOf = (cells: readonly (readonly [number, number])[]): StratifiedArm => ({
  whole: sampleOfCount({
    n: cells.reduce((sum, [n]) => sum + n, 0),
    successes: cells.reduce((sum, [, did]) => sum + did, 0),
  }),
  strata: cells.map(([n, successes]) => sampleOfCount({ n, successes })),
});

describe('arms across strata', () => {
  it('are equal where they are equal in every stratum, however people were divided', () => {
    // Simpson's: b has most of its people in the good week.
    const [a, b] = [
      armOf([
        [900, 90],
        [100, 30],
      ]),
      armOf([
        [100, 10],
        [900, 270],
      ]),
    ];
    expect(b.whole.mean - a.whole.mean).toBeCloseTo(0.16, 12);
    const [one, other] = acrossStrata([a, b]);
    expect([one?.mean, other?.mean].map((mean) => mean?.toFixed(12))).toEqual([
      '0.200000000000',
      '0.200000000000',
    ]);
    // Half of the weight rests on 100 people: the mean is as sure as that of 360 would be, rather than of 1,000.
    expect((one?.n ?? 0) / ((one?.variance ?? 0) / a.whole.variance)).toBeCloseTo(360, 9);
  });

  it('stay as they are in one stratum, and where every stratum was divided alike', () => {
    const cell = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n)));
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        (cells, times) => {
          const arms = [armOf(cells), armOf(cells.map(([n, did]) => [n * times, did * times]))];
          for (const [at, sample] of acrossStrata(arms).entries()) {
            expect(sample.mean).toBeCloseTo(arms[at]?.whole.mean ?? -1, 10);
            expect(sample.variance).toBeCloseTo(arms[at]?.whole.variance ?? -1, 10);
          }
        },
      ),
    );
  });

  it('take a stratum that lacks an arm together with its neighbour', () => {
    const late = [
      armOf([
        [100, 10],
        [100, 20],
        [50, 5],
      ]),
      armOf([
        [0, 0],
        [100, 20],
        [0, 0],
      ]),
    ];
    const merged = [armOf([[250, 35]]), armOf([[100, 20]])];
    expect(acrossStrata(late)).toEqual(acrossStrata(merged));
    const nobody = armOf([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(acrossStrata([...late, nobody])).toEqual([...acrossStrata(late), nobody.whole]);
  });

  it('keep the promise of always-valid intervals while people are moved to the better arm and the season changes', () => {
    const random = seededRandom(11);
    const runs = Array.from({ length: 300 }, () => alarmsOf(random));
    const part = (way: 'plain' | 'stratified') => runs.filter((run) => run[way]).length / runs.length;
    expect(part('stratified')).toBeLessThan(0.05);
    // What it is for: plain means call a winner where there is none.
    expect(part('plain')).toBeGreaterThan(0.15);
  });
});

const DAYS = 20;
const DAILY = 200;

/** Whether a test of two arms that are the same had a winner on any of its days, read in each way. */
function alarmsOf(random: () => number) {
  const days: (readonly [number, number])[][] = [[], []];
  const alarms = { plain: false, stratified: false };
  let shares = [0.5, 0.5];
  for (let day = 0; day < DAYS; day++) {
    // The season carries both from 5% to 30%.
    const cells = oneDay(shares[0] as number, 0.05 + (0.25 * day) / DAYS, random);
    for (const [at, cell] of cells.entries()) days[at]?.push(cell);
    const arms = days.map(armOf);
    const stratified = acrossStrata(arms);
    alarms.plain ||= isDecided(arms.map(({ whole }) => whole));
    alarms.stratified ||= isDecided(stratified);
    const chances = chancesOfMeans(stratified, random).map(({ probabilityBest }) => probabilityBest);
    shares = thompsonAllocation(chances, 0.1);
  }
  return alarms;
}

function oneDay(share: number, rate: number, random: () => number): readonly (readonly [number, number])[] {
  const people = Array.from({ length: DAILY }, () => ({ first: random() < share, did: random() < rate }));
  return [true, false].map((first) => {
    const own = people.filter((person) => person.first === first);
    return [own.length, own.filter(({ did }) => did).length] as const;
  });
}

function isDecided([control, variation]: readonly Sample[]): boolean {
  if (!control || !variation) throw new Error('an arm is gone');
  const { standing } = compareArms(
    { name: 'b', sample: variation },
    { name: 'a', sample: control },
    {
      metric: { words: 'convert', kind: 'share', goal: 'more' },
      worthHaving: 0,
      options: { alpha: 0.05, tunedFor: DAYS * DAILY },
    },
  );
  return standing === 'better' || standing === 'worse';
}
