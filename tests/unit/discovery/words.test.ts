import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInterest } from '../../../tools/discovery/words/interest.ts';
import { LexiconError, loadLexicon } from '../../../tools/discovery/words/lexicon.ts';
import { parseInterest } from '../../../tools/discovery/words/parse-interest.ts';
import { readTerms, wishesIn } from '../../../tools/discovery/words/read-terms.ts';
import { tokenise } from '../../../tools/discovery/words/tokenise.ts';

const lexicon = loadLexicon();
const concepts = (text: string): readonly string[] =>
  readTerms(text, lexicon).flatMap(({ senses }) => senses.map(({ concept }) => concept));

describe('the lexicon', () => {
  it('knows at least eighty groups of words', () => {
    expect(lexicon.concepts.size).toBeGreaterThanOrEqual(80);
  });

  it.each([
    ['high-end lifestyle', 'luxury'],
    ['premium', 'luxury'],
    ['designer', 'luxury'],
    ['Upscale', 'luxury'],
    ['exclusive', 'luxury'],
    ['sporty', 'sport'],
    ['people who work out', 'sport'],
    ['jogging', 'running'],
    ['navy', 'blue'],
    ['skin care', 'skincare'],
  ])('“%s” speaks of %s', (text, concept) => {
    expect(concepts(text)).toContain(concept);
  });

  it('tells the country IT from the word it', () => {
    expect(concepts('From IT, age 19')).toContain('italy');
    expect(concepts('who wants it')).toEqual([]);
  });

  it('finds a misspelt word, and does not guess at short ones', () => {
    expect(concepts('sneekers')).toEqual(['sneakers']);
    expect(concepts('boats')).toEqual([]);
  });

  it('says where the file is wrong', () => {
    expect(() => loadLexicon('socks: { same: [sock], part_of: [feet] }')).toThrow(LexiconError);
    expect(() => loadLexicon('socks: { same: [sock], part_of: [feet] }')).toThrow(/socks is part of “feet”/);
    expect(() => loadLexicon('socks: { saem: [sock] }')).toThrow(/lexicon\.yml/);
  });
});

describe('an interest', () => {
  it.each([
    ['sporty, but no luxury', 'sporty', 'luxury'],
    ['not sporty', '', 'sporty'],
    ['people who do not like luxury but love cooking', 'people who do love cooking', 'like luxury'],
    ['fashion without accessories', 'fashion', 'accessories'],
    ['anything but gaming', '', 'gaming'],
    ["they don't care about fashion and love tech", 'they love tech', 'care about fashion'],
    ['not only sporty people', 'not only sporty people', ''],
  ])('“%s” wants “%s” and not “%s”', (text, wanted, unwanted) => {
    expect(parseInterest(text)).toEqual({ wanted, unwanted });
  });

  it('is taken apart without losing or inventing words', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { wanted, unwanted } = parseInterest(text);
        const known = new Set(tokenise(text).map(({ folded }) => folded));
        for (const word of tokenise(`${wanted} ${unwanted}`)) expect(known).toContain(word.folded);
      }),
    );
  });

  it('counts what it asks for: synonyms are one wish', () => {
    const wishes = (text: string): number => wishesIn(readTerms(text, lexicon)).length;
    expect(wishes('tech geeks')).toBe(1);
    expect(wishes('red handbags')).toBe(2);
    expect(wishes('a luxury red-themed fashion campaign')).toBe(3);
    expect(wishes('people who might be interested')).toBe(0);
  });

  it('does not exclude by the words of what is wanted', () => {
    const { unwantedQuery } = readInterest('gamers who are not techies', lexicon);
    expect(unwantedQuery).toContain("'laptop'");
    expect(unwantedQuery).not.toContain("'video game'");
  });

  it('makes full-text queries of letters and digits only, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const query of readInterest(text, lexicon).wishQueries)
          expect(query).toMatch(/^'[^'\\:&!<>()]+'(?: \| '[^'\\:&!<>()]+')*$/);
      }),
    );
  });
});
