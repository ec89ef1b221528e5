/** What happened during questions that went to a language model. */
import type { AnyTool } from '../define-tool.ts';
import { showTrace } from './trace-tool.ts';

export { keepTrace, linkTrace } from './keep-trace.ts';
export { type ReadTrace, readTrace } from './read-trace.ts';
export type { StoredTrace } from './stored-trace.ts';

export function traceTools(): readonly AnyTool[] {
  return [showTrace];
}
