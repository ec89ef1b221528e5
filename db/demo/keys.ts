/** Keys and instants that follow from position alone. */
import type { Day } from './calendar.ts';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** A UUID (version 8: custom) from an owner's number and the ordinal of the line among the owner's. */
export function lineKey(owner: number, ordinal: number): string {
  return `${hex(owner, 8)}-0000-8000-8000-${hex(ordinal, 12)}`;
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));

/** The instant at which clocks in the workspace show `second`s after midnight, in ISO form with its offset. */
export function instant(day: Day, second: number): string {
  const hours = TWO_DIGITS[Math.floor(second / 3600)];
  const minutes = TWO_DIGITS[Math.floor(second / 60) % 60];
  return `${day.date}T${hours}:${minutes}:${TWO_DIGITS[second % 60]}${day.offset}`;
}
