import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyOfMigrated } from '../../db/harness.ts';

const WALKER = resolve(import.meta.dirname, '../../../bot/cli/walker.mjs');

let dataDir: string;
beforeAll(async () => {
  dataDir = await copyOfMigrated();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('finishes without a fault where nobody reads what it prints any more', async () => {
  const child = spawn(process.execPath, [WALKER, 'people', 'add', 'Ann', '+4915112345678', 'viewer'], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  expect([code, err]).toEqual([0, '']);
}, 60_000);
