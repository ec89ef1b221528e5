import fc from 'fast-check';
import { expect, it } from 'vitest';
import { valuesContaining } from '../../../tools/metrics/values-containing.ts';
import type { KnownValue } from '../../../tools/metrics/vocabulary.ts';

const known = (value: string, count = 1): KnownValue => ({
  dimension: 'product',
  value,
  label: value,
  count,
  sources: [],
});
const found = (names: readonly string[], text: string) =>
  valuesContaining(names.map((name) => known(name)))(text).map(({ value }) => value);

it('finds words where they stand for themselves, whatever their case and accents, the shortest name first', () => {
  const names = ['Black tea', 'Tea', 'Steam iron', 'Crème brûlée tea', 'T-shirt'];
  expect(found(names, 'tea')).toEqual(['Tea', 'Black tea', 'Crème brûlée tea']);
  expect(found(names, 'CREME brulee')).toEqual(['Crème brûlée tea']);
  expect(found(names, 't-shirt')).toEqual(['T-shirt']);
  expect(found(names, 'tea black')).toEqual([]);
  expect(found(names, '–')).toEqual([]);
});

it('finds the same as a look at every name would', () => {
  const name = fc.array(fc.constantFrom('tea', 'black', 'te', 'a-b', 'x&y', '7'), {
    minLength: 1,
    maxLength: 4,
  });
  const joined = name.chain((words) => fc.constantFrom(' ', '-', ' / ').map((by) => words.join(by)));
  fc.assert(
    fc.property(fc.uniqueArray(joined, { maxLength: 12 }), joined, (names, sought) => {
      const stands = new RegExp(`(?<![\\p{L}\\p{N}])${sought}(?![\\p{L}\\p{N}])`, 'u');
      expect(found(names, sought).sort()).toEqual(names.filter((one) => stands.test(one)).sort());
    }),
  );
});
