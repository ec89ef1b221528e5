/** From what a person calls a test to the test. */
import type { Call } from '../../cards/card.ts';
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import type { Outcome } from '../define-tool.ts';
import { bestFits } from '../find-named.ts';
import { type AbTest, readTests } from './read-tests.ts';

type NotFound = Extract<Outcome<never>, { kind: 'clarify' | 'refused' }>;

const FILLER = /\b(the|our|my|a|an|of|for|ab|a b|split|test|tests|experiment|experiments|result|results)\b/g;
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
  const fits = bestFits(tests, said, FILLER);
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
