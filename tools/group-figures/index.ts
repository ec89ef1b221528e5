/** Figures of groups of people, side by side. */
import type { AnyTool } from '../define-tool.ts';
import { groupFigures, type RunCall } from './tool.ts';

/** The tools of this room; `run` runs the tool that answers metric queries. */
export const groupFigureTools = (run: RunCall): readonly AnyTool[] => [groupFigures(run)];
