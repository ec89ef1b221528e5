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
  /** Types of proposals; empty: all. */
  readonly topics: readonly string[];
}

/** One message of a brief: the summary, or one proposal. */
export interface BriefPart {
  /** “summary”, or the id of the suggestion. */
  readonly part: string;
  readonly card: Card;
}

export type Delivered =
  | { readonly kind: 'sent'; readonly ref: Readonly<Record<string, unknown>> }
  /** Not in session: a template asked whether to show it. */
  | { readonly kind: 'announced'; readonly ref: Readonly<Record<string, unknown>> }
  /** Certainly not sent. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Carries briefs to one surface. A throw means that nobody knows whether it arrived. */
export interface BriefPost {
  readonly surface: Subscription['surface'];
  /** `whole`: all parts go as one message (e-mail, WhatsApp). `parts`: one message each, so that each can be edited. */
  readonly shape: 'whole' | 'parts';
  send(subscription: Subscription, parts: readonly BriefPart[]): Promise<Delivered>;
}
