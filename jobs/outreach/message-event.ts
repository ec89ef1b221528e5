/** What a provider, the team's own systems or the person tell of a message. */
import type { SuppressionReason } from '../../db/suppressions.ts';

type MessageEventName =
  | 'delivered'
  | 'opened'
  | 'clicked'
  | 'converted'
  | 'bounced'
  | 'failed'
  | 'complained'
  | 'unsubscribed';

export interface MessageEvent {
  /** Of the message. */
  readonly token: string;
  /** `accepted`: the provider has the message; kept in the message's state alone. */
  readonly event: MessageEventName | 'accepted';
  /** The same each time it is told. Of what counts once for a message, anything that never changes. */
  readonly eventId: string;
  readonly at: Date;
  /** What it was worth, in the team's currency. */
  readonly value?: number | null;
  readonly providerId?: string | null;
  /** Why it failed: words of ours, without anything about the person. */
  readonly reason?: string;
  /** The address is not written to again, and why. */
  readonly suppress?: SuppressionReason;
}

/** They happen only to messages that have left. */
export const PROOF_OF_LEAVING: ReadonlySet<MessageEvent['event']> = new Set([
  ...(['accepted', 'delivered', 'opened', 'clicked', 'bounced', 'complained', 'unsubscribed'] as const),
]);
