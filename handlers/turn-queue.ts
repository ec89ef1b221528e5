import type { Sender } from './surface.ts';

export interface TurnQueue {
  /** Runs `work` after all earlier work of the same thread. */
  run<T>(incoming: { readonly sender: Sender; readonly thread: string }, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is running or waiting. */
  drain(): Promise<void>;
}

/** Turns of one thread run one after the other, so that "only Chicago" finds the answer it refers to; threads run side by side. */
export function createTurnQueue(): TurnQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run(incoming, work) {
      const { surface, account } = incoming.sender;
      const key = JSON.stringify([surface, account, incoming.thread]);
      const before = tails.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      const tail = mine.then(
        () => undefined,
        () => undefined,
      );
      tails.set(key, tail);
      tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      return mine;
    },
    async drain() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
