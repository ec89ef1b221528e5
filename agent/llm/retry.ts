/** Asks a model again where that may help, waiting between the tries, but never longer than somebody would wait. */
import { ModelFailure } from './failures.ts';
import type { ModelFailureKind } from './trace.ts';

export interface RetryOptions {
  /** Requests in all. */
  readonly attempts: number;
  readonly firstWaitMs: number;
  /** A server that asks for more is not waited for: it may ask for an hour. */
  readonly longestWaitMs: number;
}

export const RETRY: RetryOptions = { attempts: 3, firstWaitMs: 250, longestWaitMs: 8_000 };

/** A hang is not tried again: it has taken its time already. A request that was rejected stays wrong. */
const TRIED_AGAIN: ReadonlySet<ModelFailureKind> = new Set([
  'unreachable',
  'rate_limited',
  'server',
  'garbage',
]);

export interface RetryDeps {
  /** Uniform on [0, 1). */
  readonly random: () => number;
  /** Rejects where `signal` is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Milliseconds to wait before try `attempt` + 1 (counted from 1), or null where there is to be none. */
export function waitBefore(
  attempt: number,
  failure: ModelFailure,
  options: RetryOptions,
  random: () => number,
): number | null {
  if (attempt >= options.attempts || !TRIED_AGAIN.has(failure.kind)) return null;
  const { retryAfterMs } = failure;
  if (retryAfterMs !== null) return retryAfterMs <= options.longestWaitMs ? retryAfterMs : null;
  // Full jitter: those who failed together do not come back together.
  return Math.min(options.longestWaitMs, options.firstWaitMs * 2 ** (attempt - 1)) * random();
}

/** Runs `attempt` until it succeeds or trying again is no use; throws the last `ModelFailure`, and anything else at once. */
export async function withRetries<T>(
  attempt: (number: number) => Promise<T>,
  signal: AbortSignal,
  deps: RetryDeps,
  options: RetryOptions = RETRY,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      const wait = error instanceof ModelFailure ? waitBefore(number, error, options, deps.random) : null;
      if (wait === null) throw error;
      await deps.sleep(wait, signal);
    }
  }
}
