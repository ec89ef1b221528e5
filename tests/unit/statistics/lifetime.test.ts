import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BgNbd, fitBgNbd } from '../../../statistics/bg-nbd.ts';
import {
  expectedOfNewCustomer,
  expectedPurchases,
  meanPurchases,
  probabilityAlive,
  purchasesWhileAlive,
} from '../../../statistics/bg-nbd-forecast.ts';
import { expectedValue, fitGammaGamma, type GammaGamma } from '../../../statistics/gamma-gamma.ts';
import { relativeRevenue, revenueQuantile } from '../../../statistics/lifetime-interval.ts';
import { seededRandom } from '../../../statistics/seeded-random.ts';

const CDNOW: BgNbd = { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 };
const SPEND: GammaGamma = { p: 6.249, q: 3.745, v: 15.448 };

describe('purchases to come', () => {
  // From the closed forms of the paper (its equations 9 and 10), computed with SciPy's hyp2f1.
  it.each([
    { x: 0, lastAt: 0, age: 10, horizon: 52, expected: 0.6254894322 },
    { x: 7, lastAt: 20, age: 39, horizon: 52, expected: 0.9212091663 },
    { x: 30, lastAt: 38, age: 39, horizon: 52, expected: 24.9876193309 },
  ])('agree with the closed form for x = $x', ({ expected, horizon, ...history }) => {
    expect(expectedPurchases(CDNOW, history, horizon)).toBeCloseTo(expected, 7);
  });

  it('of a new customer agree with the closed form', () => {
    expect(expectedOfNewCustomer(CDNOW, 52)).toBeCloseTo(1.4440622, 6);
  });

  it('are a distribution, and more the longer one waits', () => {
    const time = fc.double({ min: 0.5, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.nat(300), time, time, (x, age, horizon) => {
        const distribution = purchasesWhileAlive(CDNOW, { x, age }, horizon);
        const whole = distribution.reduce((sum, p) => sum + p, 0);
        const longer = purchasesWhileAlive(CDNOW, { x, age }, horizon * 1.5);
        return Math.abs(whole - 1) < 1e-6 && meanPurchases(longer) > meanPurchases(distribution);
      }),
      { numRuns: 60 },
    );
  });

  it('are less likely from those who have been silent for longer', () => {
    const alive = [35, 30, 20, 5].map((lastAt) => probabilityAlive(CDNOW, { x: 5, lastAt, age: 39 }));
    expect(alive).toEqual([...alive].sort((a, b) => b - a));
    expect(alive.at(-1)).toBeLessThan(0.05);
  });
});

describe('the interval of future revenue', () => {
  it('is what a simulation of the same customer shows', () => {
    const random = seededRandom(11);
    const history = { x: 2, lastAt: 30.43, age: 38.86 };
    const mean = 22.35;
    const simulated = Array.from({ length: 20_000 }, () => simulate(history, mean, random)).sort(
      (a, b) => a - b,
    );
    const alive = probabilityAlive(CDNOW, history);
    const revenue = relativeRevenue(purchasesWhileAlive(CDNOW, history, 52), SPEND, history.x);
    const quantile = (level: number) => (SPEND.v + history.x * mean) * revenueQuantile(revenue, alive, level);
    expect(quantile(0.1)).toBe(0);
    for (const level of [0.7, 0.8, 0.9]) {
      const seen = simulated[Math.floor(level * simulated.length)] ?? 0;
      expect(Math.abs(quantile(level) / seen - 1)).toBeLessThan(0.05);
    }
    const average = simulated.reduce((sum, each) => sum + each, 0) / simulated.length;
    const foretold = expectedPurchases(CDNOW, history, 52) * expectedValue(SPEND, history.x, mean);
    expect(Math.abs(average / foretold - 1)).toBeLessThan(0.05);
  });

  function simulate(history: { x: number; lastAt: number; age: number }, mean: number, random: () => number) {
    if (random() > probabilityAlive(CDNOW, history)) return 0;
    const rate = gamma(CDNOW.r + history.x, random) / (CDNOW.alpha + history.age);
    const [one, other] = [gamma(CDNOW.a, random), gamma(CDNOW.b + history.x, random)];
    const leaves = one / (one + other);
    const { length } = purchaseTimes(rate, leaves, 52, random);
    if (length === 0) return 0;
    const scale = gamma(SPEND.p * history.x + SPEND.q, random) / (SPEND.v + history.x * mean);
    return gamma(SPEND.p * length, random) / scale;
  }
});

