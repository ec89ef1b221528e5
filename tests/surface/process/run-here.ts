/** The command line within the test's own process: a command takes the time of its work, not of a start. */
import { Readable } from 'node:stream';
import { main } from '../../../bot/cli/main.ts';
import type { Ran } from './walker.ts';

/** Runs a command to its end. What only a process shows (signals, start-up) is for `walker`. */
export async function runHere(
  args: readonly string[],
  env: Record<string, string>,
  input = '',
): Promise<Ran> {
  let out = '';
  let err = '';
  let code = 0;
  await main(['node', 'walker', ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { LOG_LEVEL: 'silent', ...env },
    stdin: Readable.from(input ? [Buffer.from(input)] : []),
    isTty: false,
    columns: 100,
    exit: (given) => {
      code = given;
    },
    onStop: () => undefined,
  });
  return { code, out, err };
}
