/** `verified_answers`, `show_verified_answer`, `remove_verified_answer`: looking after what is verified. */
import { z } from 'zod';
import type { CallButton } from '../../cards/card.ts';
import { type AnyTool, defineTool, type ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { bestFits } from '../find-named.ts';
import { whyGone } from './may-verify.ts';
import type { VerifiedServices } from './services.ts';
import { readVerified, type VerifiedAnswer } from './stored.ts';
import { verifiedBy } from './words.ts';

const text = { kind: 'text' } as const;
const MOST_LISTED = 100;

const shown = z.object({
  id: z.string(),
  question: z.string(),
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  by: z.string(),
  /** Why it answers no more; null where it does. */
  gone: z.string().nullable(),
});
type Shown = z.infer<typeof shown>;

const which = z.object({ which: z.string().trim().min(1).describe('Its question, or its id.') });

export function readTools(services: VerifiedServices): readonly AnyTool[] {
  const asShown = (answer: VerifiedAnswer, { actor }: ToolContext): Shown => ({
    id: answer.id,
    question: answer.question,
    tool: answer.call.tool,
    args: { ...answer.call.args },
    by: verifiedBy(answer, actor.timezone),
    gone: whyGone(answer.call, services.tool(answer.call.tool), services.hasMetric),
  });

  const list = defineTool({
    name: 'verified_answers',
    title: 'Verified answers',
    description: 'Lists the questions whose answers the team has verified, who verified them and when.',
    effect: 'read',
    role: 'viewer',
    input: z.object({}),
    output: z.object({ answers: z.array(shown) }),
    command: {
      word: 'verified',
      usage: 'verified [show <question> | remove <question>]',
      parse: (words) => (/^(?:list)?$/iu.test(words.trim()) ? {} : null),
      route: (words) => {
        const [, verb = '', rest = ''] = /^(show|remove)\s+(.+)$/isu.exec(words.trim()) ?? [];
        if (rest === '') return null;
        const tool = verb.toLowerCase() === 'show' ? 'show_verified_answer' : 'remove_verified_answer';
        return { tool, args: { which: rest.trim() } };
      },
    },
    async run(_input, context) {
      const answers = (await readVerified(context.db)).map((one) => asShown(one, context));
      return answers.length > 0
        ? { kind: 'ok', data: { answers } }
        : {
            kind: 'empty',
            because:
              'No answer is verified yet. Press “Save as verified answer” under one that you have checked.',
          };
    },
    card: ({ answers }) => ({
      tone: 'notice',
      title: 'Verified answers',
      table: {
        caption: 'Verified answers',
        columns: [
          { key: 'question', label: 'Question', role: 'text', format: text },
          { key: 'by', label: 'Verified', role: 'text', format: text },
          { key: 'state', label: 'State', role: 'text', format: text },
        ],
        rows: answers
          .slice(0, MOST_LISTED)
          .map(({ question, by, gone }) => ({ question, by, state: gone ? `not used: ${gone}` : 'in use' })),
        omitted: Math.max(0, answers.length - MOST_LISTED),
      },
      buttons: answers.slice(0, 3).map(
        ({ id, question }): CallButton => ({
          label: `Show: ${question}`.slice(0, 70),
          call: { tool: 'show_verified_answer', args: { which: id } },
        }),
      ),
    }),
    summary: ({ answers }) => answers.map(({ question, by }) => `${question} (${by})`).join('\n'),
  });

  const show = defineTool({
    name: 'show_verified_answer',
    title: 'A verified answer',
    description: 'Shows a verified answer: its question, the query behind it, who verified it and when.',
    effect: 'read',
    role: 'viewer',
    input: which,
    output: shown,
    run: async (input, context) => ({ kind: 'ok', data: asShown(await find(context, input.which), context) }),
    card: (data) => ({
      tone: 'notice',
      title: data.question,
      text: [data.gone ? `Not used any more: ${data.gone}.` : data.by],
      code: { language: 'json', text: JSON.stringify({ tool: data.tool, args: data.args }, null, 2) },
      buttons: [
        ...(data.gone ? [] : [{ label: 'Answer it', call: { tool: data.tool, args: data.args } }]),
        {
          label: 'Remove',
          style: 'danger',
          call: { tool: 'remove_verified_answer', args: { which: data.id } },
          confirm: `“${data.question}” will be answered as if nobody had verified it.`,
        },
      ],
    }),
    summary: ({ question, tool, args, by }) => `${question}: ${tool} ${JSON.stringify(args)}. ${by}`,
  });

  const remove = defineTool({
    name: 'remove_verified_answer',
    title: 'Remove a verified answer',
    description: 'Takes a verified answer away; its question is answered like any other from then on.',
    effect: 'write',
    role: 'analyst',
    input: which,
    output: z.object({ question: z.string() }),
    async run(input, context) {
      const { id, question } = await find(context, input.which);
      const removed = await context.db.write((tx) =>
        tx.query('delete from verified_answers where tenant_id = $1 and verified_id = $2', [
          context.db.tenantId,
          id,
        ]),
      );
      return removed.rowCount === 1
        ? { kind: 'ok', data: { question } }
        : { kind: 'empty', because: 'It was removed a moment ago.' };
    },
    card: ({ question }) => ({
      tone: 'notice',
      title: 'Removed',
      text: [`“${question}” is no longer a verified answer.`],
    }),
    summary: ({ question }) => `Removed: “${question}”.`,
  });

  return [list, show, remove];
}

/** Throws `UserError` where none or several fit. */
async function find({ db }: ToolContext, said: string): Promise<VerifiedAnswer> {
  const all = (await readVerified(db)).map((one) => ({ ...one, name: one.question }));
  const [found, second] = bestFits(all, said, /\b(?:the|verified|answer|question)\b/giu);
  if (!found)
    throw new UserError(
      'not_verified',
      `No verified answer is to “${said}”. /walker verified lists them all.`,
    );
  if (second)
    throw new UserError(
      'several',
      `Several verified answers fit “${said}”: ${found.question}, ${second.question}. Write more of it.`,
    );
  return found;
}
