/** What an audience is looked for by. */
import type { Gate } from '../audience/gate.ts';
import type { Meaning, WordsOnly } from './meaning.ts';

export interface DiscoveryRequest {
  readonly gate: Gate;
  readonly interest?: string;
  readonly limit: number;
  /** Whose share they are told as. */
  readonly among?: Gate;
  /** Names and addresses; by default whoever may see them gets them. */
  readonly contacts?: boolean;
  /** Others like this customer: what is taken for the interest, and how. */
  readonly like?: Likeness;
}

export interface Likeness {
  readonly customerId: string;
  /** Their tastes, for where words have to rank. */
  readonly words: string;
  readonly meaning: Meaning | WordsOnly;
}
