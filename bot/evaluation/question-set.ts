/** Sets of questions with what is right, as `walker eval` reads and writes them (docs/evaluation.md). */
import { z } from 'zod';
import { type Expectation, expectation } from '../../tools/expectation.ts';
import type { ReviewCase } from '../../tools/review/index.ts';

export interface EvaluationCase {
  /** What is said in one conversation, in order; the last of it is judged. */
  readonly turns: readonly string[];
  readonly expected: Expectation;
  /** Whether the order of the rows counts. */
  readonly ordered: boolean;
  /** Relative. */
  readonly tolerance: number;
  /** A class to count by; empty where the set names none. */
  readonly group: string;
}

/** Sums over the same lines in another order differ by less; a forgotten filter makes more. */
const TOLERANCE = 0.001;

const said = z.string().trim().min(1);
const entry = z
  .object({
    q: z.string().optional(),
    turns: z.array(said).min(1).optional(),
    kind: z.enum(['value', 'rows', 'not_answered'], {
      error: 'must be “value”, “rows” or “not_answered”',
    }),
    value: z.number().optional(),
    rows: z.array(z.tuple([z.string(), z.number()])).optional(),
    ordered: z.boolean().optional(),
    tolerance: z.number().min(0).optional(),
    cls: z.string().optional(),
  })
  .refine(({ q, turns }) => turns !== undefined || (q ?? '').trim() !== '', {
    message: 'needs a question: “q”, or “turns” for several in one conversation',
  });

/** What is wrong with a part that has no sentence of its own. */
const inWords: z.core.$ZodErrorMap = ({ code, expected, input }) => {
  if (code === 'too_small') return 'is empty or too small';
  if (code !== 'invalid_type') return undefined;
  return input === undefined ? 'is missing' : `must be of the kind “${expected}”`;
};

/** The order counts where the last question speaks of one. */
const ORDER_WORDS =
  /\b(?:top|bottom|best|worst|most|least|highest|lowest|fewest|largest|smallest|biggest|rank(?:ed)?|sort(?:ed)?|order(?:ed)? by|daily|weekly|monthly|quarterly|yearly|by (?:day|week|month|quarter|year)|per (?:day|week|month|quarter|year)|over time|trend|compare[ds]?|between)\b/iu;

/** Throws a sentence where the text is no such set. */
export function readQuestionSet(json: string): readonly EvaluationCase[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new EvaluationProblem('The file is not JSON. docs/evaluation.md shows what a set looks like.');
  }
  if (!Array.isArray(parsed) || parsed.length === 0)
    throw new EvaluationProblem(
      'The file holds no questions: it must be a JSON list with one object a question.',
    );
  return parsed.map((one, index) => {
    const read = entry.safeParse(one, { error: inWords });
    const expected = read.success ? expectation.safeParse(read.data, { error: inWords }) : null;
    if (!read.success || !expected?.success) {
      const issue = (read.error ?? expected?.error)?.issues[0];
      throw new EvaluationProblem(
        `Question ${index + 1} cannot be read: ${issue?.path.join('.') || 'it'} ${issue?.message ?? ''}. docs/evaluation.md shows what a set looks like.`,
      );
    }
    const { q = '', turns = [q], ordered, tolerance = TOLERANCE, cls = '' } = read.data;
    return {
      turns,
      expected: expected.data,
      ordered: ordered ?? turns.some((turn) => ORDER_WORDS.test(turn)),
      tolerance,
      group: cls,
    };
  });
}

/** Reviewed answers in the form that `readQuestionSet` reads. */
export function writeQuestionSet(cases: readonly ReviewCase[]): string {
  const entries = cases.map(({ question, expected }) => ({ q: question, ...expected, cls: 'review' }));
  return `${JSON.stringify(entries, null, 1)}\n`;
}

/** A file that cannot be used; the message says what to do. */
export class EvaluationProblem extends Error {
  override readonly name = 'EvaluationProblem';
}
