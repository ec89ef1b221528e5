import type { Metric, NamedSample } from './compare-arms.ts';
import type { Sample } from './sample.ts';

/** What an arm has shown until today. */
export interface ArmSoFar {
  readonly name: string;
  /** Planned share of people, relative to the other arms. */
  readonly weight: number;
  /** People assigned, to be checked against the weights. */
  readonly assigned: number;
  readonly primary: Sample;
  /** In the order of the test's guardrails. */
  readonly guardrails: readonly Sample[];
}

/** A running test as its verdict needs it. */
export interface TestSoFar {
  readonly metric: Metric;
  /** What must not get worse. */
  readonly guardrails: readonly Metric[];
  /** Name of the arm that the others are compared with: today's practice, or the hold-out where there is no other. */
  readonly control: string;
  /** Name of an arm beside the control that gets nothing. It cannot win; it shows what sending is worth at all. */
  readonly holdOut?: string;
  readonly arms: readonly ArmSoFar[];
  readonly plannedPerArm: number;
  /** The smallest relative lift worth having: .05 is 5%. */
  readonly worthHaving: number;
  /** Days that people have been assigned so far, for the present rate. */
  readonly days: number;
  /** Chance of any false winner among all variations, however often one looks. Default .05. */
  readonly alpha?: number;
}

/** An arm by its primary metric. */
export function onPrimary({ name, primary }: ArmSoFar): NamedSample {
  return { name, sample: primary };
}

/** An arm by a guardrail. Throws a RangeError where it has none at this place. */
export function onGuardrail({ name, guardrails }: ArmSoFar, at: number): NamedSample {
  const sample = guardrails[at];
  if (!sample) throw new RangeError(`arm “${name}” lacks guardrail ${at + 1}`);
  return { name, sample };
}
