/** What a question took, in a line. */
import { sayCost } from './cost.ts';
import type { Trace } from './trace.ts';

/** “Answered by gpt-x, 3 steps, 4,210 tokens, $0.0012.” */
export function sayUsage(trace: Trace): string {
  const calls = trace.steps.filter(({ kind }) => kind === 'model').length;
  const tokens = (trace.promptTokens + trace.completionTokens).toLocaleString('en-US');
  const verb = trace.status === 'answered' ? 'Answered by' : 'Asked';
  return `${verb} ${trace.model}, ${calls} ${calls === 1 ? 'step' : 'steps'}, ${trace.estimated ? 'about ' : ''}${tokens} tokens, ${sayCost(trace.costUsd)}.`;
}
