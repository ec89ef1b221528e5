/** Conditions on a number: over, at least, between. */
import type { Measure } from './gate.ts';
import type { Parameters } from './parameters.ts';

/** An upper or lower end, or both. */
export type Bounds = Pick<Measure, 'op' | 'value' | 'upper'>;

/** `expression` within the bounds, as SQL. `between` holds both ends, in either order. */
export function boundsSql(expression: string, { op, value, upper }: Bounds, parameters: Parameters): string {
  const number = (each: number): string => parameters.add(each, 'numeric');
  if (op !== 'between') return `${expression} ${op} ${number(value)}`;
  const ends = [value, upper ?? value].sort((a, b) => a - b) as [number, number];
  return `${expression} between ${number(ends[0])} and ${number(ends[1])}`;
}

/** Whether `number` lies within the bounds. */
export function isWithin(number: number, { op, value, upper = value }: Bounds): boolean {
  switch (op) {
    case '>':
      return number > value;
    case '>=':
      return number >= value;
    case '<':
      return number < value;
    case '<=':
      return number <= value;
    case '=':
      return number === value;
    case 'between':
      return number >= Math.min(value, upper) && number <= Math.max(value, upper);
  }
}
