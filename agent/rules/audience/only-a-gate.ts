/** Whether metrics or a gate is to answer a question about people that both can read. */
import { rowsOf } from '../../../tools/audience/actions.ts';
import type { Gate } from '../../../tools/audience/gate.ts';
import type { Interpretation } from '../../interpretation.ts';
import { allOf } from './calls.ts';
import { deedsIn } from './deeds-of.ts';
import type { People } from './people.ts';

/** Whether what metrics make of the question is to stand. */
export function metricsFirst(people: People, counted: Interpretation): boolean {
  if (counted.kind !== 'call' || people.interests.length > 0) return false;
  return !people.lists && !onlyAGateCan(allOf(people.gates));
}

const METRIC_TRAITS = new Set(['location', 'country', 'gender', 'age', 'favorite_color', 'tenure_months']);

/** What a metric query has no words for: who did not, who looked, two deeds of one person, segments, scores, consent. */
function onlyAGateCan(gate: Gate): boolean {
  const deeds = deedsIn(gate);
  return (
    deeds.length > 1 ||
    deeds.some(({ every, together }) => every !== undefined || together !== undefined) ||
    deeds.some(({ action }) => action !== 'purchase' || rowsOf(action).in !== 'sales') ||
    negates(gate) ||
    usesTraits(gate)
  );
}

const negates = (gate: Gate): boolean =>
  (gate.kind === 'not' && deedsIn(gate).length > 0) ||
  ((gate.kind === 'all' || gate.kind === 'any') && (gate.kind === 'any' || gate.of.some(negates)));

function usesTraits(gate: Gate): boolean {
  if (gate.kind === 'not') return usesTraits(gate.gate);
  if (gate.kind === 'all' || gate.kind === 'any') return gate.of.some(usesTraits);
  return gate.kind === 'milestone' || (gate.kind === 'trait' && !METRIC_TRAITS.has(gate.trait));
}
