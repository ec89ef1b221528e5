/** What names stand for where a part of a statement is: tables, and what the statement itself has derived. */

export interface Range {
  readonly alias: string;
  /** A table of the workspace; anything else is made of columns that were allowed already. */
  readonly table: string | null;
}

export interface Scope {
  /** Common table expressions that can be seen here. */
  readonly derived: ReadonlySet<string>;
  /** Of this select. */
  readonly ranges: readonly Range[];
  /** The select around it, whose ranges can be seen too. */
  readonly outer: Scope | null;
}

export const OUTERMOST: Scope = { derived: new Set(), ranges: [], outer: null };

/** The range called `alias`, of the nearest select that has one. */
export function rangeCalled(scope: Scope | null, alias: string): Range | null {
  for (let at = scope; at; at = at.outer) {
    const found = at.ranges.find((range) => range.alias === alias);
    if (found) return found;
  }
  return null;
}
