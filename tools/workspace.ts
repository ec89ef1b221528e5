/** What every tool needs to know of the tenant's data before it reads any. */
export interface Workspace {
  readonly tenantId: string;
  readonly name: string;
  /** IANA zone in which the team's days begin. */
  readonly timezone: string;
  /** ISO 4217 code of the amounts. */
  readonly currency: string;
  /**
   * The data clock, `YYYY-MM-DD`: the wall clock's date, or the day after the last day with sales where
   * the newest data is more than two days old.
   */
  readonly today: string;
  /** True where `today` is not the wall clock's. */
  readonly clockIsBehind: boolean;
  /** First and last day with sales; null in an empty workspace. */
  readonly data: { readonly from: string; readonly to: string } | null;
  /** True where the rows are invented, for trying the product out. */
  readonly isDemo: boolean;
  /**
   * Changes with every import and every refresh of audiences; caches are keyed by it. What refreshes change comes after
   * the last dot.
   */
  readonly version: string;
}

/** The part of the version that imports and erasures change: of the facts, which no refresh touches. */
export function factsVersion({ version }: Workspace): string {
  const dot = version.lastIndexOf('.');
  return dot < 0 ? version : version.slice(0, dot);
}
