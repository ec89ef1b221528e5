import { Readable } from 'node:stream';
import { main } from '../../../bot/cli/main.ts';

/** The command line in this process: settings come from `env` alone. */
export async function walker(args: readonly string[], env: Record<string, string>) {
  const said = { code: 0, out: '', err: '' };
  await main(['node', 'walker', ...args], {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    env: { LOG_LEVEL: 'silent', ...env },
    stdin: Readable.from([]),
    isTty: false,
    columns: 100,
    exit: (code) => {
      said.code = code;
    },
    onStop: () => undefined,
  });
  return said;
}
