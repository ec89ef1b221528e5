/** The list of everything that proposes. A new contribution is one file in its room and one line here. */
import { proposeFromTests } from './experiments/propose.ts';
import type { Propose } from './proposal.ts';
import { proposeWinBack } from './scores/propose.ts';
import { proposeGrowingGroups } from './segments/propose.ts';
import { proposeGrowingSegments } from './segments/propose-growing.ts';
import { proposeFromDays } from './watch/propose-days.ts';
import { proposeFromFunnels } from './watch/propose-funnels.ts';
import { proposeFromSpend } from './watch/propose-spend.ts';

export function allProposers(): readonly Propose[] {
  return [
    proposeGrowingGroups,
    proposeGrowingSegments,
    proposeWinBack,
    proposeFromTests,
    proposeFromFunnels,
    proposeFromSpend,
    proposeFromDays,
  ];
}
