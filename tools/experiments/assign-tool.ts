/** The next people of a test whose shares move: a batch at a time, each by what is known then. */
import { z } from 'zod';
import { formatValue } from '../../cards/format.ts';
import type { Transaction } from '../../db/db.ts';
import { thompsonAllocation } from '../../statistics/experiments/best-arm.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { assignmentOf, HOLD_OUT } from '../messages/assignment.ts';
import { Refusal, refusing } from '../refusal.ts';
import { countUnassigned, readUnassigned } from './audience.ts';
import { chancesOf } from './chances.ts';
import { findTest } from './find-test.ts';
import { listed } from './judge.ts';
import { readJudgement } from './read-judgement.ts';
import { type AbTest, readTest } from './read-tests.ts';
import { beginEpoch } from './shares.ts';
import { splitFile } from './split-file.ts';

const LEAST = 100;
const MOST = 50_000;

const input = z.object({
  test: z.string().min(1),
  /** How many; without it, the audience divided by the planned days. */
  people: z.coerce.number().int().min(1).max(MOST).optional(),
});
const batch = z.object({
  id: z.string(),
  test: z.string(),
  /** Customer and variation. */
  people: z.array(z.tuple([z.string(), z.string()])),
  /** What part of them was to get each variation. */
  shares: z.array(z.object({ name: z.string(), share: z.number() })),
  left: z.number(),
});
type Batch = z.infer<typeof batch>;

/** `assign_next_people`: gives the next people of a running test their variations, and says who they are. */
export const assignNextPeople = defineTool({
  name: 'assign_next_people',
  title: 'Assign the next people',
  description:
    'Gives the next people of a running A/B test with moving shares (allocation thompson) their variations, by the chance of each to be the best, and sends a CSV file with them. Somebody who has a variation keeps it.',
  effect: 'write',
  role: 'analyst',
  input,
  output: batch,
  async run({ test: said, people }, context): Promise<Outcome<Batch>> {
    const { db } = context;
    const again = (id: string) => ({
      tool: 'assign_next_people',
      args: { test: id, ...(people === undefined ? {} : { people }) },
    });
    const found = await findTest(db, said, again);
    if (found.kind !== 'found') return found;
    return refusing(() =>
      db.write(async (tx) => {
        const test = await readTest(tx, db.tenantId, found.test.id, { lock: true });
        if (!test) throw new Refusal(`“${found.test.name}” is gone.`);
        return assignNext(tx, test, people ?? usualBatch(test), context);
      }),
    );
  },
  card: (data) => ({
    tone: 'notice',
    title: `New people: ${data.test}`,
    text: [batchSentence(data), 'Send the results back with “walker test import” before the next batch.'],
    buttons: [
      ...(data.left > 0
        ? [{ label: 'Assign the next', call: { tool: 'assign_next_people', args: { test: data.id } } }]
        : []),
      { label: 'Show test', call: { tool: 'show_ab_test', args: { test: data.id } } },
    ],
  }),
  summary: batchSentence,
  attachments: ({ test, people }) => [splitFile(test, people)],
});

async function assignNext(
  tx: Transaction,
  before: AbTest,
  people: number,
  { db, workspace, now }: ToolContext,
): Promise<Outcome<Batch>> {
  if (before.status !== 'running')
    throw new Refusal(`“${before.name}” is not running, so nobody is assigned.`);
  if (before.allocation === 'fixed')
    throw new Refusal(`The shares of “${before.name}” are fixed, so everybody has a variation already.`, [
      `Download who gets what with /walker test split ${before.name}.`,
    ]);
  const at = now();
  const { judgement } = await readJudgement(tx, workspace, before, at);
  if (judgement.verdict.kind === 'broken')
    throw new Refusal(`Nobody is assigned while the test cannot be trusted. ${judgement.sentence}`);
  const test = { ...before, variations: moved(before, chancesOf(before, judgement)) };
  const next = await readUnassigned(tx, db.tenantId, test, people);
  if (next.length === 0)
    return { kind: 'empty', because: `Everybody whom “${test.name}” may write to has a variation.` };
  await tx.query('update ab_tests set variations = $3::jsonb where tenant_id = $1 and id = $2::bigint', [
    db.tenantId,
    test.id,
    JSON.stringify(test.variations),
  ]);
  await beginEpoch(tx, db.tenantId, test, at);
  const variationOf = assignmentOf(test);
  const assigned = next.map((customer) => [customer, variationOf(customer)] as const);
  await tx.query(
    `insert into ab_test_results (tenant_id, test_id, variation_id, user_id, event_type, "timestamp")
     select $1, $2::bigint, variation, customer, 'assigned', $5
       from unnest($3::text[], $4::text[]) as person (customer, variation)`,
    [db.tenantId, test.id, next, assigned.map(([, variation]) => variation), at],
  );
  const names = new Map(test.variations.map(({ id, name }) => [id, name]));
  const total = test.variations.reduce((sum, { weight }) => sum + weight, 0);
  return {
    kind: 'ok',
    data: {
      id: test.id,
      test: test.name,
      people: assigned.map(([customer, variation]): [string, string] => [
        customer,
        names.get(variation) ?? HOLD_OUT,
      ]),
      shares: test.variations.map(({ name, weight }) => ({ name, share: weight / total })),
      left: await countUnassigned(tx, db.tenantId, test),
    },
  };
}

/** The variations with the shares that new people get now; as they were where chances cannot be told yet. */
function moved({ variations, floor }: AbTest, chances: ReturnType<typeof chancesOf>): AbTest['variations'] {
  const best = variations.flatMap(({ id }) => chances.get(id)?.probabilityBest ?? []);
  if (best.length < variations.length) return variations;
  const shares = thompsonAllocation(best, floor);
  return variations.map((variation, at) => ({ ...variation, weight: shares[at] as number }));
}

function usualBatch({ audience, plannedDays }: AbTest): number {
  return Math.min(MOST, Math.max(LEAST, Math.ceil((audience ?? 0) / (plannedDays ?? 1))));
}

/** "Of 500 more people of “Tone” 57 get “Control” …; 1,000 are left." */
function batchSentence({ test, people, shares, left }: Batch): string {
  const count = (number: number) => formatValue(number, { kind: 'integer' });
  const parts = [...shares.map(({ name }) => name), HOLD_OUT].flatMap((name) => {
    const own = people.filter(([, variation]) => variation === name).length;
    const share = shares.find((each) => each.name === name)?.share;
    const of = share === undefined ? '' : ` (${formatValue(share, { kind: 'percent', decimals: 0 })})`;
    return own > 0 || share !== undefined ? [`${count(own)} get “${name}”${of}`] : [];
  });
  return `Of ${count(people.length)} more people of “${test}” ${listed(parts)}. ${left > 0 ? `${count(left)} are left.` : 'Nobody is left.'}`;
}
