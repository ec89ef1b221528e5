/** The command line as its users run it: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const WALKER = resolve(import.meta.dirname, '../../../bot/cli/walker.mjs');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command to its end, in the folder `cwd` where it matters. */
export function walker(
  args: readonly string[],
  env: Record<string, string>,
  input = '',
  cwd?: string,
): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [WALKER, ...args], { env: { ...cleanEnv(), ...env }, cwd });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.end(input);
  });
}

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** Everything printed so far. */
  said(): string;
  /** Sends the signal; resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the bot; resolves when it says where it is. */
export function startWalker(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [WALKER, 'start'], { env: { ...cleanEnv(), PORT: '0', ...env } });
  let said = '';
  const ended = new Promise<number | null>((done) => child.on('close', done));
  return new Promise((done, fail) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const url = /Audience Walker is up: (\S+)/.exec(said)?.[1];
      if (!url) return;
      done({
        child,
        url,
        said: () => said,
        stop: (signal = 'SIGTERM') => {
          child.kill(signal);
          return ended;
        },
      });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    ended.then((code) => fail(new Error(`ended with ${code} before it was up: ${said}`)));
  });
}

/** No setting of whoever runs the tests may leak in. */
function cleanEnv(): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'warn' };
}
