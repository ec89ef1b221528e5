/** How many requests may leave in a minute: a bucket that fills evenly. */

export interface RateLimit {
  /** Milliseconds until the next request may leave; 0 takes it now. */
  take(): number;
}

/** `perMinute` requests at once at most, and as many a minute. */
export function createRateLimit(perMinute: number, now: () => Date): RateLimit {
  let left = perMinute;
  let at = now().getTime();
  return {
    take() {
      const time = now().getTime();
      left = Math.min(perMinute, left + ((time - at) * perMinute) / 60_000);
      at = time;
      if (left >= 1) {
        left -= 1;
        return 0;
      }
      return Math.ceil(((1 - left) * 60_000) / perMinute);
    },
  };
}
