/** Text → words, for profiles and for what is asked of them. */

export interface Word {
  /** As written. */
  readonly raw: string;
  /** Lower case, without accents. */
  readonly folded: string;
  /** In the singular: what is compared. */
  readonly stem: string;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const POSSESSIVE = /['’ʼ]s\b/gu;

/** The words of a text in order; hyphens split, numbers are words of their own. */
export function tokenise(text: string): readonly Word[] {
  return (text.replace(POSSESSIVE, '').match(WORD) ?? []).map((raw) => {
    const folded = raw.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
    return { raw, folded, stem: singular(folded) };
  });
}

/** Harman's S-stemmer: enough for the names of products. "Foodie" and "foodies" meet in "foody". */
function singular(word: string): string {
  if (word.length < 4) return word;
  if (/[^ea]ies?$/.test(word)) return word.replace(/ies?$/, 'y');
  if (!word.endsWith('s')) return word;
  if (/(?:ss|x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  if (/(?:us|ss|is)$/.test(word)) return word;
  return word.slice(0, -1);
}
