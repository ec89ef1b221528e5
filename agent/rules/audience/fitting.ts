import type { ConversationState, Interpretation } from '../../interpretation.ts';
import { queryOf } from '../call.ts';
import type { Knowledge } from '../knowledge.ts';
import { CONVENTIONS } from '../lexicon/conventions.ts';
import { refusal } from '../refuse.ts';
import { isOnChange } from '../restate-change.ts';
import { asksEveryTime } from './not-recorded.ts';

const HOW_MUCH_SPENT = /\bhow much\b.*\b(?:spen[dt]|pay|paid)\b/iu;
/** “Customers who spent more in October than in September” are not the customers of both. */
const MORE_THEN =
  /\b(?:who|that|customers|people|shoppers|clients)\s+(?:have\s+)?(?:spen[dt]s?|bought|buy|ordered|order|purchased|returned|visited)\s+(?:more|less|fewer)\b.*\bthan\s+(?:in\b|on\b|during\b|last\b|the\b|before\b|they\b|between\b)/iu;
/** A number of those who bought is no answer to who looked. */
const LOOKED =
  /\b(?:who|that|customers|people|users|shoppers|visitors|women|men)\s+(?:(?:have|had|has|also|only|ever)\s+)*(?:looked\s+at|viewed|browsed|visited|saw|added|put|returned|sent\s+back|abandoned|clicked|opened)\b/iu;
/** Who bought at any time at all is not active for that. */
const ACTIVE = /\bactive\s+(?:customers|buyers|shoppers|people|users|clients)\b/iu;
const isOfAllDays = (read: Interpretation): boolean => {
  const query = read.kind === 'call' ? queryOf(read.call) : null;
  return query?.period.kind === 'all' && !query.grain && !query.compareTo;
};
const isOfBuyers = (read: Interpretation): boolean =>
  read.kind === 'call' && queryOf(read.call)?.metrics.join() === CONVENTIONS.people;
/** “and of champions” says nothing without a question before it. */
export const goesOn = (text: string): boolean => /^\s*and\s+(?:of|for|from|among)\b/iu.test(text);
const THEIRS = /^(?:and\s+)?(?:what(?:'s|\s+is|\s+are|\s+was|\s+were)\s+|show\s+(?:me\s+)?)?their\b/iu;

/** What metrics made of it, unless they passed over what it hangs on. */
export function fitting(
  text: string,
  counted: Interpretation,
  knowledge: Knowledge,
  conversation: ConversationState,
): Interpretation {
  if (counted.kind !== 'call') return counted;
  if (isOfBuyers(counted) && LOOKED.test(text))
    return refusal(
      'Who bought is not who looked: I could not read the rest of that about visits.',
      knowledge,
    );
  if (isOfBuyers(counted) && ACTIVE.test(text) && isOfAllDays(counted))
    return refusal('Active since when? Say for example who bought in the last 90 days.', knowledge, [
      'how many customers bought in the last 90 days',
      'how many inactive customers do we have',
    ]);
  if (asksEveryTime(text))
    return refusal(
      'I could not read whom you mean by every single one of those days, weeks or months.',
      knowledge,
      ['customers who bought in each of the last 3 months', 'customers by month'],
    );
  if (conversation.lastCall === undefined && THEIRS.test(text.trim()))
    return refusal('I do not know whom “their” means here. Please say whose figure you want.', knowledge);
  if (MORE_THEN.test(text) && !queryOf(counted.call)?.having.some(isOnChange))
    return refusal(
      'I cannot tell by that who did more at one time than at another. Ask “which customers grew from September to October”, or for the figure of both.',
      knowledge,
    );
  // “how much did loyal customers spend” is no number of customers.
  const figures = queryOf(counted.call)?.metrics ?? [];
  const isMoney = figures.some((id) => knowledge.metric(id)?.format === 'money');
  return figures.length > 0 && !isMoney && HOW_MUCH_SPENT.test(text)
    ? refusal('I could not tell whose spending you mean. Please name the group or the segment.', knowledge)
    : counted;
}