describe('data that says nothing', () => {
  it('of leaving: nobody bought twice', () => {
    const ages = Array.from({ length: 60 }, (_, i) => i + 1);
    const zero = ages.map(() => 0);
    const fit = fitBgNbd({ x: zero, lastAt: zero, age: ages, count: ages.map(() => 1) });
    expect(fit).toMatchObject({ converged: false, standardErrors: null });
    expect(fit.message).toMatch(/does not determine/);
  });

  it.each([
    ['three thousand', 1],
    ['three hundred thousand', 100],
  ])('of a spread in leaving: all %s leave with the same probability, and that is fitted', (_many, each) => {
    const random = seededRandom(3);
    const customers = Array.from({ length: 3000 }, () => {
      const times = purchaseTimes(gamma(1.8, random) / 16, 0.05, 57, random);
      return { x: times.length, lastAt: times.at(-1) ?? 0, age: 57 };
    });
    const column = (name: 'x' | 'lastAt' | 'age') => customers.map((customer) => customer[name]);
    const { parameters, converged, sameDropout } = fitBgNbd({
      x: column('x'),
      lastAt: column('lastAt'),
      age: column('age'),
      count: customers.map(() => each),
    });
    expect(converged).toBe(true);
    expect(parameters.a / (parameters.a + parameters.b)).toBeCloseTo(0.05, 2);
    expect(parameters.r / parameters.alpha).toBeCloseTo(1.8 / 16, 2);
    expect(sameDropout).toBe(true);
  });

  it('of values: everybody pays the same', () => {
    const fit = fitGammaGamma({ x: [1, 2, 3, 4], mean: [10, 10, 10, 10] });
    expect(fit.converged).toBe(false);
    expect(fit.correlation).toBeNull();
  });
});

it('recovers the parameters that made the data', () => {
  const random = seededRandom(5);
  const truth: BgNbd = { r: 0.8, alpha: 6, a: 0.9, b: 3 };
  const customers = Array.from({ length: 6000 }, () => {
    const age = 20 + 40 * random();
    const rate = gamma(truth.r, random) / truth.alpha;
    const [one, other] = [gamma(truth.a, random), gamma(truth.b, random)];
    const leaves = one / (one + other);
    const times = purchaseTimes(rate, leaves, age, random);
    return { x: times.length, lastAt: times.at(-1) ?? 0, age };
  });
  const column = (name: 'x' | 'lastAt' | 'age') => customers.map((customer) => customer[name]);
  const { parameters, standardErrors, converged } = fitBgNbd({
    x: column('x'),
    lastAt: column('lastAt'),
    age: column('age'),
    count: customers.map(() => 1),
  });
  expect(converged).toBe(true);
  for (const name of ['r', 'alpha', 'a', 'b'] as const)
    expect(Math.abs(parameters[name] - truth[name]) / (standardErrors?.[name] ?? 0)).toBeLessThan(4);
});

/** When somebody buys who buys at a rate, and leaves after each purchase with a probability. */
function purchaseTimes(rate: number, leaves: number, until: number, random: () => number): number[] {
  const times: number[] = [];
  let at = -Math.log(random()) / rate;
  while (at < until) {
    times.push(at);
    if (random() < leaves) break;
    at -= Math.log(random()) / rate;
  }
  return times;
}

/** Marsaglia & Tsang (2000), for any shape. */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
