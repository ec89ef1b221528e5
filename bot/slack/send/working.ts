/**
 * A Cancel button while long work goes on: a message under the question, or, for a command, in the place of the line that
 * only the asker sees. It is taken away with the answer.
 */
import type { SendableCard } from '../../../cards/card.ts';
import type { Log } from '../../../handlers/log.ts';
import { renderCard } from '../render/card.ts';
import type { SlackCalls } from './calls.ts';
import type { Place } from './place.ts';
import type { Message, Poster } from './post.ts';
import type { Respond } from './response-url.ts';
import { refusalCode } from './slack-error.ts';

export interface WorkingDeps {
  readonly poster: Poster;
  readonly calls: SlackCalls;
  readonly respond: Respond;
  readonly log: Log;
  /** Most answers are there before anybody would cancel. */
  readonly afterMs: number;
}

type TakeAway = () => Promise<unknown>;

/** Resolves at once, to what takes the button away. */
export function showWorking(deps: WorkingDeps, place: Place, card: SendableCard): () => Promise<void> {
  const put = putter(deps, place);
  if (!put) return async () => undefined;
  let putting: Promise<TakeAway | null> = Promise.resolve(null);
  const timer = setTimeout(() => {
    const { blocks, text } = renderCard(card, {});
    putting = put({ blocks, text }).catch((error: unknown) => {
      deps.log.info({ code: refusalCode(error) }, 'the Cancel button was not shown');
      return null;
    });
  }, deps.afterMs);
  return async () => {
    clearTimeout(timer);
    const takeAway = await putting;
    await takeAway?.();
  };
}

/** Null where there is no place for it. */
function putter(
  { poster, calls, respond }: WorkingDeps,
  { channel, root, responseUrl, pressed }: Place,
): ((message: Message) => Promise<TakeAway>) | null {
  if (root)
    return async (message) => {
      const { ts } = await poster.post(channel, root, message);
      return () => calls.call('chat.delete', { channel, ts });
    };
  // The address of a press stands for the card that was pressed.
  if (!responseUrl || pressed) return null;
  // Two of its five uses; the answer has the others.
  return async (message) => {
    await respond(responseUrl, message, { visible: 'asker', replace: true });
    return () => respond.takeBack(responseUrl);
  };
}
