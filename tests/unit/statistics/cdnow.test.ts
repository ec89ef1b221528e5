/**
 * CDNOW, the data that the models were published with. Figures: Fader, Hardie & Lee (2005), table 2 and the example
 * of their spreadsheet note; the Gamma-Gamma figures are those of their note on that model.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitBgNbd } from '../../../statistics/bg-nbd.ts';
import { expectedPurchases, probabilityAlive } from '../../../statistics/bg-nbd-forecast.ts';
import { expectedValue, fitGammaGamma } from '../../../statistics/gamma-gamma.ts';

const directory = join(resolve(process.env.WALKER_DATASETS ?? '../shared/datasets'), 'cdnow');
const present = existsSync(directory);
const CALIBRATION_END = Date.UTC(1997, 8, 30);

describe.skipIf(present)(`the CDNOW data is not at ${directory}`, () => {
  it.skip('so the published fits are not checked here', () => {});
});

describe.skipIf(!present)('CDNOW', () => {
  const rows = (file: string): number[][] =>
    readFileSync(join(directory, file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
  const customers = present
    ? rows('cdnow_customers_summary.csv').map(([, x = 0, lastAt = 0, age = 0]) => ({ x, lastAt, age }))
    : [];
  const column = (name: 'x' | 'lastAt' | 'age'): number[] => customers.map((customer) => customer[name]);
  const fitted = () =>
    fitBgNbd({
      x: column('x'),
      lastAt: column('lastAt'),
      age: column('age'),
      count: customers.map(() => 1),
    });

  it('is fitted by BG/NBD as published', () => {
    const { parameters, standardErrors, logLikelihood, converged, message } = fitted();
    expect({ converged, message }).toEqual({ converged: true, message: null });
    expect(parameters.r).toBeCloseTo(0.2426, 4);
    expect(parameters.alpha).toBeCloseTo(4.4135, 3);
    expect(parameters.a).toBeCloseTo(0.7929, 3);
    expect(parameters.b).toBeCloseTo(2.4258, 3);
    expect(logLikelihood).toBeCloseTo(-9582.43, 2);
    expect(standardErrors?.r).toBeCloseTo(0.0126, 3);
    expect(standardErrors?.alpha).toBeCloseTo(0.378, 2);
    expect(standardErrors?.a).toBeCloseTo(0.186, 2);
    expect(standardErrors?.b).toBeCloseTo(0.705, 2);
  });

  it('is foretold as published: one customer, and all of them over the 39 weeks held out', () => {
    const { parameters } = fitted();
    const example = { x: 2, lastAt: 30.43, age: 38.86 };
    expect(expectedPurchases(parameters, example, 39)).toBeCloseTo(1.226, 3);
    expect(probabilityAlive(parameters, example)).toBeCloseTo(0.7266, 4);
    const foretold = customers.reduce(
      (sum, customer) => sum + expectedPurchases(parameters, customer, 39),
      0,
    );
    expect(Math.abs(foretold - 1653.4)).toBeLessThan(2);
    const later = new Set(
      readFileSync(join(directory, 'CDNOW_sample.txt'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , day = '']) => dayOf(day) > CALIBRATION_END)
        .map(([, customer, day]) => `${customer} ${day}`),
    );
    expect(later.size).toBe(1882);
  });

  it('gives the same fit from customers grouped by history', () => {
    const groups = new Map<string, { x: number; lastAt: number; age: number; count: number }>();
    for (const customer of customers) {
      const key = Object.values(customer).join(' ');
      groups.set(key, { ...customer, count: (groups.get(key)?.count ?? 0) + 1 });
    }
    const grouped = [...groups.values()];
    expect(grouped.length).toBeLessThan(customers.length);
    const from = (name: 'x' | 'lastAt' | 'age' | 'count') => grouped.map((group) => group[name]);
    const of = fitBgNbd({ x: from('x'), lastAt: from('lastAt'), age: from('age'), count: from('count') });
    expect(of.logLikelihood).toBeCloseTo(fitted().logLikelihood, 6);
  });

  it('is fitted alike with a thousand of each customer, and more surely', () => {
    const thousandfold = fitBgNbd({
      x: column('x'),
      lastAt: column('lastAt'),
      age: column('age'),
      count: customers.map(() => 1000),
    });
    expect(thousandfold.converged).toBe(true);
    expect(thousandfold.parameters.r).toBeCloseTo(0.2426, 4);
    expect(thousandfold.parameters.b).toBeCloseTo(2.4258, 3);
    expect(thousandfold.standardErrors?.b).toBeCloseTo(0.705 / Math.sqrt(1000), 3);
  });

  it('is fitted by Gamma-Gamma as published', () => {
    const buyers = rows('cdnow_customers_summary_with_transactions.csv').filter(([, x = 0]) => x > 0);
    expect(buyers).toHaveLength(946);
    const { parameters, logLikelihood, converged, correlation } = fitGammaGamma({
      x: buyers.map(([, x = 0]) => x),
      mean: buyers.map(([, , , , mean = 0]) => mean),
    });
    expect(converged).toBe(true);
    expect(parameters.p).toBeCloseTo(6.249, 2);
    expect(parameters.q).toBeCloseTo(3.745, 2);
    expect(parameters.v).toBeCloseTo(15.448, 2);
    expect(logLikelihood).toBeCloseTo(-4055.92, 2);
    expect(correlation).toBeCloseTo(0.11, 2);
    expect(expectedValue(parameters, 0, 0)).toBeCloseTo(35.171, 2);
    expect(expectedValue(parameters, 2, 22.35)).toBeCloseTo(24.659, 2);
  });
});

function dayOf(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8)));
}
