/** Starting and stopping a test. draft → running → stopped → applied; nothing goes back but an undone winner. */
import { z } from 'zod';
import type { Transaction } from '../../db/db.ts';
import { defineTool, type Outcome, type ToolContext } from '../define-tool.ts';
import { Refusal, refusing } from '../refusal.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { findTest } from './find-test.ts';
import { closedAt, readJudgement } from './read-judgement.ts';
import { type AbTest, abTest, readTest } from './read-tests.ts';

const input = z.object({ test: z.string().min(1) });
const changed = z.object({ test: abTest, sentence: z.string() });
type Changed = z.infer<typeof changed>;

/** `start_ab_test`: from now on the test runs, for its planned days. */
export const startAbTest = defineTool({
  name: 'start_ab_test',
  title: 'Start A/B test',
  description: 'Starts a drafted A/B test. Its variations are fixed from then on.',
  effect: 'write',
  role: 'analyst',
  input,
  output: changed,
  run: ({ test }, context) =>
    change(test, 'start_ab_test', context, async (tx, found) => {
      if (found.status !== 'draft')
        throw new Refusal(whereItIs(found, context), ['Only a draft can be started.']);
      if (found.variations.length < 2) throw new Refusal('It has no two variations that can be read.');
      await tx.query(
        `update ab_tests
            set status = 'running', start_date = $3, end_date = $3::timestamptz + make_interval(days => coalesce(planned_days, 14)),
                salt = coalesce(salt, $5),
                started_by = (select person_id from people where tenant_id = $1 and person_id = $4)
          where tenant_id = $1 and id = $2::bigint`,
        [context.db.tenantId, found.id, context.now(), context.actor.personId, context.newId()],
      );
      return `“${found.name}” runs from now on, for ${found.plannedDays ?? 14} days. Look as often as you like: the verdict stays honest.`;
    }),
  card: ({ test, sentence }) => ({
    tone: 'notice',
    title: 'Test started',
    text: [sentence],
    buttons: [
      { label: 'Show test', call: { tool: 'show_ab_test', args: { test: test.id } } },
      test.allocation === 'fixed'
        ? { label: 'Who gets what', call: { tool: 'download_test_split', args: { test: test.id } } }
        : { label: 'Assign the first people', call: { tool: 'assign_next_people', args: { test: test.id } } },
    ],
  }),
  summary: ({ sentence }) => sentence,
});

/** `stop_ab_test`: nobody new is assigned; what is known by then is kept with it. */
export const stopAbTest = defineTool({
  name: 'stop_ab_test',
  title: 'Stop A/B test',
  description: 'Stops a running A/B test and keeps what it shows by then. It cannot be started again.',
  effect: 'write',
  role: 'analyst',
  input,
  output: changed,
  run: ({ test }, context) =>
    change(test, 'stop_ab_test', context, async (tx, found) => {
      if (found.status !== 'running')
        throw new Refusal(whereItIs(found, context), ['Only a running test can be stopped.']);
      const at = context.now();
      const { judgement } = await readJudgement(tx, context.workspace, closedAt(found, at), at);
      const { verdict, sentence, winner } = judgement;
      await tx.query(
        `update ab_tests
            set status = 'stopped', stopped_at = $3, verdict = $5::jsonb,
                stopped_by = (select person_id from people where tenant_id = $1 and person_id = $4)
          where tenant_id = $1 and id = $2::bigint`,
        [
          context.db.tenantId,
          found.id,
          at,
          context.actor.personId,
          JSON.stringify({ kind: verdict.kind, sentence, winner }),
        ],
      );
      return `“${found.name}” is stopped. ${sentence}`;
    }),
  card: ({ test, sentence }) => ({
    tone: 'notice',
    title: 'Test stopped',
    text: [sentence],
    buttons: [{ label: 'Show test', call: { tool: 'show_ab_test', args: { test: test.id } } }],
  }),
  summary: ({ sentence }) => sentence,
});

/** Finds the test, locks it, does `work` with it and reads it again. */
async function change(
  said: string,
  tool: string,
  { db }: ToolContext,
  work: (tx: Transaction, test: AbTest) => Promise<string>,
): Promise<Outcome<Changed>> {
  const found = await findTest(db, said, (id) => ({ tool, args: { test: id } }));
  if (found.kind !== 'found') return found;
  return refusing(() =>
    db.write(async (tx) => {
      const test = await readTest(tx, db.tenantId, found.test.id, { lock: true });
      if (!test) throw new Refusal(`“${found.test.name}” is gone.`);
      const sentence = await work(tx, test);
      const after = await readTest(tx, db.tenantId, test.id);
      return { kind: 'ok', data: { test: after ?? test, sentence } };
    }),
  );
}

/** "“Welcome” is stopped already (Vera, 21 Nov 2026, 05:33)." */
export function whereItIs(test: AbTest, { actor }: Pick<ToolContext, 'actor'>): string {
  const { name, status } = test;
  const said = {
    draft: 'has not been started',
    running: `is running (started by ${whoAndWhen(test.startedBy, test.startedAt, actor.timezone)})`,
    stopped: `is stopped already (${whoAndWhen(test.stoppedBy, test.stoppedAt, actor.timezone)})`,
    applied: `is closed: its winner has been applied (${whoAndWhen(test.appliedBy, test.appliedAt, actor.timezone)})`,
  }[status];
  return `“${name}” ${said}.`;
}
