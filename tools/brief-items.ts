/** Proposals as the brief lists them: two rooms know of them, and neither of the other. */
import type { Queryable } from '../db/db.ts';
import type { BriefItem } from './brief/brief.ts';
import { asOf } from './proposals/as-of.ts';
import { worthOf } from './proposals/rank.ts';
import { readSuggestions, type StoredSuggestion } from './proposals/stored.ts';

interface When {
  readonly timezone: string;
  readonly now: Date;
}

/** `told`: an earlier brief to the same place had it. */
export const briefItem = (
  suggestion: StoredSuggestion,
  { timezone, now }: When,
  told = false,
): BriefItem => ({
  id: suggestion.id,
  type: suggestion.type,
  subject: suggestion.subject,
  title: suggestion.payload.title,
  priority: suggestion.priority,
  expected: suggestion.value?.expected ?? null,
  worth: worthOf(suggestion),
  asOf: asOf(suggestion, timezone, now),
  told,
});

/** The proposals that can be acted on, the most important first. */
export async function readBriefItems(
  db: Queryable,
  tenantId: string,
  when: When,
): Promise<readonly BriefItem[]> {
  return (await readSuggestions(db, tenantId, ['open'])).map((suggestion) => briefItem(suggestion, when));
}
