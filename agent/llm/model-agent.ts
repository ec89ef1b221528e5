/** What the rest of the house sees of a language model: a question goes in, a reply with its trace comes out. */
import type { Call, Card } from '../../cards/card.ts';
import type { ToolContext } from '../../tools/define-tool.ts';
import type { SemanticModel } from '../../tools/metrics/model.ts';
import type { Registry } from '../../tools/registry.ts';
import type { ToolResult } from '../../tools/run-tool.ts';
import type { Exchange } from './memory.ts';
import type { ModelRole, ModelSettings } from './settings.ts';
import type { Trace } from './trace.ts';

/** What is shown while a question is being worked on. */
export type AgentEvent =
  | { readonly kind: 'thinking' }
  | { readonly kind: 'tool'; readonly title: string }
  /** `ok`: it did what it is there for, be it that nothing was found. */
  | { readonly kind: 'tool_done'; readonly title: string; readonly detail: string; readonly ok: boolean }
  /** A whole sentence, held against the results so far; `opens` where it begins a paragraph. */
  | { readonly kind: 'text'; readonly sentence: string; readonly opens: boolean };

export interface ModelQuestion {
  readonly question: string;
  readonly role: ModelRole;
  readonly memory: readonly Exchange[];
  /** The call behind the thread's last card; null where there is none. */
  readonly lastCall: Call | null;
  readonly context: ToolContext;
  /** Aborted by whoever presses Cancel. */
  readonly cancelled: AbortSignal;
  readonly onEvent: (event: AgentEvent) => void;
}

export type ModelReply = { readonly trace: Trace } & (
  | {
      readonly kind: 'answer';
      readonly card: Card;
      readonly text: string;
      /** The result that the card shows: its facts are the answer's, and follow-ups refer to it. */
      readonly main: ToolResult;
    }
  | { readonly kind: 'ask'; readonly question: string }
  /** Buttons, and nothing that was found. */
  | { readonly kind: 'offer'; readonly card: Card }
  /** `because` is a sentence: the model's own reason where `own`, or why nothing it said could stand. */
  | { readonly kind: 'refuse'; readonly because: string; readonly own: boolean }
  /** No answer and no reason in the question: a limit, a failure, a cancellation. */
  | { readonly kind: 'stopped'; readonly because: string }
);

interface Amount {
  readonly dollars: number;
  readonly tokens: number;
}

export interface ModelAgentDeps {
  readonly settings: ModelSettings;
  readonly registry: Registry;
  readonly model: SemanticModel;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Uniform on [0, 1). */
  readonly random: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  /**
   * Once a question, with what it may take at most; what it returns is asked before each step with what it has taken,
   * whether it may go on: null, or a sentence why not.
   */
  readonly holdBudget?: (
    context: ToolContext,
    question: { readonly traceId: string; readonly most: Amount; readonly seconds: number },
  ) => (taken: Amount) => Promise<string | null>;
  /** Keeps what happened. A question does not fail by it. */
  readonly recordTrace?: (trace: Trace, context: ToolContext) => Promise<void>;
}

export interface ModelAgent {
  readonly settings: ModelSettings;
  /** The role to ask: another one where the chosen one is resting. */
  available(role: ModelRole): ModelRole;
  /** True while the model of this role is not asked, because it has failed too often. */
  isResting(role: ModelRole): boolean;
  /** Never throws for what a model does or fails to do. */
  answer(question: ModelQuestion): Promise<ModelReply>;
}
