/** “which category lost the most”, “the 3 cities that gained revenue”: things that lose fall, and those that gain grow. */

/** Words of the things themselves; with a subject of its own the verb is about another: “what did we lose”. */
const WORD = String.raw`(?!(?:did|do|does|we|you|they|I)\b)[\p{L}\d-]+\s+`;
const CHANGE = new RegExp(
  String.raw`(?<things>\b(?:which|what|top|bottom|the|any|all|list|show)\s+(?:${WORD}){1,4}?(?:ha(?:ve|s)\s+)?)` +
    String.raw`(?:(?<fall>lost|loses|lose|losing)|gained|gains|gain|gaining)\b`,
  'iu',
);
/** “lost” is a segment of people, and people who were gained are new. */
const PEOPLE =
  /\b(?:customers?|clients?|buyers?|shoppers?|people|persons?|users?|subscribers?|women|men|members?|segments?)\b/iu;

/** The text with such a verb said as a fall or a growth. */
export function withChangesNamed(text: string): string {
  const groups = CHANGE.exec(text)?.groups;
  if (!groups || PEOPLE.test(text)) return text;
  return text.replace(CHANGE, `$<things>${groups.fall ? 'declined' : 'grew'}`);
}
