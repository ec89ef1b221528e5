/** How a brief leaves the house: the morning job decides what goes to whom, a `BriefPost` carries it. */
import type { Card } from '../../cards/card.ts';

export interface Subscription {
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Null: a channel. */
  readonly personId: string | null;
  readonly surface: 'slack' | 'whatsapp' | 'email';
  readonly account: string;
  readonly address: string;
  /** Told as well what did not reach others. */
  readonly isAdmin: boolean;
  /** Types of proposals; empty: all. */
  readonly topics: readonly string[];
}

/** One message of a brief: the summary, or one proposal. */
export interface BriefPart {
  /** “summary”, or the id of the suggestion. */
  readonly part: string;
  readonly card: Card;
}

export type MessageRef = Readonly<Record<string, unknown>>;

export type Delivered =
  | { readonly kind: 'sent'; readonly ref: MessageRef }
  /** Not in session: a template asked whether to show it. */
  | { readonly kind: 'announced'; readonly ref: MessageRef }
  /** The beginning is there, the rest is not: none of it is sent again. */
  | { readonly kind: 'partly'; readonly ref: MessageRef; readonly reason: string }
  /** Certainly not sent. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Carries briefs to one surface. */
export interface BriefPost {
  readonly surface: Subscription['surface'];
  /**
   * `parts`: one message each, so that each can be edited. `whole`: all parts at once (e-mail). `digest`: one part, which
   * lists the proposals (WhatsApp).
   */
  readonly shape: 'parts' | 'whole' | 'digest';
  /**
   * `deliveryId` (a UUID) is drawn for each message. A throw means that nobody knows whether it arrived: where there is
   * `find` it is looked for and sent again, elsewhere it is not.
   */
  send(subscription: Subscription, parts: readonly BriefPart[], deliveryId: string): Promise<Delivered>;
  /** Where the message of an earlier try stands, null where it has not arrived. Throws where that cannot be told. */
  find?(subscription: Subscription, deliveryId: string, since: Date): Promise<MessageRef | null>;
}
