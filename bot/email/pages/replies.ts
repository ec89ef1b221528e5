/** Answers to a press on a page: what the handlers send is shown on it. */
import type { SendableCard } from '../../../cards/card.ts';
import type { Replies } from '../../../handlers/surface.ts';
import type { Attachment } from '../../../tools/define-tool.ts';

export interface PageReplies extends Replies {
  readonly cards: readonly SendableCard[];
  readonly files: readonly Attachment[];
}

export function createPageReplies(): PageReplies {
  const cards: SendableCard[] = [];
  const files: Attachment[] = [];
  return {
    cards,
    files,
    progress: async () => undefined,
    send: async (card) => {
      cards.push(card);
      return {};
    },
    // A mail that has gone out stays as it is.
    edit: async () => undefined,
    attach: async (file) => void files.push(file),
  };
}
