/** “only those that grew”, “which of them fell?”: of what the last answer lists, what changed so. */
import { refuse } from '../resolve/problem.ts';
import type { Step } from './step.ts';

export const mergeChange: Step = (query, draft, { fragment }) => {
  const own = draft.by.length > 0 || draft.grain !== null;
  if (!draft.changeCondition || own) return query;
  if (!fragment.narrows && !fragment.picks)
    return refuse(
      'The last answer says how each of them changed. For some alone, say “only those that grew”.',
    );
  return query.limit === undefined
    ? query
    : refuse('The last answer is a ranking, so others would move up. Please ask for all of them first.');
};
