import type { Vocabulary } from '../../tools/metrics/vocabulary.ts';

const SHORT = /(?<![\p{L}\p{N}.])U\.?S\.?(?![\p{L}\p{N}])/gu;

/** “women from the US” as “… USA”, where the data know that country: written small, “us” is another word. */
export function countryInShort(text: string, vocabulary: Vocabulary): string {
  // Where all is written in capitals, “SHOW US REVENUE” means no country.
  if (!/\p{Ll}/u.test(text) || vocabulary.find('usa').length !== 1) return text;
  return text.replace(SHORT, 'USA');
}
