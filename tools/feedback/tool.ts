import { z } from 'zod';
import { defineTool } from '../define-tool.ts';
import { UserError } from '../errors.ts';

const input = z.object({ answerId: z.uuid(), good: z.boolean() });
const output = z.object({ good: z.boolean() });

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
    const stored = await db.write((tx) =>
      tx.query(
        'update answers set feedback = $3, feedback_by = $4, feedback_at = $5 where tenant_id = $1 and answer_id = $2',
        [db.tenantId, answerId, good ? 1 : -1, actor.personId, now()],
      ),
    );
    if (stored.rowCount === 0)
      throw new UserError('no_answer', 'That answer is no longer kept, so there is nothing to rate.');
    return { kind: 'ok', data: { good } };
  },
  card: ({ good }) => ({
    tone: 'notice',
    title: 'Thank you',
    text: [
      good
        ? 'Noted: that answer was good.'
        : 'Noted: that answer was not good. It is kept for review with its question.',
    ],
    private: true,
  }),
  summary: ({ good }) => (good ? 'Feedback stored: good.' : 'Feedback stored: bad.'),
});
