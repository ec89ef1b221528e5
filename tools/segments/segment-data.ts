import { z } from 'zod';
import { move } from './read-moves.ts';
import { segmentRow } from './read-overview.ts';
import { interest, member, traits } from './read-segment.ts';

/** What the card of one segment tells. */
export const segmentData = z.object({
  segment: segmentRow,
  /** The rule of a saved segment in words. */
  rule: z.string().nullable(),
  traits,
  interests: z.array(interest),
  moves: z.array(move),
  members: z.array(member),
});
export type SegmentData = z.infer<typeof segmentData>;
