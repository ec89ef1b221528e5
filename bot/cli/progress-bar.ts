import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

export interface ProgressBar {
  /** `done` of `total` in any unit, what is going on, and how far it is in words. */
  update(done: number, total: number, what: string, detail?: string): void;
  stop(): void;
}

/** A bar on a terminal; a line for each new phase where the output is read by a program or a log. */
export function createProgressBar(terminal: Terminal): ProgressBar {
  if (!terminal.isTty) {
    let last = '';
    return {
      update: (_done, _total, what) => {
        if (what !== last) terminal.err(`${what}\n`);
        last = what;
      },
      stop: () => undefined,
    };
  }
  const bar = new SingleBar({
    format: '{bar} {percentage}% · {what}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
  });
  let started = false;
  return {
    update: (done, total, phase, detail) => {
      const what = detail ? `${phase}: ${detail}` : phase;
      if (!started) bar.start(Math.max(total, 1), done, { what });
      started = true;
      bar.setTotal(Math.max(total, 1));
      bar.update(Math.min(done, total), { what });
    },
    stop: () => bar.stop(),
  };
}
