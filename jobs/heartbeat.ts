/**
 * How whoever holds a claim stays known to be alive. A claim that has been silent for too long belongs to a process
 * that died, and the next one takes it.
 */
const HEARTBEAT_MS = 10_000;
/** Without a sign of life for so long, the holder is taken for dead. */
export const SILENCE_SECONDS = 90;

export interface Heartbeat {
  /** Aborted where somebody else has taken the claim, because this process was silent for too long. */
  readonly lost: AbortSignal;
  end(): void;
}

/** Beats until ended. `beat` writes the sign of life, and resolves to false where the claim is no longer ours. */
export function startHeartbeat(beat: () => Promise<boolean>, whenLost: string): Heartbeat {
  const lost = new AbortController();
  const once = async () => {
    if (!(await beat())) lost.abort(new Error(whenLost));
  };
  // A beat that fails is made up for by the next; where the database is gone, the work itself says so.
  const timer = setInterval(() => void once().catch(() => {}), HEARTBEAT_MS).unref();
  return { lost: lost.signal, end: () => clearInterval(timer) };
}
