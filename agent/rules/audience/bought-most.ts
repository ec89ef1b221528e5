/** What people buy: “what do VIPs buy most”, “which products are most popular among women in Berlin”. */

const PEOPLE = '(?<people>.+?)';
const THING = `(?<thing>products?|items?|things|goods|categor(?:y|ies)|brands?|colou?rs?)`;
const HOW = String.raw`(?:the\s+most\s+often|most\s+often|most\s+frequently|the\s+most|most|mostly|mainly|usually|typically|primarily)`;
const PERIOD = String.raw`(?<rest>\s+(?:in|during|over|since|this|last|on|before|after|between|from|\d{4})\b.*?)?`;
const END = String.raw`[\s?.!]*$`;
const LEAD = String.raw`^(?:(?:and|so|now|please|tell\s+me|show\s+me)\s+)*`;

const BOUGHT: readonly RegExp[] = [
  new RegExp(
    String.raw`${LEAD}(?:what|which)(?:\s+${THING})?\s+(?:do|did|does|have|are)\s+${PEOPLE}\s+(?:(?:mostly|mainly|usually|typically|primarily)\s+)?(?:buy|bought|purchase|purchased|order|ordered|buying|purchasing|ordering)(?:\s+${HOW})?${PERIOD}${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`${LEAD}(?:what|which)(?:\s+(?:is|are|was|were))?\s+(?:the\s+)?(?:most\s+popular|best[- ]selling|favou?rite|most\s+bought|top)\s+${THING}\s+(?:among|amongst|with|of|for|by|from)\s+${PEOPLE}${PERIOD}${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`${LEAD}(?:what|which)\s+${THING}\s+(?:is|are|was|were)\s+(?:the\s+)?most\s+popular\s+(?:among|amongst|with|for)\s+${PEOPLE}${PERIOD}${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`${LEAD}(?:most\s+popular|best[- ]selling|favou?rite|most\s+bought)\s+${THING}\s+(?:among|amongst|with|of|for|by)\s+${PEOPLE}${PERIOD}${END}`,
    'iu',
  ),
];
const SPENT = new RegExp(
  String.raw`${LEAD}(?:what|which\s+${THING})\s+(?:do|did|does)\s+${PEOPLE}\s+spend\s+(?:(?:the\s+)?most\s+(?:of\s+their\s+)?(?:money\s+)?on|(?:most\s+of\s+)?(?:their\s+)?(?:money\s+)?(?:on(?:\s+(?:the\s+)?most)?))${PERIOD}${END}`,
  'iu',
);

/** What sock buyers “also” buy is not what they buy most: that would be the socks. */
const OTHERWISE = /\b(?:else|also|together|instead|next|first)$/iu;
const EVERYBODY = /^(?:we|i|you|us|it|there)$/iu;

export interface BoughtMost {
  /** In the words of the question. */
  readonly people: string;
  /** What metrics are to be asked about everybody. */
  readonly ranking: string;
  readonly note: string;
}

/** Who is asked about, and the ranking that answers; null for another question. */
export function boughtMost(text: string): BoughtMost | null {
  const said = text.trim();
  const spent = SPENT.exec(said)?.groups;
  const found = spent ?? BOUGHT.map((pattern) => pattern.exec(said)?.groups).find((each) => each);
  const people = found?.people ?? '';
  if (people === '' || EVERYBODY.test(people) || OTHERWISE.test(people)) return null;
  const things = kindOf(found?.thing, spent ? 'categories' : 'products');
  const by = spent ? 'revenue' : 'units';
  return {
    people,
    ranking: `top 10 ${things} by ${by}${found?.rest ?? ''}`,
    note: `I ranked ${things} by ${spent ? 'revenue' : 'pieces sold'}.`,
  };
}

/** The things ranked, as metrics call them. */
export function kindOf(thing: string | undefined, otherwise: string): string {
  const word = thing?.toLowerCase() ?? '';
  if (word.startsWith('categor')) return 'categories';
  if (word.startsWith('brand')) return 'brands';
  if (word.startsWith('col')) return 'colors';
  return word === '' ? otherwise : 'products';
}
