/** From what a morning found to the messages of a brief. */
import type { Queryable } from '../../db/db.ts';
import {
  digestCard,
  MOST_LISTED,
  MOST_MESSAGES,
  type Morning,
  moreLine,
  summaryCard,
  withStillOpen,
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

/** Who it is for. */
export interface Reader {
  /** Proposals of these types; of all where there are none. */
  readonly topics: readonly string[];
  /** When the last brief went there; null where none did. What was proposed by then has been told. */
  readonly lastAt: Date | null;
  /** What did not reach people, for whoever can mend it. */
  readonly troubles?: readonly string[];
}

/**
 * The messages for a reader. What was told and not decided is a line of the summary: the same message every morning is one
 * that nobody reads. Pure.
 */
export function composeParts(
  { morning, workspace, suggestions }: Brief,
  { topics, lastAt, troubles = [] }: Reader,
  shape: BriefPost['shape'],
): readonly BriefPart[] {
  const wanted = suggestions.filter(({ type }) => topics.length === 0 || topics.includes(type));
  const wasTold = ({ proposedAt }: StoredSuggestion) =>
    lastAt !== null && Date.parse(proposedAt) <= lastAt.getTime();
  const when = { timezone: workspace.timezone, now: morning.finishedAt };
  const items = wanted.map((suggestion) => briefItem(suggestion, when, wasTold(suggestion)));
  const fresh = wanted.filter((suggestion) => !wasTold(suggestion));
  const found = summaryCard(morning, items, workspace);
  const summary = { ...found, text: [...(found.text ?? []), ...troubles] };
  if (shape === 'digest') return [{ part: 'summary', card: digestCard(summary, items, workspace) }];
  const most = shape === 'whole' ? MOST_LISTED : MOST_MESSAGES;
  const more = moreLine(items.filter(({ told }) => !told).slice(most));
  const card = withStillOpen({ ...summary, text: [...summary.text, ...more] }, items, workspace);
  return [
    { part: 'summary', card },
    ...fresh.slice(0, most).map((suggestion) => ({
      part: suggestion.id,
      card: suggestionCard(suggestion, { workspace, now: when.now }),
    })),
  ];
}
