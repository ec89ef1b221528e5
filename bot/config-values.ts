/** Kinds of settings that several files read, with what is said where one does not fit. */
import { z } from 'zod';

export const url = z.url({
  protocol: /^https?$/,
  error: 'must be an address such as https://walker.example.com',
});

export const number = z.coerce.number({ error: numberProblem });

/** What a setting of numbers does not allow, where the schema has no sentence of its own. */
function numberProblem(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'too_small')
    return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  return issue.code === 'invalid_type' && issue.expected === 'int'
    ? 'must be a whole number'
    : 'must be a number';
}

/** One of a few words; what is said of any other names them. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return z.enum(words, { error: `must be one of ${words.join(', ')}` });
}
