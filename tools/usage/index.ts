/** What the language model takes, and what it may take. */
import type { AnyTool } from '../define-tool.ts';
import { modelBudgetTool } from './budget-tool.ts';
import { modelUsageTool } from './usage-tool.ts';

export { FULLEST_MONTH } from './fullest-month.ts';
export { holdBudget } from './hold-budget.ts';

export function usageTools(): readonly AnyTool[] {
  return [modelUsageTool, modelBudgetTool];
}
