import { expect, it } from 'vitest';
import { createBounded } from '../../../../bot/console/bounded.ts';

it('forgets what was least recently used', () => {
  const held = createBounded<number>(2);
  held.set('a', 1);
  held.set('b', 2);
  held.get('a');
  held.set('c', 3);
  expect([held.get('a'), held.get('b'), held.get('c')]).toEqual([1, undefined, 3]);
});

it('weighs what it holds, and keeps the newest however heavy it is', () => {
  const held = createBounded<string>(5, (text) => text.length);
  held.set('a', 'xx');
  held.set('b', 'yyy');
  held.set('c', 'zzzzzzzz');
  expect([held.get('a'), held.get('b'), held.get('c')]).toEqual([undefined, undefined, 'zzzzzzzz']);
});

it('counts a replaced value once', () => {
  const held = createBounded<string>(4, (text) => text.length);
  held.set('a', 'xx');
  held.set('a', 'xx');
  held.set('b', 'yy');
  expect(held.get('a')).toBe('xx');
});
