import { afterEach, expect, it, vi } from 'vitest';
import { createLog } from '../../../bot/log.ts';
import { readableLine } from '../../../bot/readable-log.ts';

afterEach(() => vi.restoreAllMocks());

const base = { level: 30, time: Date.parse('2026-11-21T18:04:05Z'), pid: 7, hostname: 'vm' };

it('is one line with what was logged', () => {
  const line = readableLine(
    JSON.stringify({ ...base, phase: 'erased people', ms: 3, result: { rows: 0 }, msg: 'phase done' }),
  );
  expect(line).toBe('18:04:05 info  phase done  phase="erased people" ms=3 result={"rows":0}\n');
});

it('has the stack of an error below it, and gives a terminal no orders', () => {
  const err = { name: 'Error', message: 'lost', stack: 'Error: lost\n    at a.ts:1' };
  const line = readableLine(JSON.stringify({ ...base, level: 50, err, msg: 'failed \u001b[2J' }));
  expect(line).toBe('18:04:05 error failed  [2J\n  Error: lost\n      at a.ts:1\n');
});

it('cuts secrets out on a terminal as elsewhere', () => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  createLog('info', true).info({ token: 'xoxb-1', count: 2 }, 'signed in');
  expect(written.join('')).toMatch(/^\d\d:\d\d:\d\d info {2}signed in {2}token="\[redacted\]" count=2\n$/);
});
