/** What a check of a text gets of a tool's result, and how it writes down numbers and days. */
import type { Call, Card } from '../../../cards/card.ts';
import type { Facts } from '../../../tools/define-tool.ts';

/** `percent`: the value is a fraction. `count`: whole things, no money. `plain`: nobody said. `computed`: by free SQL, so that a fraction may be meant as a percentage. */
type NumberKind = 'plain' | 'count' | 'currency' | 'percent' | 'computed';

export interface KnownNumber {
  readonly value: number;
  readonly kind: NumberKind;
}

export interface DayRange {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

/** The parts of a tool's result that count. */
export interface ResultSeen {
  readonly call: Call;
  readonly card: Card;
  readonly summary: string;
  readonly facts: Facts | null;
}
