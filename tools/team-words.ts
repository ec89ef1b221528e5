/** What the team itself has named and said, which questions are read against besides the data's own words. */
import { readSegmentNames } from './audience/read-segment-names.ts';
import { readCampaignNames } from './campaigns/index.ts';
import type { ToolContext } from './define-tool.ts';
import { readVerified, type VerifiedAnswer } from './verified/index.ts';

export interface TeamWords {
  /** Names, the largest segment first. */
  readonly segments: readonly string[];
  /** Names, the newest campaign first. */
  readonly campaigns: readonly string[];
  /** Newest first. */
  readonly verified: readonly VerifiedAnswer[];
}

/** A reader of the words, which asks the database once for each question, however often it is asked itself. */
export function createTeamWordsReader(): (context: ToolContext) => Promise<TeamWords> {
  const known = new WeakMap<ToolContext, Promise<TeamWords>>();
  return (context) => {
    const words = known.get(context) ?? read(context);
    known.set(context, words);
    return words;
  };
}

function read({ db }: ToolContext): Promise<TeamWords> {
  return db.readTogether(async (db) => {
    const [segments, campaigns, verified] = await Promise.all([
      readSegmentNames(db),
      readCampaignNames(db),
      readVerified(db),
    ]);
    return { segments, campaigns, verified };
  });
}
