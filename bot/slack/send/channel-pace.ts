/** About one message a second and channel: posts to one channel go out one after the other, a second apart. */

export interface ChannelPace {
  /** Runs `post` when the channel's turn has come; resolves or throws as it does. */
  run<T>(channel: string, post: () => Promise<T>): Promise<T>;
}

export function createChannelPace(deps: {
  readonly intervalMs: number;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}): ChannelPace {
  const { intervalMs, now, wait } = deps;
  const tails = new Map<string, Promise<void>>();
  const lastAt = new Map<string, number>();

  async function takeTurn<T>(channel: string, post: () => Promise<T>): Promise<T> {
    const since = now() - (lastAt.get(channel) ?? Number.NEGATIVE_INFINITY);
    if (since < intervalMs) await wait(intervalMs - since);
    lastAt.set(channel, now());
    return post();
  }

  return {
    async run(channel, post) {
      const turn = (tails.get(channel) ?? Promise.resolve()).then(() => takeTurn(channel, post));
      const tail = turn.then(
        () => undefined,
        () => undefined,
      );
      tails.set(channel, tail);
      try {
        return await turn;
      } finally {
        if (tails.get(channel) === tail) {
          tails.delete(channel);
          forgetOld(lastAt, now() - intervalMs);
        }
      }
    },
  };
}

/** Keeps the memory of past posts from growing with the number of channels. */
function forgetOld(lastAt: Map<string, number>, before: number): void {
  if (lastAt.size < 1_000) return;
  for (const [channel, at] of lastAt) if (at < before) lastAt.delete(channel);
}
