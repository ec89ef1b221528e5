/** Turns texts into vectors whose nearness is nearness in meaning. */

/** What a text is: a customer's profile, or what somebody looks for. Models may treat them differently. */
export type Purpose = 'document' | 'query';

export interface Embedded {
  /** One per text, in order, each of length 1; all zeros where the model sees nothing in the text. */
  readonly vectors: readonly Float32Array[];
  readonly tokens: number;
  /** In US dollars; null where the price of the model is not known. */
  readonly cost: number | null;
}

export interface Embedder {
  /** Vectors of one id can be compared with each other, and with no others. */
  readonly id: string;
  /** As its maker calls it. */
  readonly model: string;
  readonly dimensions: number;
  /** Texts go to somebody else's machine and cost time and money: worth remembering. */
  readonly remote: boolean;
  /** Throws `EmbeddingProblem`, or the signal's reason. */
  embed(texts: readonly string[], purpose: Purpose, signal?: AbortSignal): Promise<Embedded>;
  /** From this similarity (cosine) on a profile counts as interested in what the query says. */
  relevance(query: string): number;
}

/** What a request failed by; `settings`: it was not made. */
export type EmbeddingFailure =
  | 'settings'
  | 'timeout'
  | 'unreachable'
  | 'rate_limited'
  | 'rejected'
  | 'server'
  | 'garbage';

/** The embedding service cannot be used now; the message says why and what to do, and holds no key. */
export class EmbeddingProblem extends Error {
  override readonly name = 'EmbeddingProblem';
  readonly kind: EmbeddingFailure;
  constructor(kind: EmbeddingFailure, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The same direction with length 1; zeros stay zeros. */
export function normalised(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const scale = 1 / Math.sqrt(squares);
  return vector.map((value) => value * scale);
}
