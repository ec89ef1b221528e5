/** A surface as `createApp` sees it: something that can be started, stopped and mounted on the HTTP server. */
import type { Router } from 'express';
import type { SendableCard } from '../cards/card.ts';
import type { MessageRef } from '../handlers/surface.ts';

export interface Surface {
  readonly name: string;
  /** The account it works in, known once started (the Slack team id); null where it has none of its own. */
  account?(): string | null;
  /** Speaking without having been asked. Works before `start`, and where the surface is never started. */
  readonly outbound?: Outbound;
  /** The same where several cards go as one message. */
  readonly mailing?: Mailing;
  /** Routes to mount at the root of the process's HTTP server, if the surface has any. */
  readonly router?: Router;
  /** Connects (Socket Mode, account look-ups). Throws with a sentence an operator can act on. */
  start(): Promise<void>;
  /** Takes no more work; resolves when the work in hand is done. */
  stop(): Promise<void>;
}

export interface Outbound {
  /** `parts`: a message for each card, so that each can be edited. `digest`: one message. */
  readonly shape: 'parts' | 'digest';
  /** The conversation that what is said there belongs to. */
  conversation(address: string): { readonly account: string; readonly thread: string };
  /**
   * Posts a card at top level. `id` (a UUID) marks the message; `card` makes it, and is not called where something else goes
   * in its place. Throws `NotDelivered` where it certainly was not sent; after any other error nobody knows.
   */
  post(address: string, id: string, card: () => Promise<SendableCard>): Promise<Posted>;
  /** Where the message of that id stands, posted about `since`; null where it was not. Throws where it cannot be looked up. */
  find?(address: string, id: string, since: Date): Promise<MessageRef | null>;
}

export interface Mailing {
  /**
   * Sends the cards as one mail that `id` (a UUID) marks; `endToken` is the button that ends the subscription. Throws as
   * `Outbound.post` does.
   */
  send(address: string, id: string, cards: readonly SendableCard[], endToken: string): Promise<MessageRef>;
}

interface Posted {
  readonly ref: MessageRef;
  /** The person was asked whether to be shown it. */
  readonly announced: boolean;
  /** Why the end of it is not there; absent where all of it is. */
  readonly cutShort?: string;
}

/** Certainly not sent; the message says why, without saying to whom. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered';
}
