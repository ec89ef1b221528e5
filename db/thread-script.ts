import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

const scripts = new Map<string, Promise<string>>();
let last: Promise<unknown> = Promise.resolve();

/**
 * A module and all that it imports as one script for `new Worker(script, { eval: true })`. A thread does not inherit
 * the TypeScript loader, and loading it anew takes four times as long as running such a script (docs/decisions/0019).
 * Made once in a process.
 */
export function threadScript(module: URL): Promise<string> {
  const known = scripts.get(module.href);
  if (known) return known;
  const made = last.then(() => bundle(fileURLToPath(module)));
  // One at a time: ending esbuild's process would end another's work.
  last = made.catch(() => {});
  scripts.set(module.href, made);
  return made;
}

async function bundle(path: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [path],
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'silent',
    });
    return outputFiles.map(({ text }) => text).join('\n');
  } finally {
    await stop();
  }
}
