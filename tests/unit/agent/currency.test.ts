import { expect, test } from 'vitest';
import { readCurrency } from '../../../agent/rules/currency.ts';

test.each([
  ['revenue in dollars for 2019', 'USD', 'revenue for 2019'],
  ['revenue in US dollars', 'USD', 'revenue'],
  ['how much in euros did we sell', 'EUR', 'how much did we sell'],
  ['revenue in $', 'AUD', 'revenue'],
  ['revenue in GBP', 'GBP', 'revenue'],
])('%s, of a shop in %s', (text, own, plain) => {
  expect(readCurrency(text, own)).toEqual({ kind: 'plain', text: plain });
});

test.each([
  ['revenue in euros', 'USD', 'US Dollar (USD)'],
  ['revenue in US dollars', 'AUD', 'Australian Dollar (AUD)'],
  ['revenue in dollars', 'EUR', 'Euro (EUR)'],
])('%s, of a shop in %s: said, and not converted', (text, own, name) => {
  const read = readCurrency(text, own);
  expect(read.kind === 'other' && read.because).toContain(name);
});

test.each(['orders with a discount in $50 steps', 'revenue in Europe', 'revenue by product', 'euro'])(
  '%s: names no currency',
  (text) => {
    expect(readCurrency(text, 'USD')).toEqual({ kind: 'plain', text });
  },
);
