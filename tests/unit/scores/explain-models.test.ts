import { expect, it } from 'vitest';
import { explainModels } from '../../../tools/scores/explain-models.ts';

const fitted = {
  asOf: '2026-03-18',
  customers: 2357,
  converged: true,
  message: null,
  logLikelihood: -9582.43,
};

it('says what the models found, in words', () => {
  const [purchases, values, subscriptions] = explainModels(
    [
      {
        ...fitted,
        model: 'bg_nbd',
        parameters: { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258, repeatBuyers: 946 },
      },
      { ...fitted, model: 'gamma_gamma', customers: 946, parameters: { p: 6.249, q: 3.745, v: 15.448 } },
    ],
    'USD',
  );
  expect(purchases).toContain(
    'Fitted to 2,357 customers. 946 of them bought again. While they are customers they buy every 18.2 weeks on average, and 24.6% leave after a purchase.',
  );
  expect(values).toContain('Purchases of a customer nobody knows yet average $35.17.');
  expect(subscriptions).toMatch(/^No subscription data/);
});

it('says why there is no model, and never its parameters', () => {
  const message = 'Nobody bought on a second day, and it takes 20 to learn how customers come back.';
  const [purchases] = explainModels(
    [{ ...fitted, model: 'bg_nbd', converged: false, message, parameters: { r: 1, alpha: 1, a: 1, b: 1 } }],
    'USD',
  );
  expect(purchases).toBe(`How often customers buy and when they leave (BG/NBD): ${message}`);
});
