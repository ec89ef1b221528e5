import { expect, it } from 'vitest';
import { mask } from '../../../bot/log.ts';

it.each([
  ['token xoxb-12-ab is wrong', 'token [redacted] is wrong'],
  ['xapp-1-A02-x refused', '[redacted] refused'],
  ['invalid key sk-proj-abcdefgh1234', 'invalid key [redacted]'],
  ['postgres://ann:secret@db:5432/walker failed', 'postgres://ann:[redacted]@db:5432/walker failed'],
  ['postgresql://ann:s@cr@et@db/walker failed', 'postgresql://ann:[redacted]@db/walker failed'],
  ['no answer from +4915112345678', 'no answer from [number]'],
])('masks %s', (said, masked) => {
  expect(mask(said)).toBe(masked);
});
