/** Hands what the page sends to the handlers and keeps count of what is in hand. */

import { commandWords } from '../../handlers/command.ts';
import type { Log } from '../../handlers/log.ts';
import type { Handled, Handlers, Sender } from '../../handlers/surface.ts';
import { createReplies, type ReplyDeps } from './replies.ts';

/** Pages are few, so this is generous; a page gone wild meets it. */
const MAX_IN_HAND = 16;

interface Typed {
  readonly sender: Sender;
  readonly thread: string;
  readonly text: string;
}

interface Pressed {
  readonly sender: Sender;
  readonly thread: string;
  readonly token: string;
  readonly values?: Readonly<Record<string, string>>;
}

export interface Work {
  /** A question, or a command where it begins with `/walker`. Resolves when it is dealt with; never rejects. */
  typed(typed: Typed): Promise<Handled['status']>;
  pressed(pressed: Pressed): Promise<Handled['status']>;
  /** True where one more would be too many. */
  isFull(): boolean;
  /** Resolves when nothing is in hand. */
  drain(): Promise<void>;
}

export function createWork(deps: ReplyDeps & { readonly handlers: Handlers; readonly log: Log }): Work {
  const inHand = new Set<Promise<unknown>>();

  const run = async (thread: string, handle: () => Promise<Handled>): Promise<Handled['status']> => {
    const end = deps.conversations.begin(thread);
    try {
      return (await handle()).status;
    } catch (error) {
      const id = deps.newId();
      deps.log.error({ err: error, fault: id }, 'console: a handler failed');
      const text = `Something went wrong here, and it is written down as ${id}. Please try again.`;
      deps.conversations.put(thread, { kind: 'fault', id, at: deps.now(), text });
      return 'failed';
    } finally {
      end();
    }
  };
  const track = <T>(promise: Promise<T>): Promise<T> => {
    inHand.add(promise);
    const done = () => void inHand.delete(promise);
    promise.then(done, done);
    return promise;
  };

  return {
    typed({ sender, thread, text }) {
      const said = text.trim();
      deps.conversations.put(
        thread,
        { kind: 'question', id: deps.newId(), at: deps.now(), text: said },
        said.slice(0, 120),
      );
      const replies = createReplies(deps, thread);
      const words = commandWords(said);
      const handle =
        words !== null
          ? () => deps.handlers.command({ sender, thread, text: words, eventId: null }, replies)
          : () =>
              deps.handlers.message({ sender, thread, text: said, attachments: 0, eventId: null }, replies);
      return track(run(thread, handle));
    },
    pressed(press) {
      const replies = createReplies(deps, press.thread);
      return track(run(press.thread, () => deps.handlers.press({ ...press, eventId: null }, replies)));
    },
    isFull: () => inHand.size >= MAX_IN_HAND,
    async drain() {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}
