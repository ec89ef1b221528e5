/** What a number is said of: nothing true is left out, and what is said of something else is. */
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../../../agent/llm/grounding/evidence.ts';
import { ground } from '../../../../../agent/llm/grounding/grounding.ts';
import { FALSE, FALSE_TOO } from './false-sentences.ts';
import { TRUE_TOO } from './more-true-sentences.ts';
import * as of from './results.ts';
import { TRUE } from './true-sentences.ts';

const VALUES: ReadonlyMap<string, readonly (readonly [value: string, label: string])[]> = new Map([
  [
    'location',
    ['Chicago', 'California', 'New York', 'New Jersey', 'Washington DC'].map((name) => [name, name]),
  ],
  ['category', ['Nest-USA', 'Nest', 'Apparel', 'Office', 'Drinkware', 'Android'].map((name) => [name, name])],
  [
    'gender',
    [
      ['F', 'Female'],
      ['M', 'Male'],
    ],
  ],
]);
const besides = {
  days: [{ from: '2019-01-01', to: '2019-12-31' }],
  valuesOf: (dimension: string) => (VALUES.get(dimension) ?? []).map(([value, label]) => ({ value, label })),
};

describe('keeps', () => {
  it.each([...TRUE, ...TRUE_TOO].flatMap(([results, texts]) => texts.map((text) => ({ text, results }))))(
    '$text',
    ({ text, results }) => {
      expect(ground(text, evidenceOf(results, besides)).leftOut).toEqual([]);
    },
  );
});

describe('leaves out', () => {
  for (const [wrong, sentences] of [...Object.entries(FALSE), ...Object.entries(FALSE_TOO)])
    describe(wrong, () => {
      it.each(sentences.map(([results, text]) => ({ text, results })))('$text', ({ text, results }) => {
        const { misattributed } = ground(text, evidenceOf(results, besides));
        expect(misattributed).not.toEqual([]);
      });
    });
});

describe('knows what a name may stand for', () => {
  it('a name of two dimensions is that which fits', () => {
    const both = evidenceOf([of.pairs]);
    expect(ground('Nest and Apparel were bought together 366 times.', both).misattributed).toEqual([]);
    expect(ground('Apparel and Nest: 366.', both).misattributed).toEqual([]);
    expect(ground('Office and Drinkware: 366.', both).misattributed).not.toEqual([]);
  });

  it('a name of the workspace that no result has is one all the same', () => {
    const text = 'Android brings 54.7% of all revenue.';
    expect(ground(text, evidenceOf([of.shares], besides)).misattributed).toEqual([text]);
    expect(ground(text, evidenceOf([of.shares])).misattributed).toEqual([]);
  });

  it('a word of the language is no name', () => {
    const coupons = evidenceOf([of.coupons]);
    expect(ground('A coupon was used, or clicked, 16,371 times.', coupons).misattributed).toEqual([]);
    expect(ground('Coupons Used: 16,371.', coupons).misattributed).not.toEqual([]);
  });

  it('numbers of customers picked by another time are of none', () => {
    const text = '34 of the customers who first bought in January 2019 came back.';
    expect(ground(text, evidenceOf([of.cohort], besides)).leftOut).toEqual([]);
  });
});

it('says that a sentence was left out for what it is said of, and keeps the others', () => {
  const text = 'Chicago made $1,515,055.78. New York made $1,348,867.16. Boston is not there.';
  const { paragraphs, leftOut, misattributed } = ground(text, evidenceOf([of.places], besides));
  expect(paragraphs).toEqual(['Chicago made $1,515,055.78. Boston is not there.']);
  expect(misattributed).toEqual(['New York made $1,348,867.16.']);
  expect(leftOut).toEqual(misattributed);
});
