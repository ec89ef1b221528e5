/** Work in a process of its own, so that its memory is its own, and what it tells its parent. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

interface Phase {
  readonly phase: string;
  readonly ms: number;
  readonly state: string;
}

export interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  readonly phases: readonly Phase[];
}

/** Runs the script at `path` and resolves to what it tells by `tellParent`. */
export function measureInChild(path: string, args: readonly string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(path, [...args], { execArgv: process.execArgv });
    let told: Measured | null = null;
    child.once('message', (result) => {
      told = result as Measured;
    });
    child.once('error', reject);
    child.once('exit', (code) =>
      told ? resolve(told) : reject(new Error(`the measured process ended with ${code}`)),
    );
  });
}

/** True in the process that `measureInChild` started for this script. */
export const isChild = (url: string): boolean =>
  process.send !== undefined && process.argv[1] === fileURLToPath(url);

/** `began` is of `performance.now()`. */
export function tellParent(began: number, phases: readonly Phase[]): void {
  const seconds = (performance.now() - began) / 1000;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.send?.({ seconds, peakMb, phases } satisfies Measured);
  process.disconnect();
}

export function describeRun({ seconds, peakMb, phases }: Measured): string {
  const parts = phases.map(
    ({ phase, ms, state }) => `${phase} ${(ms / 1000).toFixed(1)} s${state === 'done' ? '' : ` (${state})`}`,
  );
  return `${seconds.toFixed(1)} s  at most ${peakMb.toFixed(0)} MB  ${parts.join(', ')}`;
}
