/** What a question took, in a line. */
import { sayCost } from '../../tools/say-cost.ts';
import type { Trace } from './trace.ts';

/** Null where no model was asked. “Answered by gpt-x, 3 steps, 4,210 tokens, $0.0012.” */
export function sayUsage(trace: Trace): string | null {
  const calls = trace.steps.filter((step) => step.kind === 'model' && step.attempts > 0).length;
  if (calls === 0) return null;
  const tokens = (trace.promptTokens + trace.completionTokens).toLocaleString('en-US');
  const verb = trace.status === 'answered' ? 'Answered by' : 'Asked';
  return `${verb} ${trace.model}, ${calls} ${calls === 1 ? 'step' : 'steps'}, ${trace.estimated ? 'about ' : ''}${tokens} tokens, ${sayCost(trace.costUsd)}.`;
}
