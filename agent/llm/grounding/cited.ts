/** The numbers of a sentence beside what results say of them. */
import type { FoundNumber } from './found.ts';
import type { Stated } from './stated.ts';

/** A number of a sentence that stands in results, and what these say it of. */
export interface Cited {
  readonly found: FoundNumber;
  readonly stated: readonly Stated[];
}
