/**
 * What happened during one question that went to a language model: every call of the model and of a tool, with what it
 * took. Plain data, made to be kept; it holds no address, no key and no message body but the question itself.
 */
import type { Call } from '../../cards/card.ts';

/** How a question ended. `limited`: one of its limits was reached before there was an answer. */
type TraceStatus = 'answered' | 'asked' | 'refused' | 'failed' | 'limited' | 'cancelled';

/** `unavailable`: not asked at all, because it failed too often lately or too much is asked of it at once. */
export type ModelFailureKind =
  | 'timeout'
  | 'unreachable'
  | 'rate_limited'
  | 'rejected'
  | 'server'
  | 'garbage'
  | 'unavailable';

/** Which of a question's limits was reached. */
export type LimitKind = 'steps' | 'seconds' | 'tokens' | 'dollars' | 'budget';

export interface ModelStep {
  readonly kind: 'model';
  /** The model's name as configured. */
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** All tries together, waiting between them included. */
  readonly ms: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** True where the server did not count, so that tokens are estimated from the text. */
  readonly estimated: boolean;
  /** US dollars; null where the price is not known. */
  readonly costUsd: number | null;
  /** Requests made, those that failed included. */
  readonly attempts: number;
  readonly outcome: 'ok' | ModelFailureKind | 'cancelled' | 'limited';
}

export interface ToolStep {
  readonly kind: 'tool';
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  /** As they may be kept (`ToolDefinition.keptArguments`); null where there is no such tool or they could not be read. */
  readonly args: Call['args'] | null;
  /** `offered`: a button was put on the card and nothing was run. */
  readonly outcome:
    | 'ok'
    | 'empty'
    | 'insufficient'
    | 'clarify'
    | 'refused'
    | 'offered'
    | 'invalid'
    | 'unknown'
    | 'forbidden'
    | 'failed';
  /** What the person was told of it, without its data. */
  readonly detail: string;
  /** The statement, where the tool ran one. */
  readonly sql: string | null;
}

export type TraceStep = ModelStep | ToolStep;

export interface Trace {
  /** UUID. */
  readonly traceId: string;
  readonly question: string;
  readonly status: TraceStatus;
  /** The role that was asked for, and the name of the model that answered. */
  readonly role: 'fast' | 'strong';
  readonly model: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  /** In the order in which they were started. */
  readonly steps: readonly TraceStep[];
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly estimated: boolean;
  /** US dollars; null where a price is not known. */
  readonly costUsd: number | null;
  /** Sentences that were left out because a number in them stood in no result. */
  readonly sentencesLeftOut: number;
  /** The limit that ended it, for `limited`. */
  readonly limit: LimitKind | null;
  /** What the model failed by, for `failed`. */
  readonly failure: ModelFailureKind | null;
}
