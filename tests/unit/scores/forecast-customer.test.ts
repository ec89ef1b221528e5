import { describe, expect, it } from 'vitest';
import { expectedPurchases } from '../../../statistics/bg-nbd-forecast.ts';
import { expectedValue } from '../../../statistics/gamma-gamma.ts';
import { createForecaster } from '../../../tools/scores/forecast-customer.ts';

const purchases = { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 };
const values = { p: 6.249, q: 3.745, v: 15.448 };
const YEAR = { days: 364, annualDiscount: 0 };
const regular = { repeats: 6, lastAtDays: 200, ageDays: 210, valued: 6, meanValue: 30 };

describe('a forecast', () => {
  const forecast = createForecaster({ purchases, values }, YEAR);

  it('is expected purchases times expected value', () => {
    const { expectedOrders, lifetimeValue } = forecast(regular);
    const orders = expectedPurchases(purchases, { x: 6, lastAt: 200 / 7, age: 30 }, 52);
    expect(expectedOrders).toBeCloseTo(orders, 10);
    expect(lifetimeValue?.mean).toBeCloseTo(orders * expectedValue(values, 6, 30), 8);
  });

  it('spans its mean, and begins at nothing where the customer may be gone', () => {
    const { lifetimeValue } = forecast(regular);
    expect(lifetimeValue?.low).toBeLessThan(lifetimeValue?.mean ?? 0);
    expect(lifetimeValue?.high).toBeGreaterThan(lifetimeValue?.mean ?? 0);
    const gone = forecast({ ...regular, lastAtDays: 60 });
    expect(gone.alive).toBeLessThan(0.5);
    expect(gone.lifetimeValue?.low).toBe(0);
  });

  it('of a one-time buyer falls the longer they stay away', () => {
    const back = [1, 60, 300].map(
      (ageDays) =>
        1 - forecast({ repeats: 0, lastAtDays: 0, ageDays, valued: 0, meanValue: 0 }).noneWithinHorizon,
    );
    expect(back).toEqual([...back].sort((a, b) => b - a));
    expect(back[0]).toBeLessThan(1);
  });

  it('has no value without a model of values', () => {
    const alone = createForecaster({ purchases, values: null }, YEAR)(regular);
    expect(alone.lifetimeValue).toBeNull();
    expect(alone.expectedOrders).toBeGreaterThan(0);
  });
});

describe('a discount', () => {
  it('takes off between nothing and a whole year of it', () => {
    const plain = createForecaster({ purchases, values }, YEAR)(regular);
    const discounted = createForecaster({ purchases, values }, { ...YEAR, annualDiscount: 0.1 })(regular);
    const share = (discounted.lifetimeValue?.mean ?? 0) / (plain.lifetimeValue?.mean ?? 1);
    expect(share).toBeLessThan(1);
    expect(share).toBeGreaterThan(1 / 1.1);
    // Purchases come a little sooner than evenly: just above half a year of discount.
    expect(share).toBeCloseTo(1.1 ** -0.48, 2);
    expect(discounted.expectedOrders).toBe(plain.expectedOrders);
  });
});
