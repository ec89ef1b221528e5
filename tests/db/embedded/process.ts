import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Another process that runs `actor.ts` on a data directory. */
export interface Actor {
  readonly pid: number;
  /** Resolves with the next line that starts with `word`, the word left out. */
  heard(word: string): Promise<string>;
  /** All lines so far. */
  readonly lines: readonly string[];
  tell(line: string): void;
  kill(signal: NodeJS.Signals): Promise<void>;
  readonly ended: Promise<unknown>;
}

export function startActor(part: string, dataDir: string): Actor {
  const actor = fileURLToPath(new URL('./actor.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', actor, part, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const ended = once(child, 'exit');
  if (child.stdout)
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line);
      for (const listener of listeners) listener();
    });
  let read = 0;
  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    heard: (word) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const at = lines.findIndex((line, i) => i >= read && line.startsWith(word));
          if (at < 0) return;
          read = at + 1;
          listeners.delete(look);
          resolve(lines[at]?.slice(word.length).trim() ?? '');
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`the process ended; it said: ${lines.join(' | ')}`)));
      }),
    tell: (line) => void child.stdin?.write(`${line}\n`),
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
