/** Whether a question says everything, or leans on the one before it. */
import type { Form } from '../cards/card.ts';

/** Longer than any question that would be asked again. */
export const QUESTION_LENGTH = 300;

/** Says something only after another question: “and by location?”, “only Chicago”. */
const FRAGMENT =
  /^\W*(?:and|or|but|only|just|also|same|instead|what about|how about|now|then|not|without|except|excluding|as an?|in|for|by|per|split|sort(?:ed)?|with)\b/iu;
/** Points at something said before. */
const POINTS_BACK = /\b(?:it|its|that|those|these|them|they|their|this one|the same|he|she|him|her)\b/iu;
const WORDS = /[\p{L}\p{N}]+/gu;

/** True where the question can be asked by itself and holds enough to be told from others. */
export function standsAlone(question: string): boolean {
  const words = question.match(WORDS) ?? [];
  return words.length >= 2 && !FRAGMENT.test(question) && !POINTS_BACK.test(question);
}

/** The question as it can be asked by itself: a follow-up as it was understood, where that is known. */
export const wholeQuestion = (asked: string, restated: string | null | undefined): string =>
  standsAlone(asked) ? asked : (restated ?? asked);

/** Where somebody words the question that a verified answer is kept for. */
export const questionField = (
  asked: string,
  restated: string | null | undefined,
): Form['fields'][number] => ({
  kind: 'text',
  key: 'question',
  label: 'The question, as people ask it',
  initial: wholeQuestion(asked, restated).slice(0, QUESTION_LENGTH),
  maxLength: QUESTION_LENGTH,
});
