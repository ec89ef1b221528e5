/** What shops do not record about people, some of it nobody should guess: said as such, rather than as a word not known. */

const PEOPLE = /\b(?:customers?|people|users?|shoppers?|clients?|buyers?|women|men|who|everyone|anyone)\b/iu;

const PRIVATE =
  /\b(?:religio(?:n|us)|muslims?|christians?|jew(?:s|ish)?|hindus?|buddhists?|catholics?|atheists?|pregnan(?:t|cy)|ethnic(?:ity)?|gay|lesbian|queer|homosexual|transgender|sexual(?:ity)?|disab(?:led|ility)|diseases?|health condition|politic(?:al|s)|immigrants?|nationality|criminal)\b/iu;
const CIRCUMSTANCES =
  /\b(?:married|divorced|in a relationship|kids|children|parents?|mothers|fathers|profession|occupation|employed|unemployed|students?|educat(?:ed|ion)|homeowners?|income|salary|rich|wealthy|well-?\s?off|affluent)\b/iu;
/** “customers who earn more than 100k” is their pay, not what we earn with them. */
const EARNING = /\b(?:who|that)\s+earns?\b|\b(?:customers?|people|women|men)\s+earning\b/iu;

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
