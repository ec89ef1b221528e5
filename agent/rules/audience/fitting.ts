import type { ConversationState, Interpretation } from '../../interpretation.ts';
import { queryOf } from '../call.ts';
import type { Knowledge } from '../knowledge.ts';
import { refusal } from '../refuse.ts';
import { isOnChange } from '../restate-change.ts';

const HOW_MUCH_SPENT = /\bhow much\b.*\b(?:spen[dt]|pay|paid)\b/iu;
/** “Customers who spent more in October than in September” are not the customers of both. */
const MORE_THEN =
  /\b(?:who|that|customers|people|shoppers|clients)\s+(?:have\s+)?(?:spen[dt]s?|bought|buy|ordered|order|purchased|returned|visited)\s+(?:more|less|fewer)\b.*\bthan\s+(?:in\b|on\b|during\b|last\b|the\b|before\b|they\b|between\b)/iu;
const THEIRS = /^(?:and\s+)?(?:what(?:'s|\s+is|\s+are|\s+was|\s+were)\s+|show\s+(?:me\s+)?)?their\b/iu;

/** What metrics made of it, unless they passed over what it hangs on. */
export function fitting(
  text: string,
  counted: Interpretation,
  knowledge: Knowledge,
  conversation: ConversationState,
): Interpretation {
  if (counted.kind !== 'call') return counted;
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
