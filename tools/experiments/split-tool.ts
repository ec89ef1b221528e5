import { z } from 'zod';
import type { Cell } from '../../cards/card.ts';
import { toCsv } from '../../cards/csv.ts';
import { formatValue } from '../../cards/format.ts';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { assignmentOf, HOLD_OUT } from '../messages/assignment.ts';
import { readAudience } from './audience.ts';
import { findTest } from './find-test.ts';
import { listed } from './judge.ts';

const PAGE = 20_000;
const MOST = 200_000;
const file = z.object({
  test: z.string(),
  people: z.array(z.tuple([z.string(), z.string()])),
  isAll: z.boolean(),
});

/** `download_test_split`: who is to be sent which variation, for sending with another system. */
export const downloadTestSplit = defineTool({
  name: 'download_test_split',
  title: 'Download who gets what',
  description:
    'Sends a CSV file with the customers of a running A/B test and the variation that each is to be sent (or holdout). The same customer always gets the same variation.',
  effect: 'read',
  role: 'analyst',
  input: z.object({ test: z.string().min(1) }),
  output: file,
  async run({ test: said }, { db }) {
    const found = await findTest(db, said, (id) => ({ tool: 'download_test_split', args: { test: id } }));
    if (found.kind !== 'found') return found;
    const { test } = found;
    if (test.status !== 'running')
      return {
        kind: 'refused',
        because: `“${test.name}” is not running, so nobody is to be sent a variation of it.`,
        suggestions: test.status === 'draft' ? ['Start it first.'] : [],
      };
    const variationOf = assignmentOf(test);
    const names = new Map(test.variations.map(({ id, name }) => [id, name]));
    const people: [string, string][] = [];
    for (let after: string | null = null; people.length < MOST; ) {
      const page: readonly string[] = await readAudience(readable(db), db.tenantId, test, {
        after,
        limit: PAGE,
      });
      for (const customer of page) {
        const arm = variationOf(customer);
        people.push([customer, names.get(arm) ?? HOLD_OUT]);
      }
      after = page.at(-1) ?? null;
      if (page.length < PAGE)
        return people.length > 0
          ? { kind: 'ok', data: { test: test.name, people, isAll: true } }
          : { kind: 'empty', because: `“${test.name}” has nobody who may be written to.` };
    }
    return { kind: 'ok', data: { test: test.name, people, isAll: false } };
  },
  card: (data) => ({
    tone: 'notice',
    title: 'Who gets what',
    text: [splitSentence(data), 'Send the results back with “walker test import”.'],
  }),
  summary: splitSentence,
  attachments: ({ test, people }) => [
    {
      name: `${test.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-split.csv`,
      mime: 'text/csv; charset=utf-8',
      bytes: Buffer.from(
        toCsv([['customer_id', 'variation'], ...people] as readonly (readonly Cell[])[], 'comma'),
      ),
      private: false,
    },
  ],
});

/** "“Tone”: of 100 customers, 48 get “Control” and 52 get “Bold”." */
function splitSentence({ test, people, isAll }: z.infer<typeof file>): string {
  const counts = new Map<string, number>();
  for (const [, variation] of people) counts.set(variation, (counts.get(variation) ?? 0) + 1);
  const parts = [...counts].map(
    ([variation, customers]) => `${formatValue(customers, { kind: 'integer' })} get “${variation}”`,
  );
  return `“${test}”: of ${formatValue(people.length, { kind: 'integer' })} customers, ${listed(parts)}.${isAll ? '' : ' There are more than fit into one file.'}`;
}
