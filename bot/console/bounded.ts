/** A map that forgets what was least recently used, so that a long-running console does not grow. */

export interface Bounded<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  clear(): void;
}

/** Holds values whose `weight` (1 each unless said otherwise) adds up to `limit` at most. */
export function createBounded<Value>(
  limit: number,
  weight: (value: Value) => number = () => 1,
): Bounded<Value> {
  const held = new Map<string, Value>();
  let total = 0;
  const drop = (key: string) => {
    const value = held.get(key);
    if (value === undefined) return;
    held.delete(key);
    total -= weight(value);
  };
  return {
    get(key) {
      const value = held.get(key);
      if (value === undefined) return undefined;
      held.delete(key);
      held.set(key, value);
      return value;
    },
    set(key, value) {
      drop(key);
      held.set(key, value);
      total += weight(value);
      for (const oldest of held.keys()) {
        if (total <= limit || oldest === key) break;
        drop(oldest);
      }
    },
    delete: drop,
    clear() {
      held.clear();
      total = 0;
    },
  };
}
