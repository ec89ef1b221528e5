/** A message with a Cancel button under the question, while long work goes on; it is taken away with the answer. */
import type { SendableCard } from '../../../cards/card.ts';
import type { Log } from '../../../handlers/log.ts';
import { renderCard } from '../render/card.ts';
import type { SlackCalls } from './calls.ts';
import type { Place } from './place.ts';
import type { Poster } from './post.ts';
import { refusalCode } from './slack-error.ts';

export interface WorkingDeps {
  readonly poster: Poster;
  readonly calls: SlackCalls;
  readonly log: Log;
  /** Most answers are there before anybody would cancel. */
  readonly afterMs: number;
}

/** Resolves at once, to what takes the message away. */
export function showWorking(
  { poster, calls, log, afterMs }: WorkingDeps,
  { channel, root }: Place,
  card: SendableCard,
): () => Promise<void> {
  // A command has no thread to put it in.
  if (!root) return async () => undefined;
  let posting: Promise<string | null> = Promise.resolve(null);
  const timer = setTimeout(() => {
    const { blocks, text } = renderCard(card, {});
    posting = poster.post(channel, root, { blocks, text }).then(
      ({ ts }) => ts,
      (error: unknown) => {
        log.info({ code: refusalCode(error) }, 'the Cancel button was not shown');
        return null;
      },
    );
  }, afterMs);
  return async () => {
    clearTimeout(timer);
    const ts = await posting;
    if (ts) await calls.call('chat.delete', { channel, ts });
  };
}
