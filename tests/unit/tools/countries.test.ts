import { expect, it } from 'vitest';
import { countrySynonyms } from '../../../tools/metrics/countries.ts';

it('gives a code its names', () => {
  expect(countrySynonyms('DE')).toEqual(['germany']);
  expect(countrySynonyms('US')).toEqual(['united states', 'usa', 'united states of america', 'america']);
  expect(countrySynonyms('uk')).toEqual(expect.arrayContaining(['united kingdom', 'great britain', 'gb']));
});

it('gives a name its code, but none that is a word of its own', () => {
  expect(countrySynonyms('Germany')).toEqual(['de']);
  expect(countrySynonyms('Italy')).toEqual([]);
  expect(countrySynonyms('India')).toEqual([]);
  expect(countrySynonyms('United States')).not.toContain('us');
  expect(countrySynonyms('USA')).toContain('united states');
});

it('leaves what is no country, and codes that were given up', () => {
  for (const stored of ['Atlantis', 'QQ', '', '17', 'DD', 'North'])
    expect([stored, countrySynonyms(stored)]).toEqual([stored, []]);
});
