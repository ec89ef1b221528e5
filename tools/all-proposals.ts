/** The list of everything that proposes. A new contribution is one file in its room and one line here. */
import { proposeFromTests } from './experiments/propose.ts';
import type { Propose } from './proposal.ts';
import { proposeWinBack } from './scores/propose.ts';
import { proposeGrowingGroups } from './segments/propose.ts';

export function allProposers(): readonly Propose[] {
  return [proposeGrowingGroups, proposeWinBack, proposeFromTests];
}
