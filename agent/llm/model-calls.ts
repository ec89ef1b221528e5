/** Calls of a model, guarded: no more than the limit lets through, again where that helps, not at all while it rests. */
import { BREAKER, type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import { Cancelled, failureOf, LimitReached, ModelFailure } from './failures.ts';
import { createRateLimit } from './rate-limit.ts';
import { type RetryDeps, withRetries } from './retry.ts';
import type { ModelRole, ModelSettings } from './settings.ts';

export interface ModelCallDeps extends RetryDeps {
  readonly now: () => Date;
}

/** One for the whole process: what it learnt of the server holds for every question. */
export interface ModelCalls {
  /** Runs `request`, perhaps several times. Throws `ModelFailure`; what `request` throws of ours goes through. */
  ask<T>(role: ModelRole, request: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** True while the model is not asked, because it has failed too often. */
  isResting(role: ModelRole): boolean;
}

export function createModelCalls(settings: ModelSettings, deps: ModelCallDeps): ModelCalls {
  const breakers: Readonly<Record<ModelRole, CircuitBreaker>> = {
    strong: createCircuitBreaker(BREAKER, deps.now),
    fast: createCircuitBreaker(BREAKER, deps.now),
  };
  const rate = createRateLimit(settings.requestsPerMinute, deps.now);

  async function once<T>(
    breaker: CircuitBreaker,
    request: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    if (!breaker.mayCall()) throw new ModelFailure('unavailable');
    try {
      for (let wait = rate.take(); wait > 0; wait = rate.take()) await deps.sleep(wait, signal);
      const answer = await request();
      breaker.succeeded();
      return answer;
    } catch (error) {
      if (signal.aborted || error instanceof Cancelled || error instanceof LimitReached) {
        breaker.undecided();
        throw error;
      }
      const failure = failureOf(error, false, deps.now().getTime());
      breaker.failed();
      throw failure;
    }
  }

  return {
    ask: (role, request, signal) => withRetries(() => once(breakers[role], request, signal), signal, deps),
    isResting: (role) => breakers[role].isResting(),
  };
}
