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

/** Whether metrics took the members of the segment for those likely to leave. */
export function tookSegmentForScore(said: string, read: Interpretation, scene: Scene): boolean {
  if (!AT_RISK_PEOPLE.test(said) || scene.segments.at(lex('at risk'), 0).length === 0) return false;
  const calls =
    read.kind === 'call' ? [read.call] : read.kind === 'clarify' ? read.options.map(({ call }) => call) : [];
  return calls.some((call) => queryOf(call)?.metrics.includes(BY_CHURN_RISK));
}
