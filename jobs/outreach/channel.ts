/**
 * How a message leaves the house. The sending job claims, checks and records; a `Channel` only hands one message to one
 * provider and tells what the provider said. Adapters live with their client library in `bot/`.
 */
import type { ChannelName } from '../../tools/campaigns/index.ts';

export type { ChannelName };

/** A stretch of text, or a link: what is read, and where it leads. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** One message to one person, personal fields filled in. */
export interface OutgoingMessage {
  readonly tenantId: string;
  /** Of the outbox row, unguessable: every adapter hands it to the provider, so that each callback finds the row. */
  readonly token: string;
  /** E-mail address, phone number in E.164, or the customer's id (in-app). */
  readonly address: string;
  readonly customerId: string;
  /** E-mail only. */
  readonly subject: string | null;
  /** Plain text, links included. */
  readonly body: string;
  /** The same in pieces, for channels that can show a link under other words. */
  readonly pieces: readonly Piece[];
  /** Where one click takes the person off the list; null where there is no public address. */
  readonly unsubscribeUrl: string | null;
  /** A picture of one pixel that tells that the message was opened; null where nothing is to tell. */
  readonly openUrl: string | null;
  /** Who it comes from, as people read it, where the team says so. */
  readonly fromName: string | null;
  /** A pre-approved template of the provider with its variables, where the channel needs one (WhatsApp). */
  readonly template: { readonly id: string; readonly variables: Readonly<Record<string, string>> } | null;
}

/**
 * What is known after a try.
 * `accepted`: the provider has it. `refused`: it certainly has not, for good. `later`: it certainly has not, now.
 * `unknown`: it may have it (a timeout, a connection lost after the request): never sent again blindly.
 * `stopped`: refused because the person does not want to be written to.
 */
export type Handover =
  | { readonly kind: 'accepted'; readonly providerId: string | null }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs: number | null }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Channel {
  readonly name: ChannelName;
  /** `smtp`, `sendgrid`, `twilio`, `webhook`, `local`. */
  readonly provider: string;
  /** Hands one message over. Never throws for what a provider says; a throw is a fault and counts as unknown. */
  send(message: OutgoingMessage): Promise<Handover>;
  close?(): Promise<void>;
}

/** One channel of each name; a name that is missing cannot be sent by. */
export type Channels = ReadonlyMap<ChannelName, Channel>;
