import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { Config } from '../config.ts';

/** Where a command reads and writes; tests hand in their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  /** Whether standard error is a terminal: progress bars only then. */
  readonly isTty: boolean;
  readonly columns: number;
  readonly exit: (code: number) => void;
  /** Calls `stop` when the process is asked to end. */
  readonly onStop: (stop: () => void) => void;
}

interface CommandDeps {
  readonly terminal: Terminal;
  /** The settings, parsed when a command runs. Throws `ConfigError`. */
  readonly config: () => Config;
}

export type MakeCommand = (deps: CommandDeps) => Command;
