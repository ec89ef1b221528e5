/** What an answer is: one number, periods side by side, groups, or a course in time. */
import type { AnswerData } from './answer-data.ts';
import type { Plan } from './plan.ts';

/** The shape by which an answer is said and drawn. */
export function shapeOf(plan: Plan): AnswerData['shape'] {
  if (plan.query.count) return 'value';
  if (plan.query.grain) return 'trend';
  if (plan.by.length > 0) return 'breakdown';
  return plan.windows.length > 1 ? 'periods' : 'value';
}
