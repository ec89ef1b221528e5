import { z } from 'zod';
import { formatValue } from '../../cards/format.ts';
import type { TenantDb } from '../../db/db.ts';
import { readable } from '../../db/readable.ts';
import { defineTool } from '../define-tool.ts';
import { assignmentOf, HOLD_OUT } from '../messages/assignment.ts';
import { readAudience } from './audience.ts';
import { findTest } from './find-test.ts';
import { listed } from './judge.ts';
import type { AbTest } from './read-tests.ts';
import { splitFile } from './split-file.ts';

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
    const names = new Map(test.variations.map(({ id, name }) => [id, name]));
    const pageOf = test.allocation === 'fixed' ? byHash(db, test) : asAssigned(db, test);
    const people: [string, string][] = [];
    for (let after: string | null = null; people.length < MOST; ) {
      const page = await pageOf(after);
      for (const [customer, arm] of page) people.push([customer, names.get(arm) ?? HOLD_OUT]);
      after = page.at(-1)?.[0] ?? null;
      if (page.length < PAGE)
        return people.length > 0
          ? { kind: 'ok', data: { test: test.name, people, isAll: true } }
          : { kind: 'empty', because: nobodyIn(test) };
    }
    return { kind: 'ok', data: { test: test.name, people, isAll: false } };
  },
  card: (data) => ({
    tone: 'notice',
    title: 'Who gets what',
    text: [splitSentence(data), 'Send the results back with “walker test import”.'],
  }),
  summary: splitSentence,
  attachments: ({ test, people }) => [splitFile(test, people)],
});

/** Customers after one, in the order of their ids, and the arm of each. */
type PageOf = (after: string | null) => Promise<readonly (readonly [string, string])[]>;

/** Everybody who may be written to: who gets what needs no memory where shares are fixed. */
function byHash(db: TenantDb, test: AbTest): PageOf {
  const variationOf = assignmentOf(test);
  return async (after) => {
    const page = await readAudience(readable(db), db.tenantId, test, { after, limit: PAGE });
    return page.map((customer) => [customer, variationOf(customer)]);
  };
}

/** Who has been assigned so far, where shares move. */
function asAssigned(db: TenantDb, { id }: AbTest): PageOf {
  return async (after) => {
    const { rows } = await db.read<{ user_id: string; variation_id: string }>(
      `select user_id, variation_id from ab_test_results
        where tenant_id = $1 and test_id = $2::bigint and event_type = 'assigned' and ($3::text is null or user_id > $3)
        order by user_id limit $4`,
      [db.tenantId, id, after, PAGE],
    );
    return rows.map(({ user_id, variation_id }) => [user_id, variation_id]);
  };
}

const nobodyIn = ({ name, allocation }: AbTest) =>
  allocation === 'fixed'
    ? `“${name}” has nobody who may be written to.`
    : `Nobody of “${name}” has been assigned yet. Do that with /walker test assign ${name}.`;

/** "“Tone”: of 100 customers, 48 get “Control” and 52 get “Bold”." */
function splitSentence({ test, people, isAll }: z.infer<typeof file>): string {
  const counts = new Map<string, number>();
  for (const [, variation] of people) counts.set(variation, (counts.get(variation) ?? 0) + 1);
  const parts = [...counts].map(
    ([variation, customers]) => `${formatValue(customers, { kind: 'integer' })} get “${variation}”`,
  );
  return `“${test}”: of ${formatValue(people.length, { kind: 'integer' })} customers, ${listed(parts)}.${isAll ? '' : ' There are more than fit into one file.'}`;
}
