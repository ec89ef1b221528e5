/** Finds names out of the data in a text: what is a name is no amount, and what an amount stands beside is what it is said of. */

/** A name as it stands in a text. */
interface Named {
  /** As the data has it. */
  readonly name: string;
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
}

export interface Names {
  /** Where names stand in `text`, which is in NFKC, in order and without overlap; the longest where several begin. */
  foundIn(text: string): readonly Named[];
  /** The text with blanks in their places. */
  blankedIn(text: string): string;
}

interface Known {
  readonly name: string;
  readonly folded: string;
  /** Signs before its first letter or digit. */
  readonly lead: number;
  /** Of digits alone: an amount, unless it stands where people name somebody. */
  readonly bare: boolean;
}

/** In small letters, each offset where it was. */
export const lower = (text: string): string => {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text.replace(/[A-Z]+/g, (word) => word.toLowerCase());
};

const WORD = /[\p{L}\p{N}]+/gu;
const INSIDE = /[\p{L}\p{N}]/u;

export function createNames(names: Iterable<string>): Names {
  const byWord = new Map<string, Known[]>();
  for (const name of new Set(names)) {
    const folded = lower(name.normalize('NFKC').trim());
    const first = /[\p{L}\p{N}]+/u.exec(folded);
    if (!first) continue;
    const known = { name, folded, lead: first.index, bare: /^[\d.,]+$/.test(folded) };
    const same = byWord.get(first[0]);
    if (same) same.push(known);
    else byWord.set(first[0], [known]);
  }
  for (const same of byWord.values()) same.sort((a, b) => b.folded.length - a.folded.length);

  function foundIn(text: string): Named[] {
    if (byWord.size === 0) return [];
    const found: Named[] = [];
    const folded = lower(text);
    let rest = text;
    let free = 0;
    for (const { 0: word, index } of folded.matchAll(WORD)) {
      const known = byWord.get(word)?.find((one) => {
        const from = index - one.lead;
        return (
          from >= free &&
          standsAt(one, folded, from) &&
          (!one.bare || isName(rest, from, from + one.folded.length))
        );
      });
      if (!known) continue;
      const from = index - known.lead;
      free = from + known.folded.length;
      found.push({ name: known.name, from, to: free });
      rest = blanked(rest, from, free);
    }
    return found;
  }

  return {
    foundIn,
    blankedIn: (text) => foundIn(text).reduce((rest, { from, to }) => blanked(rest, from, to), text),
  };
}

const blanked = (text: string, from: number, to: number): string =>
  `${text.slice(0, from)}${' '.repeat(to - from)}${text.slice(to)}`;

/** A part of a longer word is no name. */
function standsAt({ folded }: Known, text: string, from: number): boolean {
  const to = from + folded.length;
  return text.startsWith(folded, from) && !cutsWord(text, from) && !cutsWord(text, to);
}

const cutsWord = (text: string, at: number): boolean =>
  INSIDE.test(text[at - 1] ?? '') && INSIDE.test(text[at] ?? '');

const NAMED =
  /(?:\b(?:customers?|users?|ids?|numbers?|no\.|skus?|orders?|transactions?|segments?|tests?|campaigns?|sessions?|codes?|coupons?)[\s:#(“"]*(?:(?:\d[\w.-]*|and|or|\s|,)*)|#|^[^\p{L}\p{N}]*)$/iu;

/** A number names somebody after “customer”, or at the beginning of a line; anywhere else it is an amount. */
function isName(text: string, at: number, to: number): boolean {
  return (
    NAMED.test(text.slice(Math.max(0, at - 80), at)) &&
    !/^(?:[.,]\d|\s?(?:%|×|percent|thousand|million|billion|points))/iu.test(text.slice(to))
  );
}
