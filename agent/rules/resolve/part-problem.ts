/** A part of something: in money, or as a share? Asked back. */
import type { Draft } from '../draft.ts';
import type { Problem } from './problem.ts';

/** “how much of our revenue comes from Chicago”: in money, or as a part? */
export function partProblem(draft: Draft): Problem | null {
  const parted = draft.where.length > 0 || draft.wholeUnit !== null || draft.periods.length > 1;
  if (!draft.howMuchOf || !parted || draft.share) return null;
  return {
    kind: 'choose',
    question: 'As an amount, or as a share of the whole?',
    options: [
      { label: 'The amount', apply: (changed) => void Object.assign(changed, { howMuchOf: false }) },
      {
        label: 'The share',
        apply: (changed) => void Object.assign(changed, { howMuchOf: false, share: true }),
      },
    ],
  };
}
