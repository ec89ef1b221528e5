/** Keeps a service that fails from being asked again and again: open after some failures in a row, then one probe. */

export interface CircuitBreaker {
  /** True where a call may be made. After the rest it is true once, until that call has ended. */
  mayCall(): boolean;
  /** True while `mayCall` would say no. Asking changes nothing. */
  isResting(): boolean;
  succeeded(): void;
  failed(): void;
  /** The call ended without saying anything about the service (it was cancelled). */
  undecided(): void;
}

export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly restMs: number;
}

export const BREAKER: BreakerOptions = { failures: 5, restMs: 30_000 };

export function createCircuitBreaker(options: BreakerOptions, now: () => Date): CircuitBreaker {
  let inARow = 0;
  let openedAt: number | null = null;
  let probing = false;
  const isResting = (): boolean =>
    openedAt !== null && (probing || now().getTime() - openedAt < options.restMs);
  return {
    isResting,
    mayCall() {
      if (isResting()) return false;
      probing = openedAt !== null;
      return true;
    },
    succeeded() {
      inARow = 0;
      openedAt = null;
      probing = false;
    },
    failed() {
      inARow += 1;
      if (probing || inARow >= options.failures) openedAt = now().getTime();
      probing = false;
    },
    undecided() {
      probing = false;
    },
  };
}
