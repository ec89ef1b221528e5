import { z } from 'zod';
import type { Call, CallButton } from '../../cards/card.ts';
import { type AnyTool, defineTool } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { REASON_LABELS, REASONS } from '../reasons.ts';

const NOTE_LENGTH = 500;

const input = z.object({ answerId: z.uuid(), good: z.boolean() });
const output = z.object({ good: z.boolean(), question: z.string() });

/** Thumbs up or down, kept with the question and its answer. A second vote replaces the first. */
export const giveFeedback = defineTool({
  name: 'give_feedback',
  title: 'Feedback on an answer',
  description: 'Stores a thumbs up or down with the question it was given for.',
  effect: 'write',
  role: 'viewer',
  input,
  output,
  async run({ answerId, good }, { db, actor, now }) {
    const question = await db.write(async (tx) => {
      const stored = await tx.query<{ question: string }>(
        `update answers set feedback = $3, feedback_by = $4, feedback_at = $5 where tenant_id = $1 and answer_id = $2
         returning question`,
        [db.tenantId, answerId, good ? 1 : -1, actor.personId, now()],
      );
      const [answer] = stored.rows;
      if (!answer)
        throw new UserError('no_answer', 'That answer is no longer kept, so there is nothing to rate.');
      if (good)
        await tx.query(
          'delete from answer_reviews where tenant_id = $1 and answer_id = $2 and reported_by = $3 and resolution is null',
          [db.tenantId, answerId, actor.personId],
        );
      else
        await tx.query(
          `insert into answer_reviews (answer_id, tenant_id, reported_by, reported_at) values ($2, $1, $3, $4)
           on conflict (answer_id) do nothing`,
          [db.tenantId, answerId, actor.personId, now()],
        );
      return answer.question;
    });
    return { kind: 'ok', data: { good, question } };
  },
  card: ({ good, question }, { answerId }) => ({
    tone: 'notice',
    title: 'Thank you',
    text: [
      // A thumb that is typed may be meant for another answer than the last one that can have it: so it is named.
      good
        ? `Noted: the answer to “${inShort(question)}” was good.`
        : `Noted: the answer to “${inShort(question)}” was not good. It is kept for review. What was wrong?`,
    ],
    ...(good ? {} : { buttons: whyButtons(answerId) }),
    private: true,
  }),
  summary: ({ good }) => (good ? 'Feedback stored: good.' : 'Feedback stored: bad.'),
});

const QUESTION_SHOWN = 80;
const inShort = (question: string): string =>
  question.length > QUESTION_SHOWN ? `${question.slice(0, QUESTION_SHOWN - 1)}…` : question;

/** A press says the reason at once; where a form can be shown, the last one takes words as well. */
function whyButtons(answerId: string): readonly CallButton[] {
  const because = (args: object): Call => ({ tool: 'explain_feedback', args: { answerId, ...args } });
  const choices = REASONS.map((reason) => ({ label: REASON_LABELS[reason], value: reason }));
  return [
    ...REASONS.filter((reason) => reason !== 'other').map((reason) => ({
      label: REASON_LABELS[reason],
      call: because({ reason }),
    })),
    {
      label: 'In your own words',
      call: because({}),
      form: {
        title: 'What was wrong?',
        submit: 'Send',
        fields: [
          { key: 'reason', label: 'What was wrong', options: choices, initial: 'other' },
          {
            kind: 'text',
            key: 'note',
            label: 'In your own words',
            initial: '',
            maxLength: NOTE_LENGTH,
            multiline: true,
            optional: true,
          },
        ],
      },
    },
  ];
}

const explainInput = z.object({
  answerId: z.uuid(),
  reason: z.enum(REASONS),
  note: z.string().trim().max(NOTE_LENGTH).optional(),
});

/** Why it was not good, for whoever reviews it. The last word counts while the review is open. */
const explainFeedback = defineTool({
  name: 'explain_feedback',
  title: 'Why an answer was not good',
  description: 'Keeps the reason for a thumbs down with the answer, for the review list.',
  effect: 'write',
  role: 'viewer',
  input: explainInput,
  output: z.object({ reason: z.enum(REASONS) }),
  async run({ answerId, reason, note }, { db }) {
    const stored = await db.write((tx) =>
      tx.query(
        `update answer_reviews set reason = $3, note = coalesce($4, note)
          where tenant_id = $1 and answer_id = $2 and resolution is null`,
        [db.tenantId, answerId, reason, note || null],
      ),
    );
    return stored.rowCount === 1
      ? { kind: 'ok', data: { reason } }
      : { kind: 'empty', because: 'That answer has been reviewed already, or is no longer kept.' };
  },
  card: ({ reason }) => ({
    tone: 'notice',
    title: 'Thank you',
    text: [`Noted: “${REASON_LABELS[reason]}”. An analyst finds it under /walker review.`],
    private: true,
  }),
  summary: ({ reason }) => `Reason stored: ${reason}.`,
});

export const feedbackTools = (): readonly AnyTool[] => [giveFeedback, explainFeedback];
