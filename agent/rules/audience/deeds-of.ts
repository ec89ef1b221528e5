/** The deeds that a gate holds. */
import type { Did, Gate } from '../../../tools/audience/gate.ts';

/** The last deed of a gate. */
export function deedIn(gate: Gate): Did | null {
  switch (gate.kind) {
    case 'did':
      return gate;
    case 'not':
      return deedIn(gate.gate);
    case 'sequence':
      return gate.steps.at(-1) ?? null;
    case 'all':
    case 'any':
      return gate.of.map(deedIn).findLast((deed) => deed !== null) ?? null;
    default:
      return null;
  }
}

/** Every deed of a gate. */
export function deedsIn(gate: Gate): readonly Did[] {
  if (gate.kind === 'did') return [gate];
  if (gate.kind === 'not') return deedsIn(gate.gate);
  if (gate.kind === 'sequence') return gate.steps;
  return gate.kind === 'all' || gate.kind === 'any' ? gate.of.flatMap(deedsIn) : [];
}
