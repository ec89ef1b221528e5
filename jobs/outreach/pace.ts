/** How fast a provider is given messages, and who has to wait for it. One per channel and process. */
export interface Pace {
  /** Resolves when it is this message's turn. */
  turn(): Promise<void>;
  /** The last turn was not needed. */
  giveBack(): void;
  /** No turns before `until`: the provider has asked for it. */
  pause(until: Date): void;
  isOpen(now: Date): boolean;
}

export interface PaceDeps {
  /** Milliseconds of a clock that never jumps. */
  readonly ticks: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export function createPace(perSecond: number, { ticks, sleep }: PaceDeps): Pace {
  const gap = 1000 / perSecond;
  let next = Number.NEGATIVE_INFINITY;
  let pausedUntil: Date | null = null;
  return {
    async turn() {
      const now = ticks();
      const at = Math.max(now, next);
      next = at + gap;
      if (at - now >= 1) await sleep(at - now);
    },
    giveBack() {
      next -= gap;
    },
    pause(until) {
      if (pausedUntil === null || until > pausedUntil) pausedUntil = until;
    },
    isOpen: (now) => pausedUntil === null || now >= pausedUntil,
  };
}
