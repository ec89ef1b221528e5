import type { SendableCard } from '../../cards/card.ts';
import type { Replies } from '../../handlers/surface.ts';
import type { Attachment } from '../../tools/define-tool.ts';

export interface CliReplies extends Replies {
  readonly cards: SendableCard[];
  readonly attachments: Attachment[];
}

/** Collects what is said; the command prints it when the turn is over. */
export function createCliReplies(): CliReplies {
  const cards: SendableCard[] = [];
  const attachments: Attachment[] = [];
  return {
    cards,
    attachments,
    progress: async () => undefined,
    send: async (card) => ({ index: cards.push(card) - 1 }),
    edit: async () => undefined,
    attach: async (attachment) => {
      attachments.push(attachment);
    },
  };
}
