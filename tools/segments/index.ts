/** The tools of this room, and the refresh that keeps segments current. */
import type { AnyTool } from '../define-tool.ts';
import { type FindInterested, segmentMakeup } from './makeup-tool.ts';
import { segmentMoves } from './moves-tool.ts';
import { segments } from './overview-tool.ts';
import { resegment } from './resegment-tool.ts';
import { deleteSegment, renameSegment, saveSegment } from './saved-tools.ts';
import { downloadSegment, segmentMembers } from './segment-members.ts';
import { showSegment } from './show-segment.ts';

export { refreshSegments, type SegmentsReport } from './refresh-segments.ts';

export function segmentTools(findInterested: FindInterested): readonly AnyTool[] {
  return [
    segments,
    showSegment,
    segmentMembers,
    downloadSegment,
    segmentMoves,
    segmentMakeup(findInterested),
    resegment,
    saveSegment,
    renameSegment,
    deleteSegment,
  ];
}
