/** `/walker review`: what people found wrong, and what comes of it. */
import { z } from 'zod';
import type { Call, CallButton } from '../../cards/card.ts';
import { type AnyTool, defineTool, type ToolContext } from '../define-tool.ts';
import { UserError } from '../errors.ts';
import { type Expectation, readExpectation, sayExpectation } from '../expectation.ts';
import { REASON_LABELS } from '../reasons.ts';
import { whoAndWhen } from '../who-and-when.ts';
import { QUESTION_LENGTH, questionField, wholeQuestion } from '../whole-question.ts';
import { closeReview, type Review, readReviews } from './reviews.ts';

const text = { kind: 'text' } as const;
const MOST_LISTED = 50;

const shown = z.object({
  answerId: z.string(),
  question: z.string(),
  asked: z.string(),
  answer: z.string().nullable(),
  tool: z.string().nullable(),
  query: z.string().nullable(),
  why: z.string(),
  by: z.string(),
  resolution: z.string().nullable(),
});
type Shown = z.infer<typeof shown>;

function asShown(review: Review, { actor }: ToolContext): Shown {
  const { reason, note, call, sql, resolution, expected } = review;
  const args = call && `${call.tool} ${JSON.stringify(call.args, null, 2)}`;
  return {
    answerId: review.answerId,
    question: review.question,
    asked: review.asked,
    answer: review.answer,
    tool: call?.tool ?? null,
    query: [args, sql].filter(Boolean).join('\n\n') || null,
    why: [reason ? REASON_LABELS[reason] : 'No reason given', note].filter(Boolean).join(': '),
    by: whoAndWhen(review.by, review.at.toISOString(), actor.timezone),
    resolution: resolution && sayResolution(resolution, expected),
  };
}

function sayResolution(resolution: NonNullable<Review['resolution']>, expected: Expectation | null): string {
  if (resolution === 'verified') return 'made a verified answer';
  if (resolution === 'no_fault') return 'not a fault';
  return `a case of the evaluation set${expected ? `: ${sayExpectation(expected)}` : ''}`;
}

const list = defineTool({
  name: 'review_answers',
  title: 'Answers to review',
  description: 'Lists the answers that people found wrong, with the reason they gave, the open ones first.',
  effect: 'read',
  role: 'analyst',
  input: z.object({}),
  output: z.object({ reviews: z.array(shown) }),
  command: {
    word: 'review',
    usage: 'review [show <number>]',
    parse: (words) => (/^(?:list)?$/iu.test(words.trim()) ? {} : null),
    route: (words) => {
      const [, number] = /^(?:show\s+)?(\d{1,3}|[0-9a-f-]{36})$/iu.exec(words.trim()) ?? [];
      return number ? { tool: 'show_review', args: { which: number } } : null;
    },
  },
  async run(_input, context) {
    const reviews = (await readReviews(context.db)).slice(0, MOST_LISTED);
    return reviews.length > 0
      ? { kind: 'ok', data: { reviews: reviews.map((one) => asShown(one, context)) } }
      : { kind: 'empty', because: 'There is nothing to review: nobody has given a thumbs down.' };
  },
  card: ({ reviews }) => ({
    tone: 'notice',
    title: 'Answers to review',
    table: {
      caption: 'Answers to review',
      columns: [
        { key: 'number', label: 'No.', role: 'text', format: { kind: 'integer' } },
        { key: 'question', label: 'Question', role: 'text', format: text },
        { key: 'why', label: 'Why', role: 'text', format: text },
        { key: 'by', label: 'Reported', role: 'text', format: text },
        { key: 'state', label: 'State', role: 'text', format: text },
      ],
      rows: reviews.map(({ question, why, by, resolution }, index) => ({
        ...{ number: index + 1, question, why, by },
        state: resolution ?? 'open',
      })),
      omitted: 0,
    },
    buttons: reviews
      .filter(({ resolution }) => resolution === null)
      .slice(0, 3)
      .map(
        ({ question, answerId }): CallButton => ({
          label: `Show: ${question}`.slice(0, 70),
          call: { tool: 'show_review', args: { which: answerId } },
        }),
      ),
    private: true,
  }),
  summary: ({ reviews }) =>
    reviews
      .map(({ question, why, resolution }) => `${question}: ${why} (${resolution ?? 'open'})`)
      .join('\n'),
});

const which = z.object({ which: z.string().trim().min(1).describe('Its number in the list, or its id.') });

