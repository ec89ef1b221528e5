/** Counts wrong tokens, so that they cannot be guessed at speed. */

const MAX_FAILURES = 5;
const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 1000;

export interface Attempts {
  /** Seconds until `address` may try again; 0 where it may now. */
  waitSeconds(address: string): number;
  failed(address: string): void;
  succeeded(address: string): void;
}

/** Five failures within a minute close the door to that address until the minute is over. */
export function createAttempts(now: () => Date): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (address: string) =>
    (failures.get(address) ?? []).filter((at) => now().getTime() - at < WINDOW_MS);
  return {
    waitSeconds(address) {
      const times = recent(address);
      const [first] = times;
      if (first === undefined || times.length < MAX_FAILURES) return 0;
      return Math.max(1, Math.ceil((first + WINDOW_MS - now().getTime()) / 1000));
    },
    failed(address) {
      const times = [...recent(address), now().getTime()];
      failures.delete(address);
      failures.set(address, times);
      const [oldest] = failures.keys();
      if (failures.size > MAX_ADDRESSES && oldest !== undefined) failures.delete(oldest);
    },
    succeeded: (address) => void failures.delete(address),
  };
}
