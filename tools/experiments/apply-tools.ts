/** A winner becomes what messages of its kind say from now on; within a week that can be taken back. */
import { z } from 'zod';
import type { Transaction } from '../../db/db.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { channelWord } from '../impact/words.ts';
import { currentDefault, setDefault, undoDefault } from '../messages/message-defaults.ts';
import { contentText, type Variation } from '../messages/variations.ts';
import { Refusal, refusing } from '../refusal.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { findTest } from './find-test.ts';
import { whereItIs } from './lifecycle-tools.ts';
import { closedAt, readJudgement } from './read-judgement.ts';
import { type AbTest, readTest } from './read-tests.ts';

const DAY_MS = 86_400_000;
const UNDO_DAYS = 7;

const input = z.object({ test: z.string().min(1) });
const applied = z.object({ id: z.string(), name: z.string(), sentences: z.array(z.string()) });
type Applied = z.infer<typeof applied>;

/** `apply_test_winner`: closes the test and makes its winner the default for messages of its kind, once. */
export const applyTestWinner = defineTool({
  name: 'apply_test_winner',
  title: 'Apply the winner',
  description:
    'Closes an A/B test that has a winner and makes the winning variation the default for every later message of that kind. Refused while the test is undecided or broken.',
  effect: 'write',
  role: 'approver',
  input,
  output: applied,
  run: ({ test }, context) => onTest(test, 'apply_test_winner', context, apply),
  card: ({ id, name, sentences }) => ({
    tone: 'notice',
    title: `Winner applied: ${name}`,
    text: sentences,
    buttons: [
      {
        label: 'Undo',
        call: { tool: 'undo_apply_winner', args: { test: id } },
        style: 'danger',
        confirm: `Take back the winner of “${name}”? Messages say again what they said before.`,
      },
      { label: 'Show test', call: { tool: 'show_ab_test', args: { test: id } } },
    ],
  }),
  summary: ({ sentences }) => sentences.join(' '),
});

/** `undo_apply_winner`: within seven days, messages say again what they said before. */
export const undoApplyWinner = defineTool({
  name: 'undo_apply_winner',
  title: 'Undo an applied winner',
  description: `Takes back an applied winner within ${UNDO_DAYS} days: messages of its kind say again what they said before.`,
  effect: 'write',
  role: 'approver',
  input,
  output: applied,
  run: ({ test }, context) => onTest(test, 'undo_apply_winner', context, undo),
  card: ({ id, name, sentences }) => ({
    tone: 'notice',
    title: `Taken back: ${name}`,
    text: sentences,
    buttons: [{ label: 'Show test', call: { tool: 'show_ab_test', args: { test: id } } }],
  }),
  summary: ({ sentences }) => sentences.join(' '),
});

/** Finds and locks the test: of two people at once, the second finds what the first has done. */
async function onTest(
  said: string,
  tool: string,
  context: ToolContext,
  work: (tx: Transaction, test: AbTest, context: ToolContext) => Promise<readonly string[]>,
): Promise<Outcome<Applied>> {
  const { db } = context;
  const found = await findTest(db, said, (id) => ({ tool, args: { test: id } }));
  if (found.kind !== 'found') return found;
  return refusing(() =>
    db.write(async (tx) => {
      const test = await readTest(tx, db.tenantId, found.test.id, { lock: true });
      if (!test) throw new Refusal(`“${found.test.name}” is gone.`);
      const sentences = await work(tx, test, context);
      return { kind: 'ok', data: { id: test.id, name: test.name, sentences: [...sentences] } };
    }),
  );
}

async function apply(tx: Transaction, test: AbTest, context: ToolContext): Promise<readonly string[]> {
  const { db, actor, workspace, now } = context;
  const at = now();
  if (test.status === 'draft' || test.status === 'applied')
    throw new Refusal(
      whereItIs(test, context),
      test.status === 'applied' ? [`An approver can take it back for ${UNDO_DAYS} days.`] : [],
    );
  const { judgement } = await readJudgement(tx, workspace, closedAt(test, at), at);
  const { verdict, sentence, winner } = judgement;
  const variation = test.variations.find(({ id }) => id === winner);
  if (verdict.kind !== 'winner' || !variation)
    throw new Refusal(`“${test.name}” has no winner to apply. ${sentence}`);
  if (variation.content === null)
    throw new Refusal(
      `The test does not hold what “${variation.name}” says, so it cannot become what messages say.`,
    );
  await close(tx, test, variation, { ...context, at, verdict: { kind: verdict.kind, sentence, winner } });
  const before = await setDefault(tx, db.tenantId, {
    messageKind: test.messageKind,
    channel: test.channel ?? '',
    variation,
    testId: test.id,
    personId: actor.personId,
    at,
  });
  return [
    sentence,
    `Every later “${test.messageKind}” message${test.channel ? ` by ${channelWord(test.channel)}` : ''} says: “${contentText(variation)}”.${before === null ? '' : ` Before, it was “${before}”.`}`,
    `The test is closed. This can be taken back for ${UNDO_DAYS} days.`,
  ];
}

async function close(
  tx: Transaction,
  test: AbTest,
  variation: Variation,
  {
    db,
    actor,
    at,
    verdict,
  }: Pick<ToolContext, 'db' | 'actor'> & { readonly at: Date; readonly verdict: object },
): Promise<void> {
  await tx.query(
    `update ab_tests
        set status = 'applied', winning_variation = $3, confidence_level = 95, verdict = $6::jsonb, applied_at = $4,
            stopped_at = coalesce(stopped_at, $4),
            applied_by = actor.person_id,
            stopped_by = case when stopped_at is null then actor.person_id else stopped_by end
       from (select (select person_id from people where tenant_id = $1 and person_id = $5) as person_id) actor
      where tenant_id = $1 and id = $2::bigint`,
    [db.tenantId, test.id, variation.id, at, actor.personId, JSON.stringify(verdict)],
  );
}

async function undo(tx: Transaction, test: AbTest, context: ToolContext): Promise<readonly string[]> {
  const { db, actor, now } = context;
  if (test.status !== 'applied' || test.appliedAt === null)
    throw new Refusal(`No winner of “${test.name}” is applied, so there is nothing to take back.`);
  const at = now();
  if (!canUndo(test, at))
    throw new Refusal(
      `The winner of “${test.name}” was applied more than ${UNDO_DAYS} days ago (${whoAndWhen(test.appliedBy, test.appliedAt, actor.timezone)}) and cannot be taken back any more.`,
      ['Run another test, or apply its winner.'],
    );
  await undoDefault(tx, db.tenantId, { testId: test.id, personId: actor.personId, at });
  await tx.query(
    `update ab_tests
        set status = 'stopped', winning_variation = null, confidence_level = null, applied_at = null, applied_by = null
      where tenant_id = $1 and id = $2::bigint`,
    [db.tenantId, test.id],
  );
  const says = await currentDefault(tx, db.tenantId, test.messageKind, test.channel ?? '');
  return [
    `The winner of “${test.name}” is taken back.`,
    says === null
      ? `“${test.messageKind}” messages have no default any more.`
      : `“${test.messageKind}” messages say: “${says}”.`,
  ];
}

/** Whether an applied winner is young enough to be taken back. */
export function canUndo({ status, appliedAt }: AbTest, now: Date): boolean {
  return (
    status === 'applied' && appliedAt !== null && now.getTime() - Date.parse(appliedAt) <= UNDO_DAYS * DAY_MS
  );
}
