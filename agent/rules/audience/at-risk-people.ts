/**
 * “At-risk customers” are the segment At Risk where there is one, in a share or a figure as in a count of them; the
 * metric “customers at risk” is by churn risk, and holds others.
 */
import type { Interpretation } from '../../interpretation.ts';
import { queryOf } from '../call.ts';
import { lex } from '../text/lexer.ts';
import type { Scene } from './cursor.ts';

const BY_CHURN_RISK = 'customers_at_risk';
const AT_RISK_PEOPLE =
  /\bat[- ]risk\s+(?:customers?|people|users?|shoppers?|clients?|buyers?|members?|women|men)\b(?!\s+(?:of|to)\s)/iu;

const MOST_LIKELY =
  /^(?:(?:please|find|show|list|give|me|who\s+are|which\s+are|get)\s+)*(?:the\s+|our\s+)?(?:top\s+)?(?<count>\d{1,3})?\s*(?:customers|people|users|clients)\s+(?:who\s+are\s+)?(?:the\s+)?most\s+likely\s+to\s+(?:churn|leave)(?:\s+us)?(?<rest>\s+(?:in|from)\s.+?)?[\s?.!]*$/iu;

/** “The 10 customers most likely to churn” are ranked by their risk; the text as it is where it asks no such thing. */
export function rankedByRisk(text: string): string {
  const found = MOST_LIKELY.exec(text.trim())?.groups;
  return found ? `top ${found.count ?? 10} customers by churn risk${found.rest ?? ''}` : text;
}

/** Whether metrics took the members of the segment for those likely to leave. */
export function tookSegmentForScore(said: string, read: Interpretation, scene: Scene): boolean {
  if (!AT_RISK_PEOPLE.test(said) || scene.segments.at(lex('at risk'), 0).length === 0) return false;
  const calls =
    read.kind === 'call' ? [read.call] : read.kind === 'clarify' ? read.options.map(({ call }) => call) : [];
  return calls.some((call) => queryOf(call)?.metrics.includes(BY_CHURN_RISK));
}
