/** `save_verified_answer`: from now on this question is answered by this call. */
import { z } from 'zod';
import { type AnyTool, defineTool } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { QUESTION_LENGTH, standsAlone } from '../whole-question.ts';
import { datesWouldAge, datesWouldMove, mayBeVerified } from './may-verify.ts';
import type { VerifiedServices } from './services.ts';
import { keepVerified, readGivenAnswer } from './stored.ts';

const NOTE_LENGTH = 300;

const input = z.object({
  answerId: z.uuid(),
  /** As it is to be asked; without it as it was. */
  question: z.string().trim().min(1).max(QUESTION_LENGTH).optional(),
  note: z.string().trim().max(NOTE_LENGTH).optional(),
});
const output = z.object({ id: z.string(), question: z.string(), note: z.string().nullable() });

export function saveVerifiedAnswer(services: VerifiedServices): AnyTool {
  return defineTool<z.infer<typeof input>, z.infer<typeof output>>({
    name: 'save_verified_answer',
    title: 'Save as verified answer',
    description:
      'Keeps an answer that somebody has checked: the question and the query behind it. Whoever asks the same is answered by that query, with fresh numbers and the name of whoever verified it.',
    effect: 'write',
    role: 'analyst',
    input,
    output,
    async run({ answerId, question: worded, note }, { db, actor, newId, now }) {
      const given = await readGivenAnswer(db, answerId);
      if (!given)
        throw new UserError(
          'no_answer',
          'That answer is no longer kept. Ask the question again, then save it.',
        );
      if (!given.call || !mayBeVerified(services.tool(given.call.tool)))
        return refused('Only answers that are computed anew from the data can be verified; this one is not.');
      const question = worded ?? given.question;
      if (!standsAlone(question))
        return refused(
          `“${question}” only makes sense after another question. Write it so that it says everything, for example “${given.restated ?? 'revenue by location in November'}”.`,
        );
      if (datesWouldAge(question, given.call))
        return refused(
          `“${question}” counts from the day on which it is asked, but the query behind this answer has fixed dates. Name the dates in the question.`,
        );
      if (datesWouldMove(question, given.call))
        return refused(
          `“${question}” names its dates, but the query behind this answer counts from the day on which it is asked. Say the period as it was asked, for example “last month”, or ask the question with its dates and save that answer.`,
        );
      const id = newId();
      await keepVerified(db, {
        id,
        question,
        call: given.call,
        note: note || null,
        personId: actor.personId,
        at: now(),
      });
      return { kind: 'ok', data: { id, question, note: note || null } };
    },
    card: ({ question, note }) => ({
      tone: 'notice',
      title: 'Saved as verified answer',
      text: [
        `Whoever asks “${question}” now gets this query, with fresh numbers and your name under it.`,
        ...(note ? [note] : []),
      ],
      buttons: [{ label: 'Show verified answers', call: { tool: 'verified_answers', args: {} } }],
    }),
    summary: ({ question }) => `Verified: “${question}”.`,
  });
}

const refused = (because: string) => ({ kind: 'refused', because, suggestions: [] }) as const;
