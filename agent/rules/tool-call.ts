import type { Interpretation } from '../interpretation.ts';

/** A question that is read as a call of a tool, with nothing to be noted about how. */
export const toolCall = (
  tool: string,
  args: Readonly<Record<string, unknown>>,
  restated: string,
): Interpretation => ({ kind: 'call', call: { tool, args }, restated, notes: [] });
