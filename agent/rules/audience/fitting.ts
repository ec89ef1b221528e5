import type { ConversationState, Interpretation } from '../../interpretation.ts';
import { queryOf } from '../call.ts';
import type { Knowledge } from '../knowledge.ts';
import { refusal } from '../refuse.ts';

const HOW_MUCH_SPENT = /\bhow much\b.*\b(?:spen[dt]|pay|paid)\b/iu;
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
  // “how much did loyal customers spend” is no number of customers.
  const figures = queryOf(counted.call)?.metrics ?? [];
  const isMoney = figures.some((id) => knowledge.metric(id)?.format === 'money');
  return figures.length > 0 && !isMoney && HOW_MUCH_SPENT.test(text)
    ? refusal('I could not tell whose spending you mean. Please name the group or the segment.', knowledge)
    : counted;
}
