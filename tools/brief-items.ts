/** Proposals as the brief lists them: two rooms know of them, and neither of the other. */
import type { Queryable } from '../db/db.ts';
import type { BriefItem } from './brief/brief.ts';
import { worthOf } from './proposals/rank.ts';
import { readSuggestions, type StoredSuggestion } from './proposals/stored.ts';

export const briefItem = (suggestion: StoredSuggestion): BriefItem => ({
  id: suggestion.id,
  type: suggestion.type,
  title: suggestion.payload.title,
  priority: suggestion.priority,
  expected: suggestion.value?.expected ?? null,
  worth: worthOf(suggestion),
});

/** The proposals that can be acted on, the most important first. */
export async function readBriefItems(db: Queryable, tenantId: string): Promise<readonly BriefItem[]> {
  return (await readSuggestions(db, tenantId, ['open'])).map(briefItem);
}
