/** The values of a statement, numbered from where the caller's own end. */
import type { SqlValue } from '../../db/db.ts';

export interface Parameters {
  /** The placeholder of the value, with its type where one is given; equal values of one type share one. */
  add(value: SqlValue, type?: string): string;
  readonly values: SqlValue[];
}

/** Collects values; the first becomes `$first`. */
export function parametersFrom(first: number): Parameters {
  const values: SqlValue[] = [];
  const known = new Map<string, string>();
  return {
    values,
    add(value, type) {
      const key = `${type ?? ''} ${JSON.stringify(value)}`;
      const placeholder = known.get(key) ?? `$${first - 1 + values.push(value)}${type ? `::${type}` : ''}`;
      known.set(key, placeholder);
      return placeholder;
    },
  };
}
