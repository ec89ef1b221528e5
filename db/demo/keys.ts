/** Keys and instants that follow from position alone. */
import type { Day } from './calendar.ts';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** A UUID (version 8: custom) from an owner's number and the ordinal of the line among the owner's. */
export function lineKey(owner: number, ordinal: number): string {
  return `${hex(owner, 8)}-0000-8000-8000-${hex(ordinal, 12)}`;
}

/** ISO instant, `second`s after the day began. */
export function instant(day: Day, second: number): string {
  return new Date(day.startMs + second * 1000).toISOString();
}
