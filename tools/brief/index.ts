/** The brief: what a morning found, as data and as cards, and who gets it. */
import type { AnyTool } from '../define-tool.ts';
import { dailyBrief, type ReadItems } from './daily-brief-tool.ts';
import type { BriefSurfaces } from './reachable.ts';
import { subscribe } from './subscribe-tool.ts';
import { subscriptions } from './subscriptions-tool.ts';
import { unsubscribe } from './unsubscribe-tool.ts';

export { type BriefItem, foundBy } from './brief.ts';
export { digestCard, MOST_LISTED, MOST_MESSAGES, moreLine, withStillOpen } from './digest.ts';
export {
  type Morning,
  type NumbersFound,
  type OutreachFound,
  PHASES,
  type PhaseName,
  type PhaseReport,
  type ProposalsFound,
  phaseReport,
  readMorning,
  type SegmentsFound,
  type TestsFound,
} from './morning.ts';
export { doubtSentences, lostBriefSentences, notArrivedSentences, readNotArrived } from './not-arrived.ts';
export type { BriefSurfaces } from './reachable.ts';
export { summaryCard } from './summary-card.ts';

/** The tools of this room; `readItems` reads the proposals that can be acted on, `surfaces` are those that are set up. */
export function briefTools(readItems: ReadItems, surfaces: BriefSurfaces): readonly AnyTool[] {
  return [dailyBrief(readItems), subscribe(surfaces), unsubscribe, subscriptions(surfaces)];
}
