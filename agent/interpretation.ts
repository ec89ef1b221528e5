/** What the agent makes of a question: calls to run, a question back, or a refusal that helps. */
import type { Call } from '../cards/card.ts';
import type { Exchange } from './llm/memory.ts';

export type Interpretation =
  /** `restated` is the question as understood, shown with the answer. */
  | {
      readonly kind: 'call';
      readonly call: Call;
      readonly restated: string;
      readonly notes: readonly string[];
    }
  | {
      readonly kind: 'clarify';
      /** Where it is no choice between readings. */
      readonly title?: string;
      readonly question: string;
      readonly options: readonly { readonly label: string; readonly call: Call }[];
    }
  /** `because` names what is missing; `suggestions` are questions that can be answered. */
  | { readonly kind: 'refuse'; readonly because: string; readonly suggestions: readonly string[] }
  /** Nothing to answer: an empty or emoji-only message. */
  | { readonly kind: 'smalltalk'; readonly reply: string };

/** What a thread remembers between turns. */
export interface ConversationState {
  /** The last call that was answered, into which a follow-up merges. */
  readonly lastCall?: Call;
  readonly lastQuestion?: string;
  /** What was asked and answered lately, for a language model; absent where there is none. */
  readonly memory?: readonly Exchange[];
  /** A clarifying question that is still open, with its options. */
  readonly pending?: {
    readonly question: string;
    readonly options: readonly { readonly label: string; readonly call: Call }[];
  };
}
