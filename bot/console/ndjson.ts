/** An answer that arrives line by line: one JSON value a line. */
import type { Response } from 'express';

export interface Lines {
  write(value: unknown): void;
  end(): void;
  /** Called once, when the answer is over or the browser has gone away. */
  onClose(listener: () => void): void;
}

/** Starts the answer. What is written after the browser went away is dropped. */
export function startLines(response: Response): Lines {
  response.status(200).set({
    'Content-Type': 'application/x-ndjson; charset=utf-8',
    // Proxies that gather answers before passing them on would undo the streaming.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  return {
    write(value) {
      if (!response.writableEnded && !response.destroyed) response.write(`${JSON.stringify(value)}\n`);
    },
    end() {
      if (!response.writableEnded) response.end();
    },
    onClose: (listener) => void response.once('close', listener),
  };
}
