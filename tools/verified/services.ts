import type { AnyTool } from '../define-tool.ts';

/** What the room is given. */
export interface VerifiedServices {
  tool(name: string): AnyTool | undefined;
  hasMetric(id: string): boolean;
}
