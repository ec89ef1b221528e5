/** What can go wrong between here and a language model, and what a person is told of it. */
import type { LimitKind, ModelFailureKind } from './trace.ts';

/** The model gave no answer. Its message holds nothing that the server said, which may quote the key. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly kind: ModelFailureKind;
  /** HTTP status, where there was one. */
  readonly status: number | null;
  /** What the server asks to wait, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;
  constructor(
    kind: ModelFailureKind,
    more: { readonly status?: number; readonly retryAfterMs?: number | null } = {},
  ) {
    super(`the model failed: ${kind}${more.status ? ` (${more.status})` : ''}`);
    this.kind = kind;
    this.status = more.status ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** A limit of the question was reached. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
  readonly limit: LimitKind;
  /** For people, where the limit is not the question's own. */
  readonly because: string | null;
  constructor(limit: LimitKind, because: string | null = null) {
    super(`a limit was reached: ${limit}`);
    this.limit = limit;
    this.because = because;
  }
}

/** Somebody pressed Cancel, or the process ends. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/** What an error of the client library means. `timedOut` where our own deadline ended the request. */
export function failureOf(error: unknown, timedOut: boolean, now: number): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const status = statusOf(error);
  if (status === 429)
    return new ModelFailure('rate_limited', { status, retryAfterMs: retryAfterOf(error, now) });
  if (status !== null && status >= 500)
    return new ModelFailure('server', { status, retryAfterMs: retryAfterOf(error, now) });
  if (status === 408) return new ModelFailure('timeout', { status });
  if (status !== null && status >= 400) return new ModelFailure('rejected', { status });
  const names = namesOf(error);
  if (timedOut || names.some((name) => /Timeout/.test(name))) return new ModelFailure('timeout');
  if (names.some((name) => UNREACHABLE.test(name))) return new ModelFailure('unreachable');
  return new ModelFailure('garbage');
}

const UNREACHABLE =
  /^(APIConnectionError|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|UND_ERR_\w+|terminated)$/;

/** Names, codes and constructors down the chain of causes. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  for (let one = error, depth = 0; one instanceof Error && depth < 6; one = one.cause, depth += 1) {
    names.push(one.name, one.constructor.name);
    if ('code' in one && typeof one.code === 'string') names.push(one.code);
    // What undici throws when a body breaks off.
    if (one.message === 'terminated') names.push(one.message);
  }
  return names;
}

function statusOf(error: unknown): number | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; one = one.cause, depth += 1)
    if ('status' in one && typeof one.status === 'number') return one.status;
  return null;
}

/** Seconds or a date, as HTTP writes it. */
function retryAfterOf(error: unknown, now: number): number | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 6; one = one.cause, depth += 1) {
    const headers = 'headers' in one ? one.headers : null;
    const said = headers instanceof Headers ? headers.get('retry-after') : null;
    if (said === null) continue;
    const ms = /^\s*\d+(\.\d+)?\s*$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - now;
    return Number.isFinite(ms) ? Math.max(0, ms) : null;
  }
  return null;
}

const FAILURES: Readonly<Record<ModelFailureKind, string>> = {
  timeout: 'The language model did not answer in time.',
  unreachable: 'The language model cannot be reached.',
  rate_limited: 'The language model takes no more requests just now.',
  rejected:
    'The language model refused the request; an operator should check OPENAI_API_KEY and the name of the model.',
  server: 'The language model has a fault of its own just now.',
  garbage: 'The language model answered with something that cannot be read.',
  unavailable: 'The language model has failed several times in a row, so it is given a rest.',
};

export function sayFailure(kind: ModelFailureKind): string {
  return FAILURES[kind];
}

const LIMITS: Readonly<Record<LimitKind, string>> = {
  steps: 'I stopped: the question took more steps than one question may.',
  seconds: 'I stopped: the question took longer than one question may.',
  tokens: 'I stopped: the question took more text than one question may.',
  dollars: 'I stopped: the question cost more than one question may.',
  budget: 'The budget for the language model is used up.',
};

export function sayLimit({ limit, because }: LimitReached): string {
  return because ?? LIMITS[limit];
}
