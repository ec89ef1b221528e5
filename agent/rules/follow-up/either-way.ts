/** “sorry, I meant orders by month”: the last question with that in it, or that alone? */
import type { Interpretation } from '../../interpretation.ts';

/** The one that can be answered; a question back where both can, and would say different things. */
export function eitherWay(merged: Interpretation, afresh: Interpretation): Interpretation {
  if (merged.kind !== 'call') return afresh.kind === 'call' ? afresh : merged;
  if (afresh.kind !== 'call' || afresh.restated === merged.restated) return merged;
  return {
    kind: 'clarify',
    question: 'Which of these do you mean?',
    options: [merged, afresh].map(({ restated, call }) => ({ label: restated, call })),
  };
}
