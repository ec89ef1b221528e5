/** What Slack refuses, sorted by what can be done about it. */
import { webApi } from '@slack/bolt';

/** Slack understood the call and said no. `code` is Slack's own word for why. */
export class SlackRefusal extends Error {
  override readonly name = 'SlackRefusal';
  readonly method: string;
  readonly code: string;
  constructor(method: string, code: string, options?: ErrorOptions) {
    super(`Slack refused ${method}: ${code}`, options);
    this.method = method;
    this.code = code;
  }
}

/** How a failed attempt is to be dealt with. */
export type Failure =
  /** Slack asks to wait. Nothing was done. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** The call cannot have reached Slack. */
  | { readonly kind: 'unsent' }
  /** The call may or may not have been carried out. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly code: string };

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENETUNREACH',
]);
/** Slack's own faults, after which "some aspect of the operation" may have been done. */
const SERVER_FAULTS = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

export function classify(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError) return { kind: 'wait', seconds: error.retryAfter };
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'wait', seconds: 1 };
    return SERVER_FAULTS.has(code) ? { kind: 'unknown' } : { kind: 'refused', code };
  }
  if (error instanceof webApi.WebAPIRequestError && NEVER_SENT.has(causeCode(error.original)))
    return { kind: 'unsent' };
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode < 500) {
    return { kind: 'refused', code: `http_${error.statusCode}` };
  }
  return { kind: 'unknown' };
}

/** The system's code at the bottom of fetch's nested errors. */
function causeCode(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}

/** Slack's word for the refusal; '' where the error is of another kind. */
export function refusalCode(error: unknown): string {
  return error instanceof SlackRefusal ? error.code : '';
}

const BLOCK_REFUSALS = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_attachments',
  'invalid_chunks',
]);

/** The message itself was refused, so a plainer one may pass. */
export function isAboutBlocks(error: unknown): boolean {
  return BLOCK_REFUSALS.has(refusalCode(error));
}

const ARGUMENT_REFUSALS = new Set([
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_array_arg',
  'invalid_chunks',
]);

/** Slack does not know an argument, a value of one, or a kind of chunk. */
export function isAboutArguments(error: unknown): boolean {
  return ARGUMENT_REFUSALS.has(refusalCode(error));
}

const UNREACHABLE = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'user_not_in_channel',
  'thread_not_found',
  'cannot_reply_to_message',
  'team_access_not_granted',
  'access_denied',
]);

/** This place cannot be written to, but the person may be reached elsewhere. */
export function isAboutPlace(error: unknown): boolean {
  return UNREACHABLE.has(refusalCode(error));
}

const TOKEN_LOST = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** The bot itself was locked out; an operator has to mend it. */
export function isAboutToken(error: unknown): boolean {
  return TOKEN_LOST.has(refusalCode(error));
}
