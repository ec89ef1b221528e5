/** The walker's record. */
import type { AnyTool } from '../define-tool.ts';
import { walkerRecord } from './record-tool.ts';

export function recordTools(): readonly AnyTool[] {
  return [walkerRecord];
}
