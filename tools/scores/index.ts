/** How likely customers are to be lost, and what they will be worth. Only this room writes `customer_scores`. */
import type { AnyTool } from '../define-tool.ts';
import { scoreStatus } from './tool.ts';

export { refreshScores } from './refresh-scores.ts';

/** The tools of this room. */
export function scoreTools(): readonly AnyTool[] {
  return [scoreStatus];
}
