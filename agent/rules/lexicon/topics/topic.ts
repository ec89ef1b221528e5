/** Something that people ask a marketing bot and these rules cannot answer, and what to tell them. */
export interface Topic {
  readonly phrases: readonly string[];
  readonly because: string;
}
