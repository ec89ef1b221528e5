/** Where an answer goes. */
export interface Place {
  readonly channel: string;
  /** The message under which the answer stands; null: at top level. */
  readonly root: string | null;
  /** Who asked. */
  readonly user: string;
  /** Their team. */
  readonly team: string;
  /** Only the person and the bot read along, so nothing needs hiding. */
  readonly direct: boolean;
  /** Comes with commands and presses; works where the bot is no member. */
  readonly responseUrl: string | null;
  /** The message whose button was pressed, where that is what is being answered. */
  readonly pressed: { readonly ts: string; readonly ephemeral: boolean } | null;
  /** The conversation, where replies under the card could not tell it from where they stand. */
  readonly conversation: string | null;
  /** Said under a card that stands in a channel without its question. */
  readonly asked: string | null;
}
