/** What shops do not record about people, some of it nobody should guess: said as such, rather than as a word not known. */

const PEOPLE = /\b(?:customers?|people|users?|shoppers?|clients?|buyers?|women|men|who|everyone|anyone)\b/iu;

const PRIVATE =
  /\b(?:religio(?:n|us)|muslims?|christians?|jew(?:s|ish)?|hindus?|buddhists?|catholics?|atheists?|pregnan(?:t|cy)|ethnic(?:ity)?|gay|lesbian|queer|homosexual|transgender|sexual(?:ity)?|disab(?:led|ility)|diseases?|health condition|politic(?:al|s)|immigrants?|nationality|criminal)\b/iu;
const CIRCUMSTANCES =
  /\b(?:married|divorced|in a relationship|kids|children|parents?|mothers|fathers|profession|occupation|employed|unemployed|students?|educat(?:ed|ion)|homeowners?|income|salary|rich|wealthy|well-?\s?off|affluent)\b/iu;
/** “customers who earn more than 100k” is their pay, not what we earn with them. */
const EARNING = /\b(?:who|that)\s+earns?\b|\b(?:customers?|people|women|men)\s+earning\b/iu;

/** “how many customers have we lost this year”: no day is known on which somebody left. */
const LOSING =
  /\b(?:have|did|do|are|were|had)\s+we\s+(?:already\s+)?(?:lost|lose|losing)\b|\bwe(?:'ve|\s+have)?\s+(?:lost|lose)\b/iu;
/** “who bought every month”: not the same as those who bought, month by month. */
const EVERY_TIME =
  /^(?!(?:how much|what|revenue|orders|units)\b).*(?:\b(?:who|that)\b.*\b(?:every|each)(?:\s+single)?|\b(?:customers|people)\s+(?:have\s+)?(?:bought|ordered|purchased|shopped)(?:\s+something)?(?:\s+in)?\s+every(?:\s+single)?)\s+(?:day|week|month|quarter|year)\b/iu;

/** “Which city has the best customers”: the most of them are not the best. */
const BEST_WHERE =
  /\b(?:has|have|with|had)\s+(?:the\s+|our\s+)*(?:best|most\s+valuable|most\s+loyal|worst|highest[- ]value|top)\s+(?:customers|clients|buyers|shoppers|people)\b/iu;

/** “Who spent more on shoes than on bags” is no count of either. */
const MORE_OF_ONE =
  /\b(?:who|that|customers|people|women|men)\b.*\b(?:spen[dt]s?\s+(?:more|less)\s+on\s+.+?\s+than\b|(?:bought|buy|buys|ordered|order|purchased|return|returned)\s+(?:more|fewer)\s+(?!than\b)(?:\S+\s+){1,3}than\s+(?!in\b|last\b|this\b|before\b|\d))/iu;

/** Why the text must not be read by those of its words that are known; null where nothing is in the way. */
export function notTold(text: string): string | null {
  if (!PEOPLE.test(text)) return null;
  if (LOSING.test(text))
    return 'Nobody says that they leave, so I cannot tell how many were lost on which days. Ask for the segment Lost, for who is likely to churn, or for who has not ordered in the last 90 days.';
  if (BEST_WHERE.test(text))
    return 'Best by what? Ask for a number, such as revenue per customer, average order value or lifetime value, by place or segment.';
  if (MORE_OF_ONE.test(text))
    return 'I cannot hold against each other what one and the same person bought of two things. Ask for who spent over an amount on each.';
  return null;
}

/** Whether it asks for each of several months, which no number by month answers. */
export const asksEveryTime = (text: string): boolean => PEOPLE.test(text) && EVERY_TIME.test(text);

/** Why the text cannot be answered, where it asks for such a thing; null otherwise. */
export function notRecorded(text: string): string | null {
  if (!PEOPLE.test(text)) return null;
  const guarded = PRIVATE.exec(text)?.[0];
  if (guarded !== undefined)
    return `I do not sort people by “${guarded.toLowerCase()}”: it is not recorded here, and nobody should guess it from what they buy.`;
  const circumstance = EARNING.test(text) ? 'earnings' : CIRCUMSTANCES.exec(text)?.[0];
  return circumstance === undefined
    ? null
    : `Nothing is recorded here about “${circumstance.toLowerCase()}”. Ask for what people bought, spent or looked at.`;
}

/** Whether that is so though the words could be read as a number of ours. */
export const isTheirPay = (text: string): boolean => EARNING.test(text);
