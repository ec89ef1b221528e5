/** Words that take values out: “excluding”, “without”, and “but” behind “all”. */
import type { Reading } from '../clause.ts';
import { is } from '../item.ts';

/** “except”; “but” takes out only behind “all categories”. */
export const excepts = ({ items }: Reading, at: number): boolean =>
  is(items[at], 'not') ||
  (items[at]?.key === 'but' &&
    (items[at - 1]?.dimensions.length ?? 0) > 0 &&
    /\ball(?: the)?$/u.test(items[at - 2]?.key ?? ''));