const show = defineTool({
  name: 'show_review',
  title: 'An answer to review',
  description:
    'Shows an answer that somebody found wrong: the question, what was answered, the query, the reason.',
  effect: 'read',
  role: 'analyst',
  input: which,
  output: shown,
  run: async (input, context) => ({ kind: 'ok', data: asShown(await find(context, input.which), context) }),
  card: (review) => ({
    tone: 'notice',
    title: review.question,
    text: [
      ...(review.asked === review.question ? [] : [`Asked as: ${review.asked}`]),
      `Answered: ${review.answer ?? '(nothing is kept)'}`,
      `${review.why}. ${review.by}`,
      ...(review.resolution ? [`Closed: ${review.resolution}.`] : []),
    ],
    ...(review.query ? { code: { language: 'text', text: review.query } as const } : {}),
    ...(review.resolution ? {} : { buttons: closingButtons(review) }),
    private: true,
  }),
  summary: ({ question, answer, why }) => `${question}: ${answer ?? 'no answer'}. ${why}`,
});

function closingButtons({ answerId, asked, question }: Shown): readonly CallButton[] {
  const close = (resolution: string): Call => ({ tool: 'close_review', args: { answerId, resolution } });
  return [
    {
      label: 'It is right: verify it',
      call: close('verified'),
      form: {
        title: 'Save as verified',
        submit: 'Save',
        fields: [questionField(asked, question)],
      },
    },
    {
      label: 'Make it a case',
      call: close('case'),
      form: {
        title: 'What is right?',
        submit: 'Keep',
        fields: [
          {
            kind: 'text',
            key: 'expected',
            label: 'A number, “not answered”, or rows: Chicago = 12; New York = 9',
            initial: 'not answered',
            maxLength: 1_000,
            multiline: true,
          },
        ],
      },
    },
    { label: 'Not a fault', call: close('no_fault') },
  ];
}

const closeInput = z.object({
  answerId: z.uuid(),
  resolution: z.enum(['verified', 'case', 'no_fault']),
  /** What would have been right, for a case. */
  expected: z.string().trim().max(2_000).optional(),
  /** As it is to be asked, for a verified answer. */
  question: z.string().trim().min(1).max(QUESTION_LENGTH).optional(),
});

/** `runVerify` saves the answer as verified, by the same tool as its button. */
const close = (runVerify: (call: Call, context: ToolContext) => Promise<string | null>) =>
  defineTool({
    name: 'close_review',
    title: 'Close a review',
    description:
      'Closes the review of an answer: it becomes a verified answer, a case of the evaluation set with what would have been right, or it was not a fault.',
    effect: 'write',
    role: 'analyst',
    input: closeInput,
    output: z.object({ done: z.string() }),
    async run({ answerId, resolution, expected, question }, context) {
      const review = await find(context, answerId);
      const right = resolution === 'case' ? readExpectation(expected ?? '') : null;
      if (resolution === 'case' && !right)
        throw new UserError(
          'expected',
          'I could not read what is right. Write a number, “not answered”, or rows such as “Chicago = 12; New York = 9”.',
        );
      if (resolution === 'verified') {
        const args = { answerId, question: question ?? wholeQuestion(review.asked, review.question) };
        const because = await runVerify({ tool: 'save_verified_answer', args }, context);
        if (because !== null) return { kind: 'refused', because, suggestions: [] };
      }
      const { actor, db, now } = context;
      const closing = { answerId, resolution, expected: right, personId: actor.personId, at: now() };
      return (await closeReview(db, closing))
        ? { kind: 'ok', data: { done: sayResolution(resolution, right) } }
        : { kind: 'empty', because: 'Somebody has closed it already.' };
    },
    card: ({ done }) => ({
      tone: 'notice',
      title: 'Review closed',
      text: [`Closed: ${done}.`],
      buttons: [{ label: 'Back to the list', call: { tool: 'review_answers', args: {} } }],
      private: true,
    }),
    summary: ({ done }) => `Closed: ${done}.`,
  });

/** Throws `UserError` where there is none. */
async function find({ db }: ToolContext, said: string): Promise<Review> {
  const all = await readReviews(db);
  const found =
    all.find(({ answerId }) => answerId === said) ??
    (/^\d{1,3}$/.test(said) ? all[Number(said) - 1] : undefined);
  if (!found) throw new UserError('no_review', `There is no review “${said}”. /walker review lists them.`);
  return found;
}

export function reviewTools(
  runVerify: (call: Call, context: ToolContext) => Promise<string | null>,
): readonly AnyTool[] {
  return [list, show, close(runVerify)];
}
