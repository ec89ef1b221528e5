/** From what a morning found to the messages of a brief. */
import type { Queryable } from '../../db/db.ts';
import {
  digestCard,
  MOST_LISTED,
  MOST_MESSAGES,
  type Morning,
  moreLine,
  summaryCard,
} from '../../tools/brief/index.ts';
import { briefItem } from '../../tools/brief-items.ts';
import { readSuggestions, type StoredSuggestion } from '../../tools/proposals/stored.ts';
import { suggestionCard } from '../../tools/proposals/suggestion-card.ts';
import type { Workspace } from '../../tools/workspace.ts';
import type { BriefPart, BriefPost } from './delivery.ts';

export interface Brief {
  readonly morning: Morning;
  readonly workspace: Workspace;
  /** Those that are open now: what was decided since the analysis is no longer told. */
  readonly suggestions: readonly StoredSuggestion[];
}

export async function readBrief(db: Queryable, morning: Morning, workspace: Workspace): Promise<Brief> {
  return { morning, workspace, suggestions: await readSuggestions(db, workspace.tenantId, ['open']) };
}

/** The messages for somebody who wants proposals of these types (of all where there are none). Pure. */
export function composeParts(
  { morning, workspace, suggestions }: Brief,
  topics: readonly string[],
  shape: BriefPost['shape'],
): readonly BriefPart[] {
  const wanted = suggestions.filter(({ type }) => topics.length === 0 || topics.includes(type));
  const items = wanted.map(briefItem);
  const summary = summaryCard(morning, items, workspace);
  if (shape === 'digest') return [{ part: 'summary', card: digestCard(summary, items, workspace) }];
  const most = shape === 'whole' ? MOST_LISTED : MOST_MESSAGES;
  const card = { ...summary, text: [...(summary.text ?? []), ...moreLine(items.slice(most))] };
  return [
    { part: 'summary', card },
    ...wanted
      .slice(0, most)
      .map((suggestion) => ({ part: suggestion.id, card: suggestionCard(suggestion, { workspace }) })),
  ];
}
