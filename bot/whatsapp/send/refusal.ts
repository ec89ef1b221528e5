/** What Twilio's refusals mean for us (https://www.twilio.com/docs/api/errors). */

/** Too much at once, for the account (20429), the sender (14107) or the channel (63018). */
const TOO_FAST: ReadonlySet<number> = new Set([20429, 14107, 63018]);
/** They opted out at Twilio. */
const UNSUBSCRIBED = 21610;
/** More than 24 hours since their last message; only an approved template may be sent. */
const OUTSIDE_WINDOW = 63016;

export type Refusal = 'wait' | 'unsubscribed' | 'outside_window' | 'other';

/** How to take a refusal with this status and code. */
export function classify(status: number | null, code: number | null): Refusal {
  if (status === 429 || (code !== null && TOO_FAST.has(code))) return 'wait';
  if (code === UNSUBSCRIBED) return 'unsubscribed';
  return code === OUTSIDE_WINDOW ? 'outside_window' : 'other';
}

/** The numbers in what Twilio's client throws; its words hold the person's number and are left behind. */
export function numbersOf(error: unknown): { readonly status: number | null; readonly code: number | null } {
  if (typeof error !== 'object' || error === null) return { status: null, code: null };
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    status: 'status' in error ? number(error.status) : null,
    code: 'code' in error ? number(error.code) : null,
  };
}

/** Of a text in several messages the first were taken, by these sids; `cause` is what became of the next. */
export class CutShort extends Error {
  override readonly name = 'CutShort';
  readonly sids: readonly string[];
  readonly of: number;
  constructor(sids: readonly string[], of: number, options: ErrorOptions) {
    super(`Twilio took ${sids.length} of ${of} messages.`, options);
    this.sids = sids;
    this.of = of;
  }
}

/** A message that Twilio did not take. Says neither to whom it was nor what it said. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly status: number | null;
  readonly code: number | null;
  constructor(status: number | null, code: number | null, reason?: string) {
    const why = status === null ? (reason ?? 'no answer') : `status ${status}, code ${code ?? 'unknown'}`;
    super(`Twilio did not take a message (${why}).`);
    this.status = status;
    this.code = code;
  }
}
