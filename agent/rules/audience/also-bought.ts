/** What else people buy than what they are known by: “what do sock buyers also buy”, “which other categories do they buy”. */
import type { Did, Gate, Target } from '../../../tools/audience/gate.ts';
import type { Filter } from '../../../tools/metrics/metric-query.ts';

const PEOPLE = '(?<people>.+?)';
const THING = `(?<thing>products?|items?|things|goods|categor(?:y|ies)|brands?|colou?rs?)`;
const BUY = `(?:buy|bought|purchase|purchased|order|ordered|get|shop(?:\\s+for)?)`;
const DO = '(?:do|did|does|have)';
const OFTEN = String.raw`(?:(?:most\s+often|often|usually|typically|mostly|frequently|most)\s+)?`;
const TOO = String.raw`(?:\s+(?:too|as\s+well|also|besides|in\s+addition|on\s+top))?`;
const MOST = String.raw`(?:\s+(?:the\s+)?(?:most\s+often|most\s+frequently|most|often))?`;
const PERIOD = String.raw`(?<rest>\s+(?:in|during|over|since|this|last|on|before|after|between|from|\d{4})\b.*?)?`;
const END = String.raw`[\s?.!]*$`;
const LEAD = String.raw`^(?:(?:and|so|now|please|tell\s+me|show\s+me)\s+)*`;

const ALSO: readonly RegExp[] = [
  // “what else do sock buyers buy”
  new RegExp(
    String.raw`${LEAD}(?:what\s+else|(?:what|which)\s+(?:other|else)(?:\s+${THING})?)\s+${DO}\s+${PEOPLE}\s+(?:also\s+)?${OFTEN}${BUY}${TOO}${MOST}${PERIOD}${END}`,
    'iu',
  ),
  // “what else do people buy who bought socks”
  new RegExp(
    String.raw`${LEAD}(?:what\s+else|(?:what|which)\s+other(?:\s+${THING})?)\s+${DO}\s+(?:people|customers|those|shoppers)\s+(?:also\s+)?${OFTEN}${BUY}\s+(?:who|that)\s+(?<who>.+?)${END}`,
    'iu',
  ),
  // “what do sock buyers also buy”
  new RegExp(
    String.raw`${LEAD}(?:what|which)(?:\s+${THING})?\s+${DO}\s+${PEOPLE}\s+${OFTEN}(?:also|else|additionally)\s+${OFTEN}${BUY}${MOST}${PERIOD}${END}`,
    'iu',
  ),
  // “what do sock buyers buy besides socks”, “… as well”
  new RegExp(
    String.raw`${LEAD}(?:what|which)(?:\s+${THING})?\s+${DO}\s+${PEOPLE}\s+${BUY}\s+(?:too|as\s+well|besides|(?:besides|apart\s+from|other\s+than|except|in\s+addition\s+to)\s+(?<besides>.+?))${PERIOD}${END}`,
    'iu',
  ),
  // “which other products are bought by sock buyers”
  new RegExp(
    String.raw`${LEAD}(?:what|which)\s+other\s+${THING}\s+(?:are|were|is)\s+${OFTEN}(?:also\s+)?(?:bought|purchased|ordered)\s+by\s+${PEOPLE}${TOO}${PERIOD}${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`${LEAD}(?:what|which)\s+${THING}\s+(?:are|were|is)\s+${OFTEN}(?:also\s+)${OFTEN}(?:bought|purchased|ordered)\s+by\s+${PEOPLE}${PERIOD}${END}`,
    'iu',
  ),
  new RegExp(
    String.raw`${LEAD}(?:what|which)\s+${THING}\s+(?:are|were|is)\s+${OFTEN}(?:bought|purchased|ordered)\s+by\s+${PEOPLE}\s+(?:too|as\s+well|also)${PERIOD}${END}`,
    'iu',
  ),
];

export interface AlsoBought {
  /** In the words of the question. */
  readonly people: string;
  /** What is named to be left out, in the words of the question: “besides socks”. */
  readonly besides: string | null;
  readonly thing: string | undefined;
  readonly rest: string;
}

/** Who is asked about; null for another question. */
export function alsoBought(text: string): AlsoBought | null {
  const said = text.trim();
  const found = ALSO.map((pattern) => pattern.exec(said)?.groups).find((each) => each);
  return found
    ? {
        people: found.people ?? `customers who ${found.who ?? ''}`,
        besides: found.besides ?? null,
        thing: found.thing,
        rest: found.rest ?? '',
      }
    : null;
}

const DIMENSIONS: Partial<Record<Target['of'], string>> = {
  product: 'product',
  sku: 'sku',
  category: 'category',
  group: 'product_group',
  color: 'color',
};

/** Filters without what the people are known by; null where that is nothing, or cannot be left out by name. */
export function withoutTheirs(gate: Gate): readonly Filter[] | null {
  const things = didOf(gate).flatMap(({ targets, together = [] }) => [targets, ...together]);
  const goods = things.map((targets) => targets.filter(({ of }) => DIMENSIONS[of] !== undefined));
  const named = goods.filter((each) => each.length > 0);
  // Without red socks, black socks and red shoes would stay: no list of values leaves out one and not the others.
  if (named.length === 0 || named.some((each) => each.length > 1 || each[0]?.op !== 'in')) return null;
  const values = new Map<string, Set<string>>();
  for (const target of named.flat()) {
    const dimension = DIMENSIONS[target.of] ?? '';
    values.set(dimension, new Set([...(values.get(dimension) ?? []), ...target.values]));
  }
  return [...values].map(([dimension, each]) => ({ dimension, op: 'not_in', values: [...each] }));
}

/** What was done; what was not done is nothing they are known by. */
function didOf(gate: Gate): readonly Did[] {
  switch (gate.kind) {
    case 'did':
      return [gate];
    case 'sequence':
      return gate.steps;
    case 'all':
    case 'any':
      return gate.of.flatMap(didOf);
    default:
      return [];
  }
}
