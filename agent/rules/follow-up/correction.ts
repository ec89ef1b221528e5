/** “sorry, I meant Q2”, “no, Q2”, “actually in California”: the last question again, with this in its place. */

const WORDS = 'sorry|oops|pardon|my mistake|my bad|actually|wait|correction|i mean|i meant|what i meant was';

const LEAD = new RegExp(
  String.raw`^\s*(?:(?:no|nope|not that)\s*(?:[,;:.!–—-]+\s*|(?=(?:${WORDS})\b))|(?:${WORDS})\b[\s,;:.!–—-]*)+`,
  'iu',
);

/** What follows such a lead; null where the text has none, or nothing behind it. */
export function correctionIn(text: string): string | null {
  const rest = text.replace(LEAD, '');
  return rest === text || rest.trim() === '' ? null : rest;
}
