/** A surface as `createApp` sees it: something that can be started, stopped and mounted on the HTTP server. */
import type { Router } from 'express';

export interface Surface {
  readonly name: string;
  /** The account it works in, known once started (the Slack team id); null where it has none of its own. */
  account?(): string | null;
  /** Routes to mount at the root of the process's HTTP server, if the surface has any. */
  readonly router?: Router;
  /** Connects (Socket Mode, account look-ups). Throws with a sentence an operator can act on. */
  start(): Promise<void>;
  /** Takes no more work; resolves when the work in hand is done. */
  stop(): Promise<void>;
}
