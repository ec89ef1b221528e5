/** “which category lost the most”: things that lose go down; “lost” is a segment of people only. */

const LOST = /^(\W*(?:which|what)\s+(?<things>(?:[\p{L}-]+\s+){1,3}?))(?:lost|loses|lose)\b/iu;
const PEOPLE =
  /\b(?:customers?|clients?|buyers?|shoppers?|people|persons?|users?|subscribers?|women|men|members?|segments?)\b/iu;

/** The text with such a verb said as a fall. */
export function withoutLostThings(text: string): string {
  const things = LOST.exec(text)?.groups?.things;
  return things === undefined || PEOPLE.test(text) ? text : text.replace(LOST, '$1declined');
}
