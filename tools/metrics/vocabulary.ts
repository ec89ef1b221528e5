/**
 * The words of a workspace: the values its dimensions really have, so that a question's "Chicago" is found
 * and its "Atlantis" is not. Read by `readVocabulary`, cached by `workspace.version`.
 */
import type { Dimension } from './model.ts';

/** A value of a dimension as it is stored, and where it occurs. */
export interface KnownValue {
  readonly dimension: string;
  /** As stored: what a filter carries. */
  readonly value: string;
  /** For people: "Female" where "F" is stored. */
  readonly label: string;
  /** Rows (lines, customers, events) that carry it; for ranking candidates. */
  readonly count: number;
  /** Sources whose rows carry it: `Online` may be known to `spend` and not to `sales`. */
  readonly sources: readonly string[];
}

export interface SourceFacts {
  readonly rows: number;
  /** First and last day, null where the source is empty or has no date. */
  readonly bounds: { readonly from: string; readonly to: string } | null;
  /** Metrics whose columns hold nothing at all in this workspace (no impressions recorded). */
  readonly emptyMetrics: readonly string[];
}

export interface Vocabulary {
  /** `workspace.version` it was read at. */
  readonly version: string;
  /** Every dimension that has values here, by id, ad-hoc ones (`attr:Country`) included. */
  readonly dimensions: ReadonlyMap<string, Dimension>;
  /** Sources by id, those without rows included. */
  readonly sources: ReadonlyMap<string, SourceFacts>;
  /** Values of a dimension by count, descending. Empty for one with too many to list (`isOpen`). */
  values(dimension: string): readonly KnownValue[];
  /** True where not every value is held (customer ids, very large tables): what `find` does not know, `lookup` may. */
  isOpen(dimension: string): boolean;
  /** Values whose folded spelling or synonym equals the folded text, over all dimensions. */
  find(text: string): readonly KnownValue[];
  /** Values that contain the folded text as whole words ("Nest" in "Nest Cam Outdoor"), the shortest first. */
  containing(text: string, limit?: number): readonly KnownValue[];
  /** Every folded spelling and synonym with its values: for longest-match scanning and spelling repair. */
  readonly spellings: ReadonlyMap<string, readonly KnownValue[]>;
  /** Looks a value up in the database, folded; for open dimensions. Null where there is none. */
  lookup(dimension: string, text: string): Promise<KnownValue | null>;
  /** Where the dimension has values: the sources that can be filtered or split by it. */
  sourcesOf(dimension: string): readonly string[];
}

/** Spelling without case, accents, or runs of blanks and dashes: how values are matched. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[‐-―]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}
