/** The tools of the log. */
import type { AnyTool } from '../define-tool.ts';
import { downloadLog } from './download-log.ts';
import { activityLog } from './log-tool.ts';

export function logTools(): readonly AnyTool[] {
  return [activityLog, downloadLog];
}
