/** What a person sees while their answer takes long: that the bot is typing, and once a line that says so. */
import type { Log } from '../../../handlers/log.ts';
import type { Replies } from '../../../handlers/surface.ts';
import type { Sender } from './sender.ts';
import type { ShowTyping } from './typing.ts';

/** Milliseconds since work on the answer began. */
export interface WaitingTiming {
  readonly typingAfterMs: number;
  /** WhatsApp shows it for 25 seconds. */
  readonly typingEveryMs: number;
  readonly lineAfterMs: number;
}

export const WAITING_TIMING: WaitingTiming = {
  typingAfterMs: 1_000,
  typingEveryMs: 20_000,
  lineAfterMs: 15_000,
};

const LINE = 'Working on it: this takes a little longer. The answer comes here.';

export interface WaitingDeps {
  readonly sender: Sender;
  readonly showTyping: ShowTyping;
  readonly timing: WaitingTiming;
  readonly log: Log;
}

interface Waiting {
  /** `replies`, of which the first progress begins the wait and the first thing said ends it. */
  readonly replies: Replies;
  /** Nothing is shown from now on. Never rejects. */
  end(): Promise<void>;
}

/** For the answer to the message `sid` of `to`. */
export function createWaiting(deps: WaitingDeps, to: string, sid: string, replies: Replies): Waiting {
  const { sender, showTyping, timing, log } = deps;
  const timers: NodeJS.Timeout[] = [];
  let state: 'quiet' | 'waiting' | 'over' = 'quiet';
  let line: Promise<void> = Promise.resolve();

  function begin(): void {
    if (state !== 'quiet') return;
    state = 'waiting';
    const type = () => void showTyping(sid);
    const say = () => {
      line = sender.send({ to, body: LINE }).then(
        // A message ends the typing.
        () => (state === 'waiting' ? type() : undefined),
        // The sender has logged why; the answer comes all the same.
        () => log.debug({}, 'a line that says that work goes on was not sent'),
      );
    };
    timers.push(
      setTimeout(type, timing.typingAfterMs),
      setInterval(type, timing.typingEveryMs),
      setTimeout(say, timing.lineAfterMs),
    );
  }

  /** The answer does not overtake the line. */
  async function end(): Promise<void> {
    state = 'over';
    for (const timer of timers.splice(0)) clearTimeout(timer);
    await line;
  }

  return {
    end,
    replies: {
      progress: async () => begin(),
      send: (card) => end().then(() => replies.send(card)),
      edit: (ref, card) => end().then(() => replies.edit(ref, card)),
      attach: (file) => end().then(() => replies.attach(file)),
    },
  };
}
