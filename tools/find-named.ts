/** From what a person calls something to what it is: tests, campaigns and what else people give names to. */
import { distance } from 'fastest-levenshtein';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A name that is off by at most this part of its letters may be meant. */
const TYPO = 1 / 3;

/**
 * Those that fit best: this id, the very name, the name but for case, hyphens, plurals and the words of `filler`, all of
 * the words said, a part of the name, or nearly the name. Empty where none fits.
 */
export function bestFits<T extends Named>(all: readonly T[], said: string, filler: RegExp): readonly T[] {
  const plain = (name: string) => plainName(name, filler);
  const wanted = plain(said);
  const words = wanted.split(' ').filter((word) => word !== '');
  const kinds: readonly ((one: T) => boolean)[] = [
    ({ id }) => id === said.trim(),
    ({ name }) => name.toLowerCase() === said.trim().toLowerCase(),
    ({ name }) => wanted !== '' && plain(name) === wanted,
    ({ name }) => words.length > 0 && words.every((word) => plain(name).split(' ').includes(word)),
    ({ name }) => wanted !== '' && plain(name).includes(wanted),
    ({ name }) => distance(plain(name), wanted) <= wanted.length * TYPO,
  ];
  for (const fit of kinds) {
    const found = all.filter(fit);
    if (found.length > 0) return found;
  }
  return [];
}

/** "The welcome e-mail test" and "welcome email" are the same. */
function plainName(name: string, filler: RegExp): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\be-mail/g, 'email')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(filler, ' ')
    .replace(/s\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
