/** The tools of this room. */
import type { AnyTool } from '../define-tool.ts';
import type { SemanticModel } from './model.ts';
import { sqlAnalytics } from './tool.ts';

/** Every tool over the semantic model. */
export function metricTools(model: SemanticModel): readonly AnyTool[] {
  return [sqlAnalytics(model)];
}
