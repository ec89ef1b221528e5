/** From what a person calls a test to the test. */
import { distance } from 'fastest-levenshtein';
import type { Call } from '../../cards/card.ts';
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import type { Outcome } from '../define-tool.ts';
import { type AbTest, readTests } from './read-tests.ts';

type NotFound = Extract<Outcome<never>, { kind: 'clarify' | 'refused' }>;

/** A name that is off by at most this part of its letters is offered. */
const TYPO = 1 / 3;
const OFFERED = 5;

/**
 * The test of this id or name; upper and lower case, hyphens and words such as “test” do not count, and a part of the
 * name is enough. Where several or none fit, a question with the nearest, each as the call that `again` makes of its id.
 */
export async function findTest(
  db: TenantDb,
  said: string,
  again: (id: string) => Call,
): Promise<{ readonly kind: 'found'; readonly test: AbTest } | NotFound> {
  const tests = await readTests(readable(db), db.tenantId);
  if (tests.length === 0)
    return {
      kind: 'refused',
      because: 'There are no tests yet.',
      suggestions: ['Make one with /walker test create, or bring results in with walker test import.'],
    };
  const fits = fitting(tests, said);
  const [only] = fits;
  if (only && fits.length === 1) return { kind: 'found', test: only };
  if (fits.length > 0)
    return {
      kind: 'clarify',
      question: `Which test do you mean by “${said}”?`,
      options: fits.slice(0, OFFERED).map(({ id, name }) => ({ label: name, call: again(id) })),
    };
  return {
    kind: 'refused',
    because: `There is no test called “${said}”.`,
    suggestions: [`There are: ${tests.map(({ name }) => name).join(', ')}.`],
  };
}

/** The best kind of fit that any test has: the very name, all of the words said, or nearly the name. */
function fitting(tests: readonly AbTest[], said: string): readonly AbTest[] {
  const wanted = plain(said);
  const words = wanted.split(' ').filter((word) => word !== '');
  const kinds: readonly ((test: AbTest) => boolean)[] = [
    ({ id }) => id === said.trim(),
    ({ name }) => name.toLowerCase() === said.trim().toLowerCase(),
    ({ name }) => wanted !== '' && plain(name) === wanted,
    ({ name }) => words.length > 0 && words.every((word) => plain(name).split(' ').includes(word)),
    ({ name }) => wanted !== '' && plain(name).includes(wanted),
    ({ name }) => distance(plain(name), wanted) <= wanted.length * TYPO,
  ];
  for (const fit of kinds) {
    const found = tests.filter(fit);
    if (found.length > 0) return found;
  }
  return [];
}

/** "The welcome e-mail test" and "welcome email" are the same. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\be-mail/g, 'email')
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(
      /\b(the|our|my|a|an|of|for|ab|a b|split|test|tests|experiment|experiments|result|results)\b/g,
      ' ',
    )
    .replace(/s\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
