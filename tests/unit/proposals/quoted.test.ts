import { expect, it } from 'vitest';
import { quoted } from '../../../tools/proposals/quoted.ts';

it.each([
  ['Win back the regulars', '“Win back the regulars”'],
  ['“Search ads” costs twice as much', '“‘Search ads’ costs twice as much”'],
])('quotes the title of a proposal once: %s', (title, expected) => {
  expect(quoted(title)).toBe(expected);
});
