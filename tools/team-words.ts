/** What the team itself has named and said, which questions are read against besides the data's own words. */
import type { TenantDb } from '../db/db.ts';
import { readSegmentNames } from './audience/read-segment-names.ts';
import { readCampaignNames } from './campaigns/index.ts';
import { readVerified, type VerifiedAnswer } from './verified/index.ts';

export interface TeamWords {
  /** Names, the largest segment first. */
  readonly segments: readonly string[];
  /** Names, the newest campaign first. */
  readonly campaigns: readonly string[];
  /** Newest first. */
  readonly verified: readonly VerifiedAnswer[];
}

/** A reader of the words, which asks the database once for each turn's `TenantDb`, however often it is asked itself. */
export function createTeamWordsReader(): (db: TenantDb) => Promise<TeamWords> {
  const known = new WeakMap<TenantDb, Promise<TeamWords>>();
  return (db) => {
    const words = known.get(db) ?? read(db);
    known.set(db, words);
    return words;
  };
}

function read(db: TenantDb): Promise<TeamWords> {
  return db.readTogether(async (db) => {
    const [segments, campaigns, verified] = await Promise.all([
      readSegmentNames(db),
      readCampaignNames(db),
      readVerified(db),
    ]);
    return { segments, campaigns, verified };
  });
}
